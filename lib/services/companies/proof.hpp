#pragma once

#include <functional>
#include <string>
#include <vector>

#include "domain/account/registration_form.hpp"
#include "domain/companies/company_form.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// A company whose member code and payroll were proved, and the establishments chosen.
struct ProvedCompany
{
  domain::Siren siren;
  std::vector<domain::Siret> establishments;
};

// Counts a wrong try at a member code; false when it is one too many.
using CountTry = std::function<bool(const Context&, const std::string& code)>;

bool count_try(const Context& context,
               const std::string& code); // at once, in a transaction of its own

// Checks a company of the form against the register: the code and the payroll of the reference year
// (N-1 unless the form says another; 0 for a company created this year), then the SIRETs. Unknown
// code and wrong payroll fail alike (member.mismatch) and are counted; five within an hour lock the
// code (member.locked). Also member_code.form, amount.form…, establishment.unknown,
// establishment.other_company, establishments.choice. `prefix` stands before the names of members
// in the places of problems.
std::optional<ProvedCompany> prove_company(const Context& context, const domain::CompanyForm& form,
                                           const std::string& prefix, Errors& problems,
                                           const CountTry& count = count_try);

// What is given of a training provider for its papers; the rest stays. text.control, text.length,
// vat_exemption.unknown, vat.*, at each member.
void take_particulars(domain::ProviderParticulars& into, const domain::ParticularsForm& form,
                      Errors& problems);
bool is_given(const domain::ParticularsForm& form);

// What is told of a provider: by the account that acts for it first, then by those approved.
domain::ProviderParticulars particulars_of(const Context& context, domain::Siren siren);

// The proof alone: the company of a member code whose payroll was told rightly. Fails as
// prove_company does.
std::optional<domain::Siren> prove_member(const Context& context, const domain::CompanyForm& form,
                                          const std::string& prefix, Errors& problems,
                                          const CountTry& count = count_try);

// The activity number an account says its training provider has, against the public list of
// training bodies where that has one: provider.activity_number (number, siret).
Outcome check_activity_number(const Context& context, const domain::ProviderIdentity& provider);

// Whether the account was given access to a company to look at it, and no more.
bool only_looks(const Context& context, const std::string& account, domain::Siren company);

// Whether what a company pays is kept from who acts: an account that may only look at it, for which
// it would be a proof.
bool hides_pay(const Context& context, domain::Siren company);

// By what an account attaches establishments of a company: its own proof, or access that another
// account gave it to manage.
struct AttachRight
{
  std::optional<std::string> grantor = {};
};

// establishment.unproved, or access.reader for one it may only look at (siret).
Result<AttachRight> right_to_attach(const Context& context, const std::string& account,
                                    domain::Siret siret);

// Gives the account the company and its chosen establishments; how many were new.
int attach_proved(const Context& context, const std::string& account, const ProvedCompany& company);

} // namespace myatlas::services
