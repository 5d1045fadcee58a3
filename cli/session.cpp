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

namespace {

store::Store::Use use_for(operations::Effect effect)
{
  using operations::Effect;
  switch (effect) {
  case Effect::read:
    return store::Store::Use::read;
  case Effect::trial:
    return store::Store::Use::trial;
  case Effect::mark:
  case Effect::write:
    break;
  }
  return store::Store::Use::write;
}

Login login_of(operations::Who who)
{
  using operations::Who;
  switch (who) {
  case Who::nobody:
    return Login::none;
  case Who::anybody:
    return Login::any;
  case Who::reader:
    return Login::account_or_host;
  case Who::account:
    return Login::required;
  case Who::office:
    return Login::host;
  }
  return Login::required;
}

} // namespace

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

util::Outcome Session::set_clock()
{
  const bool by_variable = m_options.now.empty();
  if (by_variable) {
    m_options.now = m_env.variable("MYATLAS_NOW").value_or("");
  }
  if (m_options.now.empty()) {
    return util::Done{};
  }
  const util::Result<util::Instant> instant = util::parse_rfc3339(m_options.now);
  if (!instant) {
    return instant.error().at(by_variable ? "MYATLAS_NOW" : "--now");
  }
  m_clock = std::make_unique<util::FixedClock>(*instant);
  return util::Done{};
}

bool Session::interactive() const
{
  return can_ask(m_env, m_options.no_input || !m_options.idempotency_key.empty());
}

util::Result<std::optional<util::Secret>> Session::token() const
{
  const std::string& email = m_settings.value("account");
  if (const auto token = m_env.variable("MYATLAS_TOKEN"); token && email.empty()) {
    return std::optional(util::Secret(*token));
  }
  return SessionFile(m_env).token(email);
}

// `machine` is null where the given time alone counts.
services::Moment Session::times(const util::Clock* machine) const
{
  return {m_clock->now(), machine == nullptr ? m_clock->now() : machine->now()};
}

// The operator's commands are the host's whatever account is in use, but for one of the OPCO's,
// which does them under its own name. A session that has ended, or cannot be read, is no account in
// use.
services::Actor Session::back_office(const util::Clock* machine)
{
  services::Host host{m_env.operator_name()};
  const util::Result<std::optional<util::Secret>> found = token();
  const auto account = found && *found
                         ? services::authenticate(*m_store, **found, times(machine))
                         : util::Result<domain::Account>(util::Error{"session.required", {}});
  if (!account) {
    return host;
  }
  if (m_store->accounts().is_office(account->id)) {
    return services::Office{*account};
  }
  host.beside = account->id;
  return host;
}

// The operator of an embedded store is whoever may write its file, and is never so without a word.
util::Result<services::Actor> Session::without_account(Login login)
{
  if (login == Login::any) {
    return services::Actor(services::Anonymous{m_env.operator_name()});
  }
  if (login == Login::required || !m_store->may_write()) {
    return util::Error{m_store->accounts().has_any() ? "session.required" : "session.no_accounts",
                       {}};
  }
  if (!std::exchange(m_host_is_told, true)) {
    note(texts().tr(N_("Acting as the operator of this store: no account is in use.")));
  }
  return services::Actor(services::Host{m_env.operator_name()});
}

util::Result<services::Actor> Session::find_actor(Login login, const util::Clock* machine)
{
  if (login == Login::none) {
    return services::Actor(services::Anonymous{m_env.operator_name()});
  }
  if (login == Login::host) {
    return back_office(machine);
  }
  TRY_ASSIGN(const std::optional<util::Secret> found, token());
  const std::string& wanted = m_settings.value("account");
  if (!found) {
    return wanted.empty() ? without_account(login)
                          : util::Result<services::Actor>(util::Error{"session.other", {wanted}});
  }
  const util::Result<domain::Account> account =
    services::authenticate(*m_store, *found, times(machine));
  if (!account) {
    return account.errors(); // a session that has ended never makes an operator
  }
  if (m_store->accounts().is_office(account->id)) {
    return services::Actor(services::Office{*account});
  }
  const services::Actor actor(services::of_account(
    *m_store, *account, domain::date_of(std::max(m_clock->now(), times(machine).machine), m_zone)));
  const util::Outcome provider = services::provider_in_force(actor);
  if (!provider && provider.error().code != "access.reader") {
    warn(provider.error()); // an empty list says nothing of why
  }
  return actor;
}

