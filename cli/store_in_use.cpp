// How the store of a run is opened, and who acts in it.
#include "store_in_use.hpp"

#include <utility>

#include "gateways.hpp"
#include "session_file.hpp"
#include "store/database.hpp"
#include "store/store_files.hpp"
#include "texts/errors.hpp"
#include "texts/texts.hpp"
#include "util/ranges.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using operations::Who;
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

bool is_answer(int status)
{
  constexpr Status k_answers[] = {Status::done, Status::negative, Status::partial};
  return util::contains(k_answers, static_cast<Status>(status));
}

const domain::PasswordPolicy& password_policy(const Settings& settings)
{
  const bool is_strong = settings.value("password_policy") == "strong";
  return is_strong ? domain::k_strong_passwords : domain::k_portal_passwords;
}

Result<std::optional<util::Secret>> token_of(const Surroundings& run)
{
  const std::string& email = run.settings().value("account");
  if (const auto token = run.env().variable("MYATLAS_TOKEN"); token && email.empty()) {
    return std::optional(util::Secret(*token));
  }
  return SessionFile(run.env()).token(email);
}

} // namespace

bool StoreInUse::tells_of_waiting() const
{
  const CommonOptions& options = m_run.options();
  return options.verbose || (m_run.env().err_is_terminal && !options.quiet);
}

// A person who waits is told why, once; a log only with --verbose.
bool StoreInUse::wait_on(std::chrono::milliseconds waited)
{
  const bool is_long = waited >= std::chrono::seconds(1);
  const bool was_told = std::exchange(m_wait_is_told, is_long);
  if (is_long && !was_told && tells_of_waiting()) {
    say(m_run.env().err,
        m_run.tr(N_("Waiting for another program that is writing to the store…")) + "\n");
  }
  return !m_goes_on || m_goes_on();
}

store::Store::Making StoreInUse::making() const
{
  using Clocks = store::Store::Clocks;
  const Env& env = m_run.env();
  store::Store::Making making;
  making.clocks = env.variable("MYATLAS_TEST_CLOCK") == "1" ? Clocks::given : Clocks::machine;
  making.sharing = sharing_asked(env);
  return making;
}

Result<std::unique_ptr<store::Store>> StoreInUse::open_file(StoreUse use)
{
  return store::Store::open(m_run.settings().value("store"), use, making(),
                            [this](std::chrono::milliseconds waited) { return wait_on(waited); });
}

Result<std::unique_ptr<store::Store>> StoreInUse::open_server(StoreUse use)
{
  return store::open_database(m_run.database(), use, [this] { wait_on(std::chrono::seconds(1)); });
}

Result<std::unique_ptr<store::Store>> StoreInUse::open_store(StoreUse use)
{
  if (m_run.is_on_server()) {
    return open_server(use);
  }
  OpenedStore store = open_file(use);
  const bool may_make = m_run.options().create && use == StoreUse::read;
  if (!store && may_make && store.error().code == "store.missing") {
    return open_file(StoreUse::write);
  }
  return store;
}

// Null: the given time alone counts.
const util::Clock* StoreInUse::machine_clock() const
{
  return m_store->clocks() == store::Store::Clocks::given ? nullptr : &m_machine;
}

// An operator who was not asked for is told so, once.
void StoreInUse::tell_of(const services::Acting& acting)
{
  if (acting.is_host_unasked && !std::exchange(m_host_is_told, true)) {
    m_run.note_that(N_("Acting as the operator of this store: no account is in use."));
  }
  for (const Error& warning : acting.warnings) {
    m_run.warn(warning);
  }
}

Result<services::Actor> StoreInUse::actor_for(Who who)
{
  const util::Instant given = m_run.clock().now();
  const util::Clock* const machine = machine_clock();
  const services::Asker asker{.token = [this] { return token_of(m_run); },
                              .account = m_run.settings().value("account"),
                              .operator_name = m_run.env().operator_name(),
                              .moment = {given, machine == nullptr ? given : machine->now()},
                              .zone = m_run.zone()};
  TRY_ASSIGN(services::Acting acting, services::who_acts(*m_store, asker, who));
  tell_of(acting);
  return std::move(acting.actor);
}

services::Context StoreInUse::context_of(services::Actor actor)
{
  const Settings& settings = m_run.settings();
  return {.store = *m_store,
          .clock = m_run.clock(),
          .fixed_clock = !m_run.options().now.empty(),
          .actor = std::move(actor),
          .command = m_run.command().name,
          .language = m_run.language(),
          .passwords = password_policy(settings),
          .machine = machine_clock(),
          .zone = m_run.zone(),
          .behind = m_run.env().behind_operator(),
          .public_register = [this] { return look_up(); },
          .opco = [&settings](const auto& to) { return opco_api(settings, to); },
          .mail_folder = settings.value("mail_dir")};
}

