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
  std::string reference = {};  // what the account in use calls it; empty: nothing
};

struct AddedCompany
{
  domain::Siren siren;
  int establishments_added = 0;
  bool is_new = false;        // it was not the account's before
  bool is_renamed = false;    // it has another reference than before
  std::string reference = {}; // the account's own; empty: none

  // Nothing else was done.
  bool is_only_renamed() const { return is_renamed && !is_new && establishments_added == 0; }
};

// Adds a company to the acting account on the same proof as at registration. Fails as prove_company
// does, with reference_of's of a reference of the account's own, or with
// access.reader_proves (siren) when the account was given access to look at the company.
Result<AddedCompany> add_company(const Context& context, const domain::CompanyForm& form,
                                 const std::string& reference = "");

// The second half of it, inside the caller's transaction: the company was proved. What changes
// nothing leaves no trace. An empty reference leaves the one there is.
Result<AddedCompany> take_on(const Context& context, const std::string& account,
                             const ProvedCompany& company, const std::string& reference = "");

// A company by SIREN, SIRET or member code, whoever sees it, or by the reference that the account
// in use calls one alone of its own by: company.unknown, company.several.
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

// The companies of the acting account; those it calls so where a reference is told.
Result<std::vector<CompanyView>> list_companies(const Context& context,
                                                const std::string& reference = "");

// The company a list is asked for: one that may be seen; by SIREN or SIRET any for a provider, who
// sees dossiers of companies that are not its own. company.unknown.
Result<domain::Siren> company_asked_for(const Context& context, const std::string& name);

// One company by SIREN, SIRET, member code or reference: company.unknown when it is not the
// account's.
Result<CompanyView> show_company(const Context& context, const std::string& name);

// Gives a company that the account sees, by whatever right, its own reference, or takes it away by
// an empty one: also what reference_of fails with.
Result<CompanyView> edit_company(const Context& context, const std::string& name,
                                 const std::string& reference);

} // namespace myatlas::services
