#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "util/result.hpp"

namespace myatlas::util {

// An exact decimal number: units / 10^scale. No double ever holds money or a rate.
struct Decimal
{
  std::int64_t units = 0;
  int scale = 0; // digits after the point, 0 to 9
};

// Reads "-1234.50": ASCII digits, one optional point, at most 9 decimals and 18 digits in all.
// Fails with "decimal.form" (text) or "decimal.range" (text).
Result<Decimal> parse_decimal(std::string_view text);

// The same number with `scale` digits after the point; fails with "decimal.precision" when digits
// would be lost.
Result<std::int64_t> rescale(Decimal value, int scale);

// units / 10^scale with exactly `scale` digits after the point.
std::string format_decimal(std::int64_t units, int scale);

// numerator / denominator rounded half away from zero.
std::int64_t divide_half_up(__int128 numerator, __int128 denominator);

// A text of digits: 0 where it is none, or more than an int holds.
int to_int(std::string_view digits);

} // namespace myatlas::util