// What commands act with, of the store that was opened.
Outcome StoreInUse::make_context(Who who)
{
  TRY_ASSIGN(services::Actor actor, actor_for(who));
  if (m_run.options().verbose) {
    say(m_run.env().err,
        m_run.trf(N_("store {0}, acting as {1}"), m_run.settings().value("store"), actor.name()) +
          "\n");
  }
  m_context = std::make_unique<services::Context>(context_of(std::move(actor)));
  return Done{};
}

Outcome StoreInUse::check_place() const
{
  const std::string& where = m_run.settings().value("store");
  if (where.empty()) {
    return Error{"home.unknown", {}};
  }
  if (store::is_url(where) && !m_run.is_on_server()) {
    return Error{"store.url", {where}};
  }
  return m_run.check_documents();
}

// In the place of the one that is open.
void StoreInUse::take_store(std::unique_ptr<store::Store> store)
{
  m_look_up.reset();
  m_context.reset();
  m_store = std::move(store);
}

bool StoreInUse::begins_once(StoreUse use) const
{
  return !m_run.options().idempotency_key.empty() && use == StoreUse::write;
}

Outcome StoreInUse::open_anew(StoreUse use, Who who)
{
  TRY(check_place());
  TRY_ASSIGN(std::unique_ptr<store::Store> store, open_store(use));
  m_writes = m_writes || use == StoreUse::write;
  take_store(std::move(store));
  TRY(make_context(who));
  return begins_once(use) ? begin_once() : Outcome(Done{});
}

Result<services::Context*> StoreInUse::open(StoreUse use, Who who)
{
  if (!m_once) { // else it goes on in what it began
    TRY(open_anew(use, who));
  }
  return m_context.get();
}

Result<services::Context*> StoreInUse::open_for(operations::Effect effect, Who who)
{
  if (effect == operations::Effect::mark) {
    TRY(open(StoreUse::read, who)); // none is made to write into
  }
  return open(use_for(effect), who);
}

services::Context* StoreInUse::open_if_any(operations::Effect effect, Who who)
{
  try {
    if (!m_run.store_version()) {
      return nullptr;
    }
    const auto context = open_for(effect, who);
    return context ? *context : nullptr;
  } catch (const util::MachineError&) {
    return nullptr;
  }
}

Result<services::Context*> StoreInUse::open_for(operations::Effect effect, Who who,
                                                operations::Needs needs)
{
  return needs == operations::Needs::store_if_any ? open_if_any(effect, who)
                                                  : open_for(effect, who);
}

std::string StoreInUse::name_of_actor() const
{
  const domain::Account* const account = m_context->actor.account();
  return account == nullptr ? m_context->actor.name() : account->id;
}

std::optional<store::KeptAnswer> StoreInUse::answer_before() const
{
  return m_store->answers().find(name_of_actor(), m_run.options().idempotency_key,
                                 m_context->machine_now());
}

// The same request again is answered as it was; until its own answer is kept, what it writes is one
// transaction.
Outcome StoreInUse::begin_once()
{
  m_once = std::make_unique<store::Rehearsal>(*m_store);
  const auto before = answer_before();
  if (!before) {
    return Done{};
  }
  const CommonOptions& options = m_run.options();
  if (before->request == options.request) {
    throw AnsweredBefore{static_cast<int>(before->status), before->answer};
  }
  return Error{"idempotency.other", {options.idempotency_key}};
}

void StoreInUse::put_answer(int status, const std::string& answer)
{
  const CommonOptions& options = m_run.options();
  m_store->answers().put(name_of_actor(), options.idempotency_key,
                         {options.request, status, answer}, m_context->machine_now());
}

void StoreInUse::keep_answer(int status, const std::string& answer)
{
  if (!m_once) {
    return;
  }
  if (is_answer(status)) {
    put_answer(status, answer);
  }
  m_once->keep();
  m_once.reset();
}

Result<services::SireneLookup*> StoreInUse::look_up()
{
  if (m_once) { // nothing is waited for with the store in hand
    return Error{"usage.both", {"--online", "--idempotency-key"}};
  }
  if (!m_look_up) {
    TRY_ASSIGN(gateway::CompanyRegister way, company_register(m_run.settings()));
    m_register = std::make_unique<gateway::CompanyRegister>(std::move(way));
    m_look_up = std::make_unique<services::SireneLookup>(*m_context, *m_register);
  }
  return m_look_up.get();
}

} // namespace myatlas::cli
