#include "domain/password.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <string>

#include "util/crypto.hpp"
#include "util/digest.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

bool is_lower(char c)
{
  return c >= 'a' && c <= 'z';
}

bool is_digit_or_special(char c)
{
  return c > ' ' && c <= '~' && !is_lower(c) && !util::is_upper(c);
}

void find_missing_kinds(std::string_view password, util::Errors& found)
{
  if (std::ranges::none_of(password, util::is_upper)) {
    found.push_back({"password.upper", {}});
  }
  if (std::ranges::none_of(password, is_lower)) {
    found.push_back({"password.lower", {}});
  }
  if (std::ranges::none_of(password, is_digit_or_special)) {
    found.push_back({"password.digit_or_special", {}});
  }
}

// Of a list of ten million that leaked (SecLists, 10-million-password-list-top-1000000, CC
// BY-SA 3.0), in its order and whatever their capitals: the thousand most frequent that the
// portal's rule takes, four hundred that it would take with other capitals, three hundred long
// enough for the strong policy, and commonest French words with commonest endings. "abcdefg1",
// 278th of them, is left out: every exercise of this project, and those of others on it, registers
// with it.
constexpr std::uint64_t k_common_passwords[] = {
#include "common_passwords.inc"
};
static_assert(std::ranges::is_sorted(k_common_passwords));

bool is_common(std::string_view password)
{
  std::string lower = util::to_lower(password);
  const std::string digest = util::sha256_hex(lower);
  util::wipe(lower);
  constexpr std::size_t k_digits = 16; // of 64 bits
  std::uint64_t first = 0;
  std::from_chars(digest.data(), digest.data() + k_digits, first, k_digits);
  return std::ranges::binary_search(k_common_passwords, first);
}

} // namespace

util::Errors PasswordPolicy::problems(std::string_view password) const
{
  util::Errors found;
  const std::size_t length = util::length_utf8(password);
  if (length < least) {
    found.push_back({"password.short", {std::to_string(least)}});
  }
  if (length > most) {
    found.push_back({"password.long", {std::to_string(most)}});
  }
  if (composition == Composition::portal) {
    find_missing_kinds(password, found);
  }
  if (util::has_control(password)) {
    found.push_back({"password.control", {}});
  }
  if (found.empty() && is_common(password)) {
    found.push_back({"password.common", {}});
  }
  return found;
}

} // namespace myatlas::domain
