#include "util/decimal.hpp"

#include <charconv>

#include <fmt/format.h>

#include "util/text.hpp"

namespace myatlas::util {

namespace {

constexpr std::size_t k_most_digits = 18;
constexpr int k_most_decimals = 9;

std::int64_t power_of_ten(int exponent)
{
  std::int64_t power = 1;
  while (exponent-- > 0) {
    power *= 10;
  }
  return power;
}

std::int64_t digits_behind(std::int64_t units, std::string_view digits)
{
  for (const char c : digits) {
    units = units * 10 + (c - '0');
  }
  return units;
}

} // namespace

Result<Decimal> parse_decimal(std::string_view text)
{
  const Error wrong{"decimal.form", {std::string(text)}};
  std::string_view rest = text;
  const bool negative = rest.starts_with('-');
  if (negative) {
    rest.remove_prefix(1);
  }
  const std::size_t point = rest.find('.');
  const std::string_view whole = rest.substr(0, point);
  const std::string_view part = point == rest.npos ? std::string_view{} : rest.substr(point + 1);
  if (!is_digits(whole) || (point != rest.npos && !is_digits(part))) {
    return wrong;
  }
  if (whole.size() + part.size() > k_most_digits ||
      part.size() > static_cast<std::size_t>(k_most_decimals)) {
    return Error{"decimal.range", {std::string(text)}};
  }
  const std::int64_t units = digits_behind(digits_behind(0, whole), part);
  return Decimal{negative ? -units : units, static_cast<int>(part.size())};
}

Result<std::int64_t> rescale(Decimal value, int scale)
{
  if (value.scale > scale) {
    const std::int64_t unit = power_of_ten(value.scale - scale);
    if (value.units % unit != 0) {
      return Error{"decimal.precision",
                   {format_decimal(value.units, value.scale), std::to_string(scale)}};
    }
    return value.units / unit;
  }
  std::int64_t scaled = 0;
  if (__builtin_mul_overflow(value.units, power_of_ten(scale - value.scale), &scaled)) {
    return Error{"decimal.range", {format_decimal(value.units, value.scale)}};
  }
  return scaled;
}

std::string format_decimal(std::int64_t units, int scale)
{
  if (scale == 0) {
    return std::to_string(units);
  }
  const bool negative = units < 0;
  const std::uint64_t size =
    negative ? 0 - static_cast<std::uint64_t>(units) : static_cast<std::uint64_t>(units);
  const auto one = static_cast<std::uint64_t>(power_of_ten(scale));
  return fmt::format("{}{}.{:0{}}", negative ? "-" : "", size / one, size % one, scale);
}

std::int64_t divide_half_up(__int128 numerator, __int128 denominator)
{
  const bool negative = (numerator < 0) != (denominator < 0);
  const __int128 n = numerator < 0 ? -numerator : numerator;
  const __int128 d = denominator < 0 ? -denominator : denominator;
  const __int128 rounded = (2 * n + d) / (2 * d);
  return static_cast<std::int64_t>(negative ? -rounded : rounded);
}

int to_int(std::string_view digits)
{
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

} // namespace myatlas::util
