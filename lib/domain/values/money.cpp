#include "domain/values/money.hpp"

#include "util/decimal.hpp"
#include "util/try.hpp"

namespace myatlas::domain {

namespace {

using util::Decimal;
using util::Error;
using util::format_decimal;
using util::parse_decimal;
using util::rescale;
using util::Result;

Error wrong_amount(const char* code, std::string_view text)
{
  return {code, {std::string(text)}};
}

std::string without_zeros(std::string text, std::size_t keep)
{
  const std::size_t point = text.find('.');
  while (text.size() > point + 1 + keep && text.back() == '0') {
    text.pop_back();
  }
  if (text.back() == '.') {
    text.pop_back();
  }
  return text;
}

bool is_in_range(std::int64_t cents)
{
  return cents <= k_most_cents && cents >= -k_most_cents;
}

Error no_amount(const Error& why, std::string_view text)
{
  return wrong_amount(why.code == "decimal.range" ? "amount.range" : "amount.form", text);
}

} // namespace

Result<Money> Money::parse(std::string_view text)
{
  const Result<Decimal> value = parse_decimal(text);
  if (!value) {
    return no_amount(value.error(), text);
  }
  if (value->scale > 2) { // zeros included: "500.000" may be half a million
    return wrong_amount("amount.precision", text);
  }
  const Result<std::int64_t> cents = rescale(*value, 2);
  if (!cents || !is_in_range(*cents)) {
    return wrong_amount("amount.range", text);
  }
  return Money{*cents};
}

std::string Money::text() const
{
  return format_decimal(cents, 2);
}

Result<Money> parse_non_negative(std::string_view text)
{
  TRY_ASSIGN(const Money amount, Money::parse(text));
  if (amount.cents < 0) {
    return wrong_amount("amount.negative", text);
  }
  return amount;
}

Result<Money> parse_positive(std::string_view text)
{
  TRY_ASSIGN(const Money amount, parse_non_negative(text));
  return amount.cents == 0 ? wrong_amount("amount.not_positive", text) : Result(amount);
}

namespace {

// A decimal number, so many of its decimals kept as a whole one; nothing where it is none.
std::optional<std::int64_t> whole_of(std::string_view text, int decimals)
{
  const Result<Decimal> value = parse_decimal(text);
  if (!value) {
    return std::nullopt;
  }
  const Result<std::int64_t> whole = rescale(*value, decimals);
  return whole ? std::optional(*whole) : std::nullopt;
}

} // namespace

Result<Rate> Rate::parse(std::string_view text)
{
  const auto billionths = whole_of(text, 9);
  if (!billionths || *billionths < 0) {
    return wrong_amount("rate.form", text);
  }
  return Rate{*billionths};
}

std::string Rate::text() const
{
  return without_zeros(format_decimal(billionths, 9), 4);
}

Money apply(Rate rate, Money base)
{
  return {util::divide_half_up(static_cast<__int128>(base.cents) * rate.billionths, 1'000'000'000)};
}

Result<std::int64_t> parse_percent(std::string_view text)
{
  const Result<Decimal> value = parse_decimal(text);
  const Result<std::int64_t> percent =
    value ? rescale(*value, 2) : Result<std::int64_t>(value.errors());
  if (!percent || value->scale > 2) {
    return wrong_amount("vat_rate.form", text);
  }
  if (*percent < 0 || *percent > 10'000) {
    return wrong_amount("vat_rate.range", text);
  }
  return *percent;
}

std::string percent_text(std::int64_t hundredths)
{
  return without_zeros(format_decimal(hundredths, 2), 0);
}

} // namespace myatlas::domain
