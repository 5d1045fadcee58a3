#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "env.hpp"
#include "operations/operation.hpp"
#include "outcomes.hpp"
#include "services/account/acting.hpp"
#include "services/companies/sirene.hpp"
#include "services/context.hpp"
#include "surroundings.hpp"

namespace myatlas::cli {

// For whom a new store is: a umask that leaves the group its rights wants it shared where the
// folder is.
inline store::Sharing sharing_asked(const Env& env)
{
  return env.group_keeps_rights ? store::Sharing::group : store::Sharing::owner;
}

// Thrown where the same request was answered before: what was said then.
struct AnsweredBefore
{
  int status = 0;
  std::string answer;
};

// The store of one run, and who acts in it. It is opened when something is first asked of it.
class StoreInUse
{
public:
  explicit StoreInUse(const Surroundings& run) : m_run(run) {}
  StoreInUse(const StoreInUse&) = delete;
  StoreInUse& operator=(const StoreInUse&) = delete;

  // Opens the store and finds who acts. What only reads makes one with --create alone.
  Result<services::Context*> open(store::Store::Use use, operations::Who who);

  // The same, as an operation says.
  Result<services::Context*> open_for(operations::Effect effect, operations::Who who);

  // The same where something can be answered without a store; null where there is none, or none
  // that can be opened: nothing is said of it.
  Result<services::Context*> open_for(operations::Effect effect, operations::Who who,
                                      operations::Needs needs);

  // How one is made that is not there yet.
  store::Store::Making making() const;

  bool is_open() const { return m_context != nullptr; }
  services::Context& context() { return *m_context; }

  // Whether something was, or is to be, written.
  bool writes() const { return m_writes; }

  // Asked while another program lets wait for the store: false gives up.
  void wait_while(std::function<bool()> goes_on) { m_goes_on = std::move(goes_on); }

  // Whether the request came with a key, and what it writes is not kept before its answer is.
  bool waits_for_answer() const { return m_once != nullptr; }

  // All that such a request wrote is kept, together with what it answered unless it failed.
  void keep_answer(int status, const std::string& answer);

  // The public register of companies, for a command that was asked to go there. In an open store.
  Result<services::SireneLookup*> look_up();

private:
  services::Context* open_if_any(operations::Effect effect, operations::Who who);
  Result<std::unique_ptr<store::Store>> open_store(store::Store::Use use);
  Result<std::unique_ptr<store::Store>> open_file(store::Store::Use use);
  Result<std::unique_ptr<store::Store>> open_server(store::Store::Use use);
  Outcome check_place() const; // home.unknown, store.url, store.documents_of_file
  Outcome open_anew(store::Store::Use use, operations::Who who);
  void take_store(std::unique_ptr<store::Store> store);
  const util::Clock* machine_clock() const;
  Result<services::Actor> actor_for(operations::Who who);
  void tell_of(const services::Acting& acting);
  Outcome make_context(operations::Who who);
  services::Context context_of(services::Actor actor);
  bool tells_of_waiting() const;
  bool wait_on(std::chrono::milliseconds waited);
  bool begins_once(store::Store::Use use) const;
  Outcome begin_once();
  std::string name_of_actor() const; // whose keys are their own
  std::optional<store::KeptAnswer> answer_before() const;
  void put_answer(int status, const std::string& answer);

  const Surroundings& m_run;
  std::function<bool()> m_goes_on;
  SystemClock m_machine;
  std::unique_ptr<store::Store> m_store;
  std::unique_ptr<services::Context> m_context;
  std::unique_ptr<store::Rehearsal> m_once; // of a request with a key, until its answer is kept
  std::unique_ptr<gateway::CompanyRegister> m_register;
  std::unique_ptr<services::SireneLookup> m_look_up;
  bool m_host_is_told = false, m_wait_is_told = false, m_writes = false;
};

} // namespace myatlas::cli
