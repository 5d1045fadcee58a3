#include "session.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "gateways.hpp"
#include "output/prompt.hpp"
#include "services/account/session.hpp"
#include "session_file.hpp"
#include "store/database.hpp"
#include "store/migrate.hpp"
#include "store/store_files.hpp"
#include "texts/errors.hpp"
#include "texts/mails.hpp"
#include "texts/texts.hpp"
#include "util/text.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

Session::Session(const Env& env, Settings settings, CommonOptions options, const Command& command)
  : m_env(env), m_settings(std::move(settings)), m_options(std::move(options)), m_command(command),
    m_form(parse_form(m_settings.value("output"))), m_clock(std::make_unique<SystemClock>()),
    m_zone(m_settings.zone()),
    m_caller(
      [this](operations::Effect effect, operations::Who who) { return open_for(effect, who); },
      m_env.texts)
{
}

Session::~Session() = default;

Outcome Session::set_clock()
{
  const bool by_variable = m_options.now.empty();
  if (by_variable) {
    m_options.now = m_env.variable("MYATLAS_NOW").value_or("");
  }
  if (m_options.now.empty()) {
    return Done{};
  }
  const Result<util::Instant> instant = util::parse_rfc3339(m_options.now);
  if (!instant) {
    return instant.error().at(by_variable ? "MYATLAS_NOW" : "--now");
  }
  m_clock = std::make_unique<util::FixedClock>(*instant);
  return Done{};
}

bool Session::interactive() const
{
  return can_ask(m_env, m_options.no_input || !m_options.idempotency_key.empty());
}

Outcome Session::read_settings_again()
{
  Result<Settings> settings = m_settings.again(m_env);
  if (!settings || !settings->problems().empty()) {
    return settings ? settings->problems() : settings.errors();
  }
  m_settings = *std::move(settings);
  m_zone = m_settings.zone();
  return Done{};
}

services::Delivery Session::deliver_mails(const services::DeliveryWitness& witness)
{
  const Result<std::unique_ptr<gateway::MailTransport>> way = mail_transport(m_settings);
  const services::Delivery delivery =
    way ? services::deliver_mails(*m_context, **way, Mails(texts()), witness)
        : services::Delivery{0, 0, 0, way.errors()};
  if (!delivery.problems.empty()) {
    fail(delivery.problems);
  }
  return delivery;
}

void Session::try_to_deliver_mails()
{
  if (m_once) {
    m_mails_wait = true; // none goes before what it tells of is kept
    return;
  }
  if (const auto way = mail_transport(m_settings)) {
    services::deliver_mails(*m_context, **way, Mails(texts()));
  }
}

void Session::note_place_of_mails()
{
  if (m_settings.value("mail_url").empty()) {
    note(texts().trf(N_("No mail server is set (mail_url): mails are written into {0}"),
                     m_settings.value("mail_dir")));
  }
}

void Session::note_place_of_mails_there_are()
{
  std::error_code absent;
  if (std::filesystem::directory_iterator(m_settings.value("mail_dir"), absent) !=
      std::filesystem::directory_iterator()) {
    note_place_of_mails();
  }
}

Result<services::SireneLookup*> Session::look_up()
{
  if (m_once) { // nothing is waited for with the store in hand
    return Error{"usage.both", {"--online", "--idempotency-key"}};
  }
  if (!m_look_up) {
    TRY_ASSIGN(gateway::CompanyRegister way, company_register(m_settings));
    m_register = std::make_unique<gateway::CompanyRegister>(std::move(way));
    m_look_up = std::make_unique<services::SireneLookup>(*m_context, *m_register);
  }
  return m_look_up.get();
}

Result<services::SireneLookup*> Session::look_up_if(bool online)
{
  return online ? look_up() : Result<services::SireneLookup*>(nullptr);
}

Outcome Session::forget_login(const std::string& email)
{
  SessionFile file(m_env);
  const Outcome forgotten = file.forget(email);
  if (const std::string next = file.in_use(); forgotten && !next.empty()) {
    note(texts().trf(N_("From here on commands act for {0}, which is logged in too."), next));
  }
  return forgotten;
}

void Session::note(const std::string& text)
{
  if (!m_options.quiet) {
    say(m_env.err, text + "\n");
  }
}

void Session::warn(const std::string& text)
{
  if (!m_options.quiet) {
    say(m_env.err, texts().trf(N_("warning: {0}"), text) + "\n");
  }
}

void Session::warn(const Error& warning)
{
  warn(fmt::format("{} [{}]", sentence_of(texts(), warning), warning.code));
}

int Session::fail(const Errors& errors)
{
  Errors told = as_declared(m_command, errors);
  for (Error& error : told) {
    const auto known = std::ranges::find_if(m_options.two_ways, [&](const Error& other) {
      return other.where.column == error.where.column;
    });
    error = known == m_options.two_ways.end() ? error : *known;
  }
  return report_failure(m_env, is_json(), told, colored(m_env, m_settings.value("color")));
}

} // namespace myatlas::cli
