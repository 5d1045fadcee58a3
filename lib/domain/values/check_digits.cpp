#include "domain/values/check_digits.hpp"

#include "util/text.hpp"

namespace myatlas::domain {

namespace {

using util::is_digits;

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

namespace {

// A letter counts two figures, from A = 10 on.
std::uint32_t shifted(std::uint32_t rest, char c)
{
  return util::is_upper(c) ? rest * 100 + static_cast<std::uint32_t>(c - 'A' + 10)
                           : rest * 10 + static_cast<std::uint32_t>(c - '0');
}

} // namespace

std::uint32_t modulo(std::string_view digits, std::uint32_t modulus)
{
  std::uint32_t rest = 0;
  for (const char c : digits) {
    rest = shifted(rest, c) % modulus;
  }
  return rest;
}

namespace {

// Digits, with a mark of decimals among them or without.
bool is_mantissa(std::string_view text)
{
  const std::size_t mark = text.find_first_of(".,");
  return is_digits(text.substr(0, mark)) && (mark == text.npos || is_digits(text.substr(mark + 1)));
}

bool is_power(std::string_view text)
{
  const bool has_sign = text.starts_with('+') || text.starts_with('-');
  return is_digits(text.substr(has_sign ? 1 : 0));
}

} // namespace

bool looks_scientific(std::string_view text)
{
  const std::size_t e = text.find_first_of("eE");
  if (e == text.npos || e == 0 || e + 1 == text.size()) {
    return false;
  }
  return is_power(text.substr(e + 1)) && is_mantissa(text.substr(0, e));
}

} // namespace myatlas::domain
