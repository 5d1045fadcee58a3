#pragma once

#include <string_view>

#include "util/result.hpp"

namespace myatlas::domain {

// What a password must be. The portal's: 8 to 12 characters, an upper-case letter, a lower-case letter, and a digit or a
// special character. The maximum of 12 goes against today's guidance; it is the portal's, and lives here alone.
struct PasswordPolicy
{
  std::size_t least = 8;
  std::size_t most = 12;

  // All that is wrong with it: password.short, password.long, password.upper, password.lower, password.digit_or_special,
  // password.control. The password itself is never an argument.
  util::Errors problems(std::string_view password) const;
};

} // namespace myatlas::domain
