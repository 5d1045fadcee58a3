#pragma once

#include <vector>

#include "domain/companies/company.hpp"
#include "domain/companies/company_form.hpp"
#include "services/companies/proof.hpp"
#include "services/context.hpp"

namespace myatlas::services {

struct CompanyView
{
  domain::Company company;
  std::vector<domain::DeclaredPayroll> payrolls; // shown only to an account that proved it knew one
  std::vector<domain::Establishment>
    establishments;            // those the account manages; all of them for an operator
  bool shows_payrolls = false; // whether it did; else their absence says nothing
};

struct AddedCompany
{
  domain::Siren siren;
  int establishments_added = 0;
  bool is_new = false; // it was not the account's before
};

// Adds a company to the acting account on the same proof as at registration. Fails as prove_company
// does, or with access.reader_proves (siren) when the account was given access to look at the
// company.
Result<AddedCompany> add_company(const Context& context, const domain::CompanyForm& form);

// The second half of it, inside the caller's transaction: the company was proved. What changes
// nothing leaves no trace.
Result<AddedCompany> take_on(const Context& context, const std::string& account,
                             const ProvedCompany& company);

// A company by SIREN, SIRET or member code, whoever sees it: company.unknown.
Result<domain::Siren> company_numbered(const Context& context, const std::string& name);

// What tells the company of a row: its SIREN, as far as the row says it or the account sees the
// company; else the name as written, so that nobody learns whose a member code is.
std::string company_key(const Context& context, const std::string& name);

// Whether the other numbers given beside `name` are of that company too: company.contradiction
// (name, other). Only for a company the account was seen to have.
Outcome same_company(const Context& context, domain::Siren company, const std::string& name,
                     const std::vector<std::string>& others);

struct LeftCompany
{
  domain::Siren siren;
  int establishments_removed = 0; // of its own
  int access_ended = 0;           // given by others
};

// Takes a company off the account: its establishments, and access others gave to it. Dossiers stay
// with the company, and access the account gave ends with its own. company.unknown when it is not
// the account's.
Result<LeftCompany> leave_company(const Context& context, const std::string& name);

// The companies of the acting account.
Result<std::vector<CompanyView>> list_companies(const Context& context);

// The company a list is asked for: by SIREN or SIRET, which say nothing of whose it is, or by the
// member code of one that may be seen.
Result<domain::Siren> company_asked_for(const Context& context, const std::string& name);

// One company by SIREN, SIRET or member code: company.unknown when it is not the account's.
Result<CompanyView> show_company(const Context& context, const std::string& name);

} // namespace myatlas::services
