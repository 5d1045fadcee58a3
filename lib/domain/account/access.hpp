#pragma once

#include <string>

#include "domain/values/date.hpp"
#include "domain/values/siret.hpp"
#include "util/clock.hpp"

namespace myatlas::domain {

// What an account that was given access to a company may do there.
enum class AccessRole
{
  reader,  // look
  manager, // act like who gave it, but for giving access
};

struct AccessGrant
{
  Siren siren = Siren::of_checked(0);
  std::string account, grantor; // ids
  AccessRole role = AccessRole::reader;
  Date until = Date::of_days(0); // the last day it holds
  util::Instant granted;
};

const char* to_text(AccessRole role);
util::Result<AccessRole> parse_access_role(std::string_view text); // "access.role_unknown"

} // namespace myatlas::domain
