#include "domain/values/siret.hpp"

#include <array>

#include <fmt/format.h>

#include "domain/values/check_digits.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::domain {

namespace {

using util::Error;
using util::is_digits;
using util::Result;
using util::without_blanks;

constexpr std::string_view k_la_poste = "356000000";
constexpr std::string_view k_no_establishment = "00000";

std::int64_t to_number(std::string_view digits)
{
  std::int64_t number = 0;
  for (const char c : digits) {
    number = number * 10 + (c - '0');
  }
  return number;
}

bool is_siren(std::string_view digits)
{
  return luhn_sum(digits) % 10 == 0 && to_number(digits) != 0;
}

bool siret_key_holds(std::string_view digits)
{
  if (luhn_sum(digits) % 10 == 0) {
    return true;
  }
  return digits.starts_with(k_la_poste) && digit_sum(digits) % 5 == 0;
}

bool is_siret(std::string_view digits)
{
  return siret_key_holds(digits) && is_siren(digits.substr(0, 9)) &&
         digits.substr(9) != k_no_establishment;
}

// The digits of `text`, or why it cannot be a number of `size` digits. `kind` is the prefix of the
// codes.
Result<std::string> digits_of(std::string_view text, std::size_t size, std::string_view kind)
{
  const std::string digits = without_blanks(text, ".");
  const std::string given(text);
  if (looks_scientific(without_blanks(text))) {
    return Error{fmt::format("{}.scientific", kind), {given}};
  }
  if (is_digits(digits) && digits.size() == size) {
    return digits;
  }
  if (is_digits(digits) && digits.size() + 1 == size) {
    return Error{fmt::format("{}.lost_zero", kind), {given, "0" + digits}};
  }
  return Error{fmt::format("{}.form", kind), {given}};
}

// Luhn's sum of the four digits of a number below 10 000, its first and third digit doubled.
constexpr std::array<std::uint8_t, 10'000> k_luhn_of_four = [] {
  std::array<std::uint8_t, 10'000> sums{};
  constexpr std::array<int, 10> k_doubled = {0, 2, 4, 6, 8, 1, 3, 5, 7, 9};
  for (std::size_t i = 0; i < sums.size(); ++i) {
    sums[i] = static_cast<std::uint8_t>(k_doubled[i / 1000] + static_cast<int>(i / 100 % 10) +
                                        k_doubled[i / 10 % 10] + static_cast<int>(i % 10));
  }
  return sums;
}();

// The sum of luhn_sum() for any number, four digits at a time from the right.
int luhn_sum_of(std::int64_t number)
{
  int sum = 0;
  for (; number > 0; number /= 10'000) {
    sum += k_luhn_of_four[static_cast<std::size_t>(number % 10'000)];
  }
  return sum;
}

} // namespace

bool is_siret_number(std::int64_t number)
{
  constexpr std::int64_t k_la_poste_number = 356'000'000;
  const std::int64_t siren = number / 100'000;
  return siren != 0 && siren != k_la_poste_number && number % 100'000 != 0 &&
         luhn_sum_of(number) % 10 == 0 && luhn_sum_of(siren) % 10 == 0;
}

Result<Siren> Siren::parse(std::string_view text)
{
  TRY_ASSIGN(const std::string digits, digits_of(text, 9, "siren"));
  if (!is_siren(digits)) {
    return Error{"siren.checksum", {std::string(text)}};
  }
  return Siren(to_number(digits));
}

std::string Siren::digits() const
{
  return fmt::format("{:09}", m_number);
}

Result<Siret> Siret::parse(std::string_view text)
{
  if (text.size() == 14 && is_digits(text) && is_siret(text)) {
    return Siret(to_number(text));
  }
  TRY_ASSIGN(const std::string digits, digits_of(text, 14, "siret"));
  if (!siret_key_holds(digits) || digits.ends_with(k_no_establishment)) {
    return Error{"siret.checksum", {std::string(text)}};
  }
  if (!is_siren(std::string_view(digits).substr(0, 9))) {
    return Error{"siret.siren_checksum", {std::string(text)}};
  }
  return Siret(to_number(digits));
}

std::string Siret::digits() const
{
  return fmt::format("{:014}", m_number);
}

} // namespace myatlas::domain
