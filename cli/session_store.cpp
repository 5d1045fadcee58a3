// How a session opens the store.
#include "session.hpp"

#include <algorithm>
#include <utility>

#include "gateways.hpp"
#include "store/database.hpp"
#include "store/migrate.hpp"
#include "store/store_files.hpp"
#include "texts/errors.hpp"
#include "texts/texts.hpp"
#include "util/ranges.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using StoreUse = store::Store::Use;
using OpenedStore = util::Result<std::unique_ptr<store::Store>>;

StoreUse use_for(operations::Effect effect)
{
  using operations::Effect;
  if (effect == Effect::read) {
    return StoreUse::read;
  }
  return effect == Effect::trial ? StoreUse::trial : StoreUse::write;
}

struct LoginOfWho
{
  operations::Who who;
  Login login;
};

constexpr LoginOfWho k_logins[] = {{operations::Who::nobody, Login::none},
                                   {operations::Who::anybody, Login::any},
                                   {operations::Who::reader, Login::account_or_host},
                                   {operations::Who::account, Login::required},
                                   {operations::Who::office, Login::host}};

Login login_of(operations::Who who)
{
  return std::ranges::find(k_logins, who, &LoginOfWho::who)->login;
}

bool is_answer(int status)
{
  constexpr Status k_answers[] = {Status::done, Status::negative, Status::partial};
  return util::contains(k_answers, static_cast<Status>(status));
}

} // namespace

bool Session::tells_of_waiting() const
{
  return m_options.verbose || (m_env.err_is_terminal && !m_options.quiet);
}

// A person who waits is told why, once; a log only with --verbose.
bool Session::wait_on(std::chrono::milliseconds waited)
{
  const bool is_long = waited >= std::chrono::seconds(1);
  const bool was_told = std::exchange(m_wait_is_told, is_long);
  if (is_long && !was_told && tells_of_waiting()) {
    say(m_env.err, tr(N_("Waiting for another program that is writing to the store…")) + "\n");
  }
  return !m_goes_on || m_goes_on();
}

store::DatabasePlace Session::database() const
{
  return {.url = m_settings.value("store"), .key = m_settings.value("key_file")};
}

bool Session::is_on_server() const
{
  return store::is_database(m_settings.value("store"));
}

Result<int> Session::store_version() const
{
  const std::string& where = m_settings.value("store");
  return is_on_server() ? store::version_of_database(where) : store::Store::version_of(where);
}

Outcome Session::check_target(const std::filesystem::path& file) const
{
  return store::check_target(m_settings.value("store"), file);
}

store::Store::Making Session::making() const
{
  using Clocks = store::Store::Clocks;
  store::Store::Making making;
  making.clocks = m_env.variable("MYATLAS_TEST_CLOCK") == "1" ? Clocks::given : Clocks::machine;
  making.sharing = sharing_asked(m_env);
  return making;
}

Result<std::unique_ptr<store::Store>> Session::open_file(store::Store::Use use)
{
  return store::Store::open(m_settings.value("store"), use, making(),
                            [this](std::chrono::milliseconds waited) { return wait_on(waited); });
}

Result<std::unique_ptr<store::Store>> Session::open_server(store::Store::Use use)
{
  return store::open_database(database(), use, [this] { wait_on(std::chrono::seconds(1)); });
}

// A command that only reads makes a store with --create alone.
Result<std::unique_ptr<store::Store>> Session::open_store(store::Store::Use use)
{
  if (is_on_server()) {
    return open_server(use);
  }
  OpenedStore store = open_file(use);
  const bool may_make = m_options.create && use == StoreUse::read;
  if (!store && may_make && store.error().code == "store.missing") {
    return open_file(StoreUse::write);
  }
  return store;
}

// Null: the given time alone counts.
const util::Clock* Session::machine_clock() const
{
  return m_store->clocks() == store::Store::Clocks::given ? nullptr : &m_machine;
}

