#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "domain/account/access.hpp"
#include "domain/account/account.hpp"
#include "domain/account/password.hpp"
#include "store/store.hpp"
#include "util/clock.hpp"

namespace myatlas::gateway {
class OpcoApi;
}

namespace myatlas::services {

class SireneLookup;

// What every use case says of how it went, and what it writes within.
using store::Transaction;
using util::Done;
using util::Error;
using util::Errors;
using util::fail_unless;
using util::Outcome;
using util::outcome_of;
using util::Result;

// Nobody: no account is in use, and the store is not this person's to write, or what is done needs
// nobody (register, log in).
struct Anonymous
{
  std::string name; // "operator:login", for the audit
};

// An account that logged in, and what it may do as the training provider it names: nothing while
// that waits for approval. Made by of_account().
struct OfAccount
{
  domain::Account account;
  std::optional<domain::AccessRole> provider = {};
};

// An account with a role of the OPCO: it sees all there is and does what the back office does,
// under its own name.
struct Office
{
  domain::Account account;
};

// Whoever may write the file of an embedded store, when no account is in use.
struct Host
{
  std::string name;        // "operator:login"
  std::string beside = {}; // the account that was in use all the same: what it imports is its own
};

// Who acts. What depends on it is written with match(), which takes a case for each kind: one that
// is left out does not compile.
class Actor
{
public:
  template <typename Kind>
  Actor(Kind kind) : m_kind(std::move(kind))
  {
  }

  template <typename... Cases>
  auto match(Cases... cases) const
  {
    return std::visit(EachOf<Cases...>{std::move(cases)...}, m_kind);
  }

  std::string name() const;               // e-mail of the account, or "operator:login"
  const domain::Account* account() const; // that logged in; nullptr: none did
  // The training provider it may act as (manager) or look at (reader); nullptr while that was not
  // approved.
  const domain::ProviderIdentity* provider(domain::AccessRole role) const;

private:
  template <typename... Cases>
  struct EachOf : Cases...
  {
    using Cases::operator()...;
  };

  std::variant<Anonymous, OfAccount, Office, Host> m_kind;
};

// What every use case takes: the store, the time, who acts and by which command.
struct Context
{
  store::Store& store;
  const util::Clock& clock;
  bool fixed_clock = false;
  Actor actor;
  std::string command;
  std::string language;                                          // of the mails to a new account
  domain::PasswordPolicy passwords = domain::k_portal_passwords; // what new ones must be
  const util::Clock* machine = nullptr; // none in a store that was made for tests: there the clock
                                        // that is given is the only one
  util::TimeZone zone = util::TimeZone::paris(); // whose days are counted
  std::string behind = {}; // who the operator is and where, "anne@server", for the audit alone
  // The way to the public register of companies, for what is asked to go there.
  std::function<Result<SireneLookup*>()> public_register = {};
  // An OPCO, over a connection that was configured.
  std::function<Result<gateway::OpcoApi>(const store::OpcoConnection&)> opco = {};
  std::string mail_folder = {}; // where mails are written that no server takes; empty: nowhere

  util::Instant now() const { return clock.now(); }
  domain::Date day_of(util::Instant at) const { return domain::date_of(at, zone); }
  domain::Date today() const { return day_of(now()); }
  store::Deed deed() const; // with who is behind an operator

  // What is written from here on, until it commits.
  Transaction begin() const { return {store, deed()}; }
  // A row of the audit, inside the caller's transaction.
  void record(const store::AuditSubject& subject, std::optional<std::string> before,
              std::optional<std::string> after) const
  {
    store.audit().append(deed(), subject, std::move(before), std::move(after));
  }

  // A time that is given neither gives what has ended a second life nor takes a try back: tries are
  // counted and lives begin by the machine's clock, and what has ended by either has ended.
  util::Instant machine_now() const { return machine == nullptr ? now() : machine->now(); }
  util::Instant latest_now() const { return std::max(now(), machine_now()); }
  domain::Date latest_day() const { return day_of(latest_now()); }
};

// The account that acts; session.required when nobody logged in.
Result<domain::Account> acting_account(const Context& context);

// The actor an account is on this day.
OfAccount of_account(store::Store& store, const domain::Account& account, domain::Date day);

// Why an account does nothing as the training provider it names: provider.pending,
// provider.refused, access.reader (siret).
Outcome provider_in_force(const Actor& actor);

// The account that acts with a profile it must hold: profile.required (profile), or as
// provider_in_force.
Result<domain::Account> acting_as(const Context& context, domain::Profile profile);

// Whether there is somebody whose things may be read: session.required for nobody. What they see is
// their perimeter.
Outcome may_read(const Context& context);

// Whether all there is may be seen: by the host and an office.
bool sees_everything(const Context& context);

// What the actor may see.
store::Perimeter perimeter_of(const Context& context);

} // namespace myatlas::services
