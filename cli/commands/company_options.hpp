#pragma once

#include "commands/options.hpp"
#include "domain/companies/company_form.hpp"

namespace myatlas::cli {

// A company as it is registered or added, and which of its establishments.
inline constexpr FormOption<domain::CompanyForm> k_company_options[] = {
  {"--member-code", &domain::CompanyForm::member_code, "C", N_("Member code of the company")},
  {"--payroll", &domain::CompanyForm::payroll, k_amount_value,
   N_("Declared payroll of the year before; 0 for a company created this year")},
  {"--payroll-year", &domain::CompanyForm::payroll_year, "Y",
   N_("Year of that payroll (default: the year before)")},
  {"--siret", &domain::CompanyForm::sirets, "S", N_("Establishment to manage; may be repeated")},
  {"--all-establishments", &domain::CompanyForm::all_establishments,
   N_("All establishments known today")},
};

} // namespace myatlas::cli
