#pragma once

#include <string>
#include <vector>

#include "domain/company.hpp"
#include "domain/forms.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// A company whose member code and payroll were proved, and the establishments chosen.
struct ProvedCompany
{
  domain::Siren siren;
  std::vector<domain::Siret> establishments;
};

// Checks a company of the form against the register: the code and the payroll of the reference year (N-1 unless the form
// says another; 0 for a company created this year), then the SIRETs. Unknown code and wrong payroll fail alike
// (member.mismatch) and are counted; five within an hour lock the code (member.locked). Also member_code.form,
// amount.form…, establishment.unknown, establishment.other_company, establishments.choice.
// `prefix` stands before the names of members in the places of problems.
std::optional<ProvedCompany> prove_company(const Context& context, const domain::CompanyForm& form,
                                           const std::string& prefix, util::Errors& problems);

// Gives the account the company and its chosen establishments; how many were new.
int attach_proved(const Context& context, const std::string& account, const ProvedCompany& company);

} // namespace myatlas::services
