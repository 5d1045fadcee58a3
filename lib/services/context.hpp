#pragma once

#include <algorithm>
#include <optional>
#include <string>

#include "domain/account.hpp"
#include "domain/password.hpp"
#include "store/store.hpp"
#include "util/clock.hpp"

namespace myatlas::services {

// Who acts: an account that logged in, or the operator of the store (whoever can write the file).
struct Actor
{
  std::string name; // e-mail, or "operator:login"
  std::optional<domain::Account> account;
};

// What every use case takes: the store, the time, who acts and by which command.
struct Context
{
  store::Store& store;
  const util::Clock& clock;
  bool fixed_clock = false;
  Actor actor;
  std::string command;
  std::string language; // of the letters to a new account
  domain::PasswordPolicy passwords = domain::k_portal_passwords; // what new ones must be
  const util::Clock* machine = nullptr; // none in a store that was made for tests: there the clock
                                        // that is given is the only one

  util::Instant now() const { return clock.now(); }
  domain::Date today() const { return domain::date_of(now()); }
  store::Deed deed() const { return {now(), fixed_clock, actor.name, command, machine == nullptr}; }

  // A time that is given neither gives what has ended a second life nor takes a try back: tries are
  // counted and lives begin by the machine's clock, and what has ended by either has ended.
  util::Instant machine_now() const { return machine == nullptr ? now() : machine->now(); }
  util::Instant latest_now() const { return std::max(now(), machine_now()); }
  domain::Date latest_day() const { return domain::date_of(latest_now()); }
};

// The account that acts; session.required when nobody logged in.
util::Result<domain::Account> acting_account(const Context& context);

// The same with a profile it must hold: profile.required (profile).
util::Result<domain::Account> acting_as(const Context& context, domain::Profile profile);

// What the actor may see; an operator without an account sees everything.
store::Perimeter perimeter_of(const Context& context);

} // namespace myatlas::services