// Into the accounts of a store that is older than the program nobody looks.
Result<services::Actor> Session::actor_in_store(Login login)
{
  if (m_store->version() < store::newest_version()) {
    return services::Actor(services::Host{m_env.operator_name()});
  }
  return find_actor(login, machine_clock());
}

void Session::say_who_acts(const services::Actor& actor)
{
  if (m_options.verbose) {
    say(m_env.err,
        trf(N_("store {0}, acting as {1}"), m_settings.value("store"), actor.name()) + "\n");
  }
}

const domain::PasswordPolicy& Session::password_policy() const
{
  const bool is_strong = m_settings.value("password_policy") == "strong";
  return is_strong ? domain::k_strong_passwords : domain::k_portal_passwords;
}

services::Context Session::context_of(services::Actor actor)
{
  return {.store = *m_store,
          .clock = *m_clock,
          .fixed_clock = !m_options.now.empty(),
          .actor = std::move(actor),
          .command = m_command.name,
          .language = m_settings.value("lang"),
          .passwords = password_policy(),
          .machine = machine_clock(),
          .zone = m_zone,
          .behind = m_env.behind_operator(),
          .public_register = [this] { return look_up(); },
          .opco = [this](const auto& to) { return opco_api(m_settings, to); },
          .mail_folder = m_settings.value("mail_dir")};
}

// What commands act with, of the store that was opened.
Outcome Session::make_context(Login login)
{
  TRY_ASSIGN(services::Actor actor, actor_in_store(login));
  say_who_acts(actor);
  m_context = std::make_unique<services::Context>(context_of(std::move(actor)));
  return Done{};
}

Outcome Session::check_place() const
{
  const std::string& where = m_settings.value("store");
  if (where.empty()) {
    return Error{"home.unknown", {}};
  }
  if (store::is_url(where) && !is_on_server()) {
    return Error{"store.url", {where}};
  }
  return Done{};
}

// In the place of the one that is open.
void Session::take_store(std::unique_ptr<store::Store> store)
{
  m_look_up.reset();
  m_context.reset();
  m_store = std::move(store);
}

bool Session::begins_once(store::Store::Use use) const
{
  return !m_options.idempotency_key.empty() && use == StoreUse::write;
}

Outcome Session::open_anew(store::Store::Use use, Login login)
{
  TRY(check_place());
  TRY_ASSIGN(std::unique_ptr<store::Store> store, open_store(use));
  m_writes = m_writes || use == StoreUse::write;
  take_store(std::move(store));
  TRY(make_context(login));
  return begins_once(use) ? begin_once() : Outcome(Done{});
}

Result<services::Context*> Session::open(store::Store::Use use, Login login)
{
  if (!m_once) { // else it goes on in what it began
    TRY(open_anew(use, login));
  }
  return m_context.get();
}

Result<services::Context*> Session::open_for(operations::Effect effect, operations::Who who)
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

std::optional<store::KeptAnswer> Session::answer_before() const
{
  return m_store->answers().find(name_of_actor(), m_options.idempotency_key,
                                 m_context->machine_now());
}

// The same request again is answered as it was; until its own answer is kept, what it writes is one
// transaction.
Outcome Session::begin_once()
{
  m_once = std::make_unique<store::Rehearsal>(*m_store);
  const auto before = answer_before();
  if (!before) {
    return Done{};
  }
  if (before->request == m_options.request) {
    throw AnsweredBefore{static_cast<int>(before->status), before->answer};
  }
  return Error{"idempotency.other", {m_options.idempotency_key}};
}

void Session::put_answer(int status, const std::string& answer)
{
  m_store->answers().put(name_of_actor(), m_options.idempotency_key,
                         {m_options.request, status, answer}, m_context->machine_now());
}

void Session::end_once()
{
  m_once->keep();
  m_once.reset();
  if (std::exchange(m_mails_wait, false)) {
    try_to_deliver_mails();
  }
}

void Session::keep_answer(int status, const std::string& answer)
{
  if (!m_once) {
    return;
  }
  if (is_answer(status)) {
    put_answer(status, answer);
  }
  end_once();
}

} // namespace myatlas::cli
