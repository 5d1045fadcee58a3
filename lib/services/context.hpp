#pragma once

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

  util::Instant now() const { return clock.now(); }
  domain::Date today() const { return domain::date_of(now()); }
  store::Deed deed() const { return {now(), fixed_clock, actor.name, command}; }
};

// The account that acts; session.required when nobody logged in.
util::Result<domain::Account> acting_account(const Context& context);

// The same with a profile it must hold: profile.required (profile).
util::Result<domain::Account> acting_as(const Context& context, domain::Profile profile);

// What the actor may see; an operator without an account sees everything.
store::Perimeter perimeter_of(const Context& context);

} // namespace myatlas::services