// A person who waits is told why, once; a log only with --verbose.
bool Session::wait_on(std::chrono::milliseconds waited)
{
  const bool is_long = waited >= std::chrono::seconds(1);
  const bool was_told = std::exchange(m_wait_is_told, is_long);
  if (is_long && !was_told && (m_options.verbose || (m_env.err_is_terminal && !m_options.quiet))) {
    say(m_env.err, texts().tr(N_("Waiting for another program that is writing to the store…")) +
                     std::string("\n"));
  }
  return !m_goes_on || m_goes_on();
}

util::Outcome Session::read_settings_again()
{
  util::Result<Settings> settings = m_settings.again(m_env);
  if (!settings || !settings->problems().empty()) {
    return settings ? settings->problems() : settings.errors();
  }
  m_settings = *std::move(settings);
  m_zone = m_settings.zone();
  return util::Done{};
}

store::DatabasePlace Session::database() const
{
  return {.url = m_settings.value("store"), .key = m_settings.value("key_file")};
}

bool Session::is_on_server() const
{
  return store::is_database(m_settings.value("store"));
}

util::Result<int> Session::store_version() const
{
  const std::string& where = m_settings.value("store");
  return is_on_server() ? store::version_of_database(where) : store::Store::version_of(where);
}

util::Outcome Session::check_target(const std::filesystem::path& file) const
{
  return store::check_target(m_settings.value("store"), file);
}

util::Result<std::unique_ptr<store::Store>> Session::open_store(store::Store::Use use)
{
  const std::string& where = m_settings.value("store");
  if (is_on_server()) {
    return store::open_database(database(), use, [this] { wait_on(std::chrono::seconds(1)); });
  }
  store::Store::Making making;
  making.clocks = m_env.variable("MYATLAS_TEST_CLOCK") == "1" ? store::Store::Clocks::given
                                                              : store::Store::Clocks::machine;
  making.sharing = sharing_asked(m_env);
  const auto patience = [this](std::chrono::milliseconds waited) { return wait_on(waited); };
  util::Result<std::unique_ptr<store::Store>> store =
    store::Store::open(where, use, making, patience);
  if (!store && m_options.create && use == store::Store::Use::read &&
      store.error().code == "store.missing") {
    return store::Store::open(where, store::Store::Use::write, making, patience);
  }
  return store;
}

// What commands act with, of the store that was opened.
util::Outcome Session::make_context(Login login)
{
  const util::Clock* machine =
    m_store->clocks() == store::Store::Clocks::given ? nullptr : &m_machine;
  services::Actor actor(services::Host{m_env.operator_name()});
  if (m_store->version() >= store::newest_version()) { // into the accounts of none that is older
    TRY_ASSIGN(actor, find_actor(login, machine));
  }
  if (m_options.verbose) {
    say(m_env.err,
        texts().trf(N_("store {0}, acting as {1}"), m_settings.value("store"), actor.name()) +
          "\n");
  }
  const bool strong = m_settings.value("password_policy") == "strong";
  m_context = std::make_unique<services::Context>(
    services::Context{.store = *m_store,
                      .clock = *m_clock,
                      .fixed_clock = !m_options.now.empty(),
                      .actor = std::move(actor),
                      .command = m_command.name,
                      .language = m_settings.value("lang"),
                      .passwords = strong ? domain::k_strong_passwords : domain::k_portal_passwords,
                      .machine = machine,
                      .zone = m_zone,
                      .behind = m_env.behind_operator(),
                      .public_register = [this] { return look_up(); },
                      .opco = [this](const auto& to) { return opco_api(m_settings, to); },
                      .mail_folder = m_settings.value("mail_dir")});
  return util::Done{};
}

util::Result<services::Context*> Session::open(store::Store::Use use, Login login)
{
  if (m_once) { // it goes on in what it began
    return m_context.get();
  }
  const std::string& where = m_settings.value("store");
  if (where.empty()) {
    return util::Error{"home.unknown", {}};
  }
  if (store::is_url(where) && !is_on_server()) {
    return util::Error{"store.url", {where}};
  }
  TRY_ASSIGN(std::unique_ptr<store::Store> store, open_store(use));
  m_writes = m_writes || use == store::Store::Use::write;
  m_look_up.reset();
  m_context.reset();
  m_store = std::move(store);
  TRY(make_context(login));
  if (!m_options.idempotency_key.empty() && use == store::Store::Use::write) {
    TRY(begin_once());
  }
  return m_context.get();
}

