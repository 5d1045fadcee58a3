#include "domain/siret.hpp"

#include <fmt/format.h>

#include "domain/check_digits.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

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
  return siret_key_holds(digits) && is_siren(digits.substr(0, 9)) && digits.substr(9) != k_no_establishment;
}

// The digits of `text`, or why it cannot be a number of `size` digits. `kind` is the prefix of the codes.
util::Result<std::string> digits_of(std::string_view text, std::size_t size, std::string_view kind)
{
  const std::string digits = util::without_blanks(text, ".");
  const std::string given(text);
  if (looks_scientific(util::without_blanks(text))) {
    return util::Error{fmt::format("{}.scientific", kind), {given}};
  }
  if (util::is_digits(digits) && digits.size() == size) {
    return digits;
  }
  if (util::is_digits(digits) && digits.size() + 1 == size) {
    return util::Error{fmt::format("{}.lost_zero", kind), {given, "0" + digits}};
  }
  return util::Error{fmt::format("{}.form", kind), {given}};
}

} // namespace

util::Result<Siren> Siren::parse(std::string_view text)
{
  const util::Result<std::string> digits = digits_of(text, 9, "siren");
  if (!digits) {
    return digits.errors();
  }
  if (!is_siren(*digits)) {
    return util::Error{"siren.checksum", {std::string(text)}};
  }
  return Siren(to_number(*digits));
}

std::string Siren::digits() const
{
  return fmt::format("{:09}", m_number);
}

util::Result<Siret> Siret::parse(std::string_view text)
{
  if (text.size() == 14 && util::is_digits(text) && is_siret(text)) {
    return Siret(to_number(text));
  }
  const util::Result<std::string> digits = digits_of(text, 14, "siret");
  if (!digits) {
    return digits.errors();
  }
  if (!siret_key_holds(*digits) || digits->ends_with(k_no_establishment)) {
    return util::Error{"siret.checksum", {std::string(text)}};
  }
  if (!is_siren(std::string_view(*digits).substr(0, 9))) {
    return util::Error{"siret.siren_checksum", {std::string(text)}};
  }
  return Siret(to_number(*digits));
}

std::string Siret::digits() const
{
  return fmt::format("{:014}", m_number);
}

} // namespace myatlas::domain
