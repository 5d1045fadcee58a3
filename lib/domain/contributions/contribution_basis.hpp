#pragma once

#include "domain/contributions/contribution.hpp"

namespace myatlas::domain {

// What the lines of one employer are computed from.
struct Calculation
{
  const RateTable& rates;
  const PayrollFacts& facts;
  Headcount size;
  std::int64_t ratio = 0;
  Date day; // first day of the month, or of December, of the pay

  const Term* term(TermName name) const
  {
    return rates.find_term(name, day);
  } // null: there is none
};

// The pay one line is due on, zone by zone, and why there is none. A year whose months are not
// known is twelve equal ones.
struct Basis
{
  static constexpr std::uint16_t k_all = 0xFFF;

  Reason reason = Reason::none;
  std::uint16_t months = k_all;           // that count
  std::uint8_t exempt_months = 0;         // by the six minimum wages
  std::array<std::int64_t, 2> cents = {}; // by zone: of the year, or of the month that is asked for
  bool apprentices_unknown = false;       // a share of their pay is out of it that is not known
  bool one_month = false;                 // `cents` are of one month
  // By zone and month, where the months are known; used when `by_month`.
  bool by_month = false;
  std::array<std::array<std::int64_t, 12>, 2> monthly = {};

  bool empty() const { return cents[0] == 0 && cents[1] == 0; }
  // Cents times twelve of the pay of some months, so that a twelfth of a year stays exact.
  std::int64_t twelfths(Zone zone, std::uint16_t of_months) const;
  void drop(Reason why);
};

// Months asked for: all, or one.
std::uint16_t asked_months(const PayrollFacts& facts);

// rates.unknown where a term of the law has no sourced figure.
util::Result<Basis> training_basis(const Calculation& c);
Basis fixed_term_basis(const Calculation& c);
Basis branch_basis(const Calculation& c);
util::Result<Basis> tax_basis(const Calculation& c);
Basis balance_basis(Basis tax);
util::Result<Basis> supplement_basis(const Calculation& c, Basis tax);

// Apprentices' pay that is in no base for the size of the employer.
bool apprentices_are_exempt(const Calculation& c);

util::Error unknown_rate(const Calculation& c, std::string_view what);

} // namespace myatlas::domain