util::Result<services::Context*> Session::open_for(operations::Effect effect, operations::Who who)
{
  if (effect == operations::Effect::mark) {
    TRY(open(store::Store::Use::read, login_of(who))); // none is made to write into
  }
  return open(use_for(effect), login_of(who));
}

std::string Session::name_of_actor() const
{
  const domain::Account* const account = m_context->actor.account();
  return account == nullptr ? m_context->actor.name() : account->id;
}

// The same request again is answered as it was; until its own answer is kept, what it writes is one
// transaction.
util::Outcome Session::begin_once()
{
  m_once = std::make_unique<store::Rehearsal>(*m_store);
  const auto before =
    m_store->answers().find(name_of_actor(), m_options.idempotency_key, m_context->machine_now());
  if (before && before->request == m_options.request) {
    throw AnsweredBefore{static_cast<int>(before->status), before->answer};
  }
  return before ? util::Outcome(util::Error{"idempotency.other", {m_options.idempotency_key}})
                : util::Outcome(util::Done{});
}

void Session::keep_answer(int status, const std::string& answer)
{
  if (!m_once) {
    return;
  }
  const bool is_answer = status == static_cast<int>(Status::done) ||
                         status == static_cast<int>(Status::negative) ||
                         status == static_cast<int>(Status::partial);
  if (is_answer) {
    m_store->answers().put(name_of_actor(), m_options.idempotency_key,
                           {m_options.request, status, answer}, m_context->machine_now());
  }
  m_once->keep();
  m_once.reset();
  if (std::exchange(m_letters_wait, false)) {
    try_to_deliver_letters();
  }
}

services::Delivery Session::deliver_mails(const services::DeliveryWitness& witness)
{
  const util::Result<std::unique_ptr<gateway::MailTransport>> way = mail_transport(m_settings);
  const services::Delivery delivery =
    way ? services::deliver_mails(*m_context, **way, Mails(texts()), witness)
        : services::Delivery{0, 0, 0, way.errors()};
  if (!delivery.problems.empty()) {
    fail(delivery.problems);
  }
  return delivery;
}

void Session::try_to_deliver_letters()
{
  if (m_once) {
    m_letters_wait = true; // none goes before what it tells of is kept
    return;
  }
  if (const auto way = mail_transport(m_settings)) {
    services::deliver_mails(*m_context, **way, Mails(texts()));
  }
}

void Session::note_place_of_letters()
{
  if (m_settings.value("mail_url").empty()) {
    note(texts().trf(N_("No mail server is set (mail_url): mails are written into {0}"),
                     m_settings.value("mail_dir")));
  }
}

void Session::note_place_of_letters_there_are()
{
  std::error_code absent;
  if (std::filesystem::directory_iterator(m_settings.value("mail_dir"), absent) !=
      std::filesystem::directory_iterator()) {
    note_place_of_letters();
  }
}

util::Result<services::SireneLookup*> Session::look_up()
{
  if (m_once) { // nothing is waited for with the store in hand
    return util::Error{"usage.both", {"--online", "--idempotency-key"}};
  }
  if (!m_look_up) {
    TRY_ASSIGN(gateway::CompanyRegister way, company_register(m_settings));
    m_register = std::make_unique<gateway::CompanyRegister>(std::move(way));
    m_look_up = std::make_unique<services::SireneLookup>(*m_context, *m_register);
  }
  return m_look_up.get();
}

util::Result<services::SireneLookup*> Session::look_up_if(bool online)
{
  return online ? look_up() : util::Result<services::SireneLookup*>(nullptr);
}

util::Outcome Session::forget_login(const std::string& email)
{
  SessionFile file(m_env);
  const util::Outcome forgotten = file.forget(email);
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

void Session::warn(const util::Error& warning)
{
  warn(fmt::format("{} [{}]", sentence_of(texts(), warning), warning.code));
}

int Session::fail(const util::Errors& errors)
{
  util::Errors told = as_declared(m_command, errors);
  for (util::Error& error : told) {
    const auto known = std::ranges::find_if(m_options.two_ways, [&](const util::Error& other) {
      return other.where.column == error.where.column;
    });
    error = known == m_options.two_ways.end() ? error : *known;
  }
  return report_failure(m_env, is_json(), told, colored(m_env, m_settings.value("color")));
}

} // namespace myatlas::cli
