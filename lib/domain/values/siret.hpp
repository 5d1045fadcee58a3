#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "util/result.hpp"

namespace myatlas::domain {

// A company's number (numéro SIREN): nine digits with Luhn's key, kept as a number because a
// store's key is one. Blanks, no-break spaces and dots are taken off; "000000000" is refused.
// Source: INSEE; python3-stdnum fr/siren.
class Siren
{
public:
  // Fails with "siren.scientific", "siren.lost_zero", "siren.form" or "siren.checksum" (the text as
  // given).
  static util::Result<Siren> parse(std::string_view text);

  // From a number already checked, as a store holds it.
  static Siren of_checked(std::int64_t number) { return Siren(number); }

  std::int64_t number() const { return m_number; }
  std::string digits() const; // nine
  auto operator<=>(const Siren&) const = default;

private:
  explicit Siren(std::int64_t number) : m_number(number) {}
  std::int64_t m_number;
};

// An establishment's number (numéro SIRET): a SIREN and a NIC of five digits, the whole with Luhn's
// key. La Poste (SIREN 356000000) ran out of such numbers: a digit sum that is a multiple of 5 is
// right there.
class Siret
{
public:
  // Fails with "siret.scientific", "siret.lost_zero", "siret.form", "siret.checksum" or
  // "siret.siren_checksum" (the text as given). Fourteen plain digits are checked without
  // allocating.
  static util::Result<Siret> parse(std::string_view text);
  static Siret of_checked(std::int64_t number) { return Siret(number); }

  std::int64_t number() const { return m_number; }
  std::string digits() const; // fourteen
  Siren siren() const { return Siren::of_checked(m_number / 100'000); }
  auto operator<=>(const Siret&) const = default;

private:
  explicit Siret(std::int64_t number) : m_number(number) {}
  std::int64_t m_number;
};

// Whether fourteen digits, as a number, are a SIRET by Luhn's key: Siret::parse without its
// reasons, and without La Poste's own key, which it leaves to it.
bool is_siret_number(std::int64_t number);

} // namespace myatlas::domain
