#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/values/date.hpp"
#include "domain/values/money.hpp"
#include "domain/values/siret.hpp"

namespace myatlas::formats {

// What a declaration says of one contribution: sums of bases and amounts of its people.
struct DsnContribution
{
  domain::Money base, amount;
  bool operator==(const DsnContribution&) const = default;
};

// A contribution of the establishment (S21.G00.82): code 074 to 080, 129…
struct DsnEstablishmentAmount
{
  std::string code;
  domain::Money amount;
  std::optional<domain::Date> from, to; // none: not told
  bool is_of(int year) const { return is_in(from, year) && is_in(to, year); }
  bool operator==(const DsnEstablishmentAmount&) const = default;

private:
  static bool is_in(const std::optional<domain::Date>& day, int year)
  {
    return day && day->year() == year;
  }
};

// One monthly declaration (DSN, norm NEODeS): one establishment and month. People are counted,
// never named.
struct DsnDeclaration
{
  std::string file;
  std::uint64_t line = 0;           // where it begins
  std::size_t sending = 0;          // which of the files given
  std::string norm;                 // "P25V01"
  std::optional<domain::Date> made; // S20.G00.05.007, the day the file was made on
  bool test = false;
  std::string nature, type, fraction,
    order; // S20.G00.05.001 to .004; nature "01" is the monthly one, fraction "12" the first of two
  std::string scope, currency; // .008: "02" what is due to the farming scheme, "03" to the general
                               // one; .010: "01" euro, "02" Pacific franc
  // Of a monthly declaration, both: `read_dsn` refuses one that lacks them.
  std::optional<domain::Siret> siret;
  std::optional<domain::Month> month;
  std::string postcode, idcc; // empty: not told
  domain::Money gross, gross_fixed_term, gross_apprentices;
  int individuals = 0, people_at_end = 0,
      apprentices = 0; // the last two on the last day of the month, interns apart
  std::int64_t headcount =
    0; // hundredths: people with an open contract of the legal kind, part-time pro rata
  std::map<std::string, DsnContribution> contributions; // by code: 128, 129, 130, 141
  std::vector<DsnEstablishmentAmount> others;
  std::vector<std::string> unknown_contracts; // pay points to them and they are not declared

  bool is_monthly() const { return nature == "01" && !test; }
};

using DsnDeclarations = std::vector<DsnDeclaration>;

} // namespace myatlas::formats
