#pragma once

#include <string>
#include <vector>

#include "domain/contributions/contribution.hpp"
#include "domain/contributions/pay_form.hpp"
#include "formats/dsn/dsn_declaration.hpp"
#include "formats/dsn/dsn_year.hpp"

namespace myatlas::services {

// What was declared under a code beside what is owed. None: nothing was declared, or it is not owed
// by the DSN.
struct ComparedCode
{
  const char* code; // "128"
  const char* name; // "cfp"
  std::optional<domain::Money> base = {}, declared = {}, computed = {};
};

// A company's year by its DSN files. The simulation refers to the rates it was made with.
struct DsnEmployer
{
  formats::DsnYear year;
  domain::PayrollFacts facts;
  domain::Simulation simulation;
  std::vector<ComparedCode> comparison; // those of every month, then those of the year
};

// A code of every month (S21.G00.81), and what its sums are called.
struct MonthlyCode
{
  const char* code;
  const char* name;
};

inline constexpr MonthlyCode k_monthly_codes[] = {
  {"128", "cfp"}, {"129", "cpf_cdd"}, {"130", "ta"}, {"141", "branch"}};

formats::DsnContribution declared_of(const formats::DsnDeclaration& declaration, const char* code);

// What some DSN files have: one company and year, or every company and year there is.
enum class DsnKeeps
{
  one_year,
  archive,
};

// The companies of some DSN files. `form` says what the files do not: headcounts, alternants,
// branch. Fails as merge_dsn does, and as facts_of and simulate at the members of the form.
util::Result<std::vector<DsnEmployer>>
employers_of_dsn(const domain::RateTable& rates, std::vector<formats::DsnDeclaration> declarations,
                 const domain::PayrollForm& form, DsnKeeps keeps);

} // namespace myatlas::services
