#include "domain/password.hpp"

#include <algorithm>
#include <string>

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
  return found;
}

} // namespace myatlas::domain
