#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "util/result.hpp"

namespace myatlas::domain {

// Euros, in whole cents.
struct Money
{
  std::int64_t cents = 0;
  auto operator<=>(const Money&) const = default;

  // "1234.5" or "-3"; decimal point, at most two decimals, zeros included, no grouping. Fails with
  // "amount.form", "amount.precision" or "amount.range" (the text as given; beyond 10 000 000 000
  // euros either way).
  static util::Result<Money> parse(std::string_view text);
  std::string text() const; // always two decimals: "1234.50"
};

constexpr Money operator+(Money a, Money b)
{
  return {a.cents + b.cents};
}
constexpr Money operator-(Money a, Money b)
{
  return {a.cents - b.cents};
}

constexpr Money& operator+=(Money& a, Money b)
{
  return a = a + b;
}
constexpr Money& operator-=(Money& a, Money b)
{
  return a = a - b;
}

constexpr std::int64_t k_most_cents = 1'000'000'000'000;

// An amount that may not be negative: "amount.negative" (text) besides Money::parse's codes.
util::Result<Money> parse_non_negative(std::string_view text);
util::Result<Money> parse_positive(std::string_view text); // "amount.not_positive" for zero

// A share of something as an exact fraction: 0.0055 is 5 500 000 billionths.
struct Rate
{
  std::int64_t billionths = 0;
  auto operator<=>(const Rate&) const = default;

  static util::Result<Rate>
  parse(std::string_view text); // a fraction, "0.0055"; "rate.form" (text)
  std::string text() const;     // at least four decimals: "0.0055", "0.000884"
};

// base x rate, to the cent, half away from zero.
Money apply(Rate rate, Money base);

// A percentage kept in hundredths: 5.50 % is 550. Between 0 and 100; "vat_rate.form" or
// "vat_rate.range" (text).
util::Result<std::int64_t> parse_percent(std::string_view text);
std::string percent_text(std::int64_t hundredths); // "5.50" -> "5.5", "20.00" -> "20"

} // namespace myatlas::domain
