#pragma once

#include <functional>
#include <optional>
#include <string>

#include "services/account/session.hpp"
#include "services/account/who.hpp"
#include "services/context.hpp"
#include "util/crypto.hpp"
#include "util/time_zone.hpp"

namespace myatlas::services {

// Who comes with a request, as the way in knows them.
struct Asker
{
  // The token of a session; none: nobody is logged in. Asked for where it counts alone.
  std::function<Result<std::optional<util::Secret>>()> token;
  std::string account;       // that is asked for by name; empty: whoever is logged in
  std::string operator_name; // of who may write an embedded store, for the audit
  Moment moment;
  const util::TimeZone& zone; // of the days that are counted
};

// Who acts, and what they are to be told of it.
struct Acting
{
  Actor actor;
  bool is_host_unasked = false; // no account is in use, and the store is theirs to write
  Errors warnings = {};         // of a provider that may do nothing yet
};

// Fails with session.required or session.no_accounts without an account where one is needed, with
// session.other where another account is asked for by name, and as authenticate().
Result<Acting> who_acts(store::Store& store, const Asker& asker, Who who);

} // namespace myatlas::services
