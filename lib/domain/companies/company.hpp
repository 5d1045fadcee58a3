#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/values/codes.hpp"
#include "domain/values/date.hpp"
#include "domain/values/money.hpp"
#include "domain/values/siret.hpp"

namespace myatlas::domain {

// What the OPCO's register (référentiel) knows of a company.
struct Company
{
  Siren siren;
  MemberCode member_code;
  std::string name = {}; // raison sociale
  std::optional<std::string> idcc = {};
  std::optional<std::string> naf = {};
  std::optional<std::int64_t> headcount = {};
  std::optional<Date> created = {}; // date de création
};

// Gross pay a company declared for a year (masse salariale), in cents.
struct DeclaredPayroll
{
  int year = 0;
  Money amount;
};

// The parts of a payroll, where they were told; headcount and share of alternants in hundredths.
struct PayrollParts
{
  Money total;
  std::optional<Money> fixed_term, fixed_term_exempt, apprentices, alsace_moselle;
  std::optional<std::int64_t> headcount, alternants_ratio;
};

// What the register knows of an establishment (établissement).
struct Establishment
{
  Siret siret;
  std::string member_code, name, sign, address, postcode, town, naf, idcc; // empty: not known
  std::optional<std::int64_t> headcount;
  std::optional<Money> payroll;
};

// The payroll a new account must show for a company: what was declared for `year`, or 0 for a
// company created in the current year; none when the register cannot tell.
std::optional<Money> expected_payroll(const Company& company,
                                      const std::vector<DeclaredPayroll>& declared, int year,
                                      Date today);

} // namespace myatlas::domain
