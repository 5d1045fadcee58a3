#pragma once

#include <string_view>

#include "util/result.hpp"

namespace myatlas::domain {

// What a password must be.
struct PasswordPolicy
{
  enum class Composition
  {
    none,
    portal, // an upper-case letter, a lower-case letter, and a digit or a special character
  };
  std::size_t least, most; // characters
  Composition composition;

  // All that is wrong with it: password.short, password.long, password.upper, password.lower,
  // password.digit_or_special, password.control; of one that obeys all that, password.common. The
  // password itself is never an argument.
  util::Errors problems(std::string_view password) const;
};

// portal: 8 to 12 characters, composed. The maximum of 12 goes against today's guidance; it is the
// portal's, and lives here alone. strong: 15 to 128 characters, however composed (NIST SP
// 800-63B-4, 3.1.1.2).
constexpr PasswordPolicy k_portal_passwords{8, 12, PasswordPolicy::Composition::portal};
constexpr PasswordPolicy k_strong_passwords{15, 128, PasswordPolicy::Composition::none};

} // namespace myatlas::domain
