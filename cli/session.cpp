#include "session.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "gateways.hpp"
#include "services/notices/mails.hpp"
#include "session_file.hpp"
#include "store_in_use.hpp"
#include "texts/errors.hpp"
#include "texts/mails.hpp"
#include "texts/texts.hpp"
#include "words.hpp"

namespace myatlas::cli {

Session::Session(const Env& env, Settings settings, CommonOptions options, const Command& command)
  : Surroundings(env, std::move(settings), std::move(options), command),
    m_form(parse_form(this->settings().value("output"))),
    m_store_in_use(std::make_unique<StoreInUse>(*this)),
    m_caller(
      [this](operations::Effect effect, operations::Who who, operations::Needs needs) {
        return m_store_in_use->open_for(effect, who, needs);
      },
      [this] {
        return operations::Moment{clock().now(), zone()};
      },
      texts())
{
}

Session::~Session() = default;

bool Session::is_open() const
{
  return m_store_in_use->is_open();
}

services::Delivery Session::deliver_mails(const services::DeliveryWitness& witness)
{
  const Result<std::unique_ptr<gateway::MailTransport>> way = mail_transport(settings());
  const services::Delivery delivery =
    way ? services::deliver_mails(m_store_in_use->context(), **way, Mails(texts()), witness)
        : services::Delivery{0, 0, 0, way.errors()};
  if (!delivery.problems.empty()) {
    fail(delivery.problems);
  }
  return delivery;
}

Outcome Session::deliver_mails()
{
  return outcome_of(deliver_mails(services::DeliveryWitness{}).problems);
}

void Session::keep_answer(int status, const std::string& answer)
{
  m_store_in_use->keep_answer(status, answer);
  if (std::exchange(m_mails_wait, false)) {
    try_to_deliver_mails();
  }
}

void Session::try_to_deliver_mails()
{
  if (m_store_in_use->waits_for_answer()) {
    m_mails_wait = true; // none goes before what it tells of is kept
    return;
  }
  if (const auto way = mail_transport(settings())) {
    services::deliver_mails(m_store_in_use->context(), **way, Mails(texts()));
  }
}

void Session::note_place_of_mails()
{
  if (settings().value("mail_url").empty()) {
    note(texts().trf(N_("No mail server is set (mail_url): mails are written into {0}"),
                     settings().value("mail_dir")));
  }
}

void Session::note_place_of_mails_there_are()
{
  std::error_code absent;
  if (std::filesystem::directory_iterator(settings().value("mail_dir"), absent) !=
      std::filesystem::directory_iterator()) {
    note_place_of_mails();
  }
}

Outcome Session::forget_login(const std::string& email)
{
  SessionFile file(env());
  const Outcome forgotten = file.forget(email);
  if (const std::string next = file.in_use(); forgotten && !next.empty()) {
    note(texts().trf(N_("From here on commands act for {0}, which is logged in too."), next));
  }
  return forgotten;
}

int Session::fail(const Errors& errors)
{
  Errors told = as_declared(command(), errors);
  for (Error& error : told) {
    const auto known = std::ranges::find_if(options().two_ways, [&](const Error& other) {
      return other.where.column == error.where.column;
    });
    error = known == options().two_ways.end() ? error : *known;
  }
  return report_failure(env(), is_json(), told, colored(env(), settings().value("color")));
}

} // namespace myatlas::cli
