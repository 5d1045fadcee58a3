#include "domain/values/check_digits.hpp"

#include "util/text.hpp"

namespace myatlas::domain {

namespace {

// The sum of the digits of twice a digit.
int doubled(int digit)
{
  return digit > 4 ? digit * 2 - 9 : digit * 2;
}

} // namespace

int luhn_sum(std::string_view digits)
{
  int sum = 0;
  bool twice = false;
  for (auto at = digits.rbegin(); at != digits.rend(); ++at, twice = !twice) {
    const int digit = *at - '0';
    sum += twice ? doubled(digit) : digit;
  }
  return sum;
}

int digit_sum(std::string_view digits)
{
  int sum = 0;
  for (const char c : digits) {
    sum += c - '0';
  }
  return sum;
}

std::uint32_t modulo(std::string_view digits, std::uint32_t modulus)
{
  std::uint32_t rest = 0;
  for (const char c : digits) {
    const bool letter = util::is_upper(c);
    const auto value = static_cast<std::uint32_t>(letter ? c - 'A' + 10 : c - '0');
    rest = (rest * (letter ? 100U : 10U) + value) % modulus;
  }
  return rest;
}

bool looks_scientific(std::string_view text)
{
  const std::size_t e = text.find_first_of("eE");
  if (e == text.npos || e == 0 || e + 1 == text.size()) {
    return false;
  }
  std::string_view power = text.substr(e + 1);
  if (power.front() == '+' || power.front() == '-') {
    power.remove_prefix(1);
  }
  const std::string_view mantissa = text.substr(0, e);
  const std::size_t mark = mantissa.find_first_of(".,");
  return util::is_digits(power) && util::is_digits(mantissa.substr(0, mark)) &&
         (mark == mantissa.npos || util::is_digits(mantissa.substr(mark + 1)));
}

} // namespace myatlas::domain
