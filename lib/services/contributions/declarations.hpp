#pragma once

#include <string>
#include <vector>

#include "domain/contributions/pay_form.hpp"
#include "services/contributions/year_declaration.hpp"

namespace myatlas::services {

struct DeclarationView
{
  domain::Declaration declaration;
  std::vector<domain::DeclarationChange> history;
};

// Declares what a company the actor sees owes the OPCO for a payroll year, with what the store
// knows and `form` adds. Fails as form_of_company and simulate do, with declaration.exists (number,
// state), declaration.nothing (siren, year), declaration.below_paid (total, paid, number),
// declaration.year_open (year: it is not over), what reference_of fails with.
Result<Declared> declare(const Context& context, const domain::RateTable& rates,
                         const std::string& company, const domain::PayrollForm& form,
                         const std::string& voluntary, DeclareAs as,
                         const std::string& reference = "",
                         Unreferenced unreferenced = Unreferenced::keeps);

// A company as a row names it: by one number, and perhaps by others, which have to be its.
struct NamedCompany
{
  std::string name;
  std::vector<std::string> also = {};
};

// As declare, inside the caller's transaction; nothing is written when it says what is there
// already.
// company.contradiction (name, other).
Result<Declared> declare_in(const Context& context, const domain::RateTable& rates,
                            const NamedCompany& named, const domain::PayrollForm& form,
                            const std::string& voluntary, DeclareAs as,
                            const std::string& reference = "",
                            Unreferenced unreferenced = Unreferenced::keeps);

// Those the actor sees; of one company (SIREN, SIRET or member code) when it is named:
// company.unknown.
Result<std::vector<domain::Declaration>> list_declarations(const Context& context,
                                                           store::DeclarationFilter filter,
                                                           const std::string& company = "");

Result<DeclarationView> show_declaration(const Context& context,
                                         const std::string& number); // declaration.unknown (number)
Result<domain::Declaration>
find_declaration(const Context& context,
                 const std::string& number); // the same without its history

// access.reader_pay (siren), where what a company pays is kept from who acts.
Outcome may_see_pay(const Context& context, domain::Siren siren);

// A number as it is kept, whatever its capitals.
std::string typed_number(const std::string& number);

// The receipt of a declaration settled in full; the same again when it was issued, and another in
// its place when it was corrected since. declaration.not_settled (number, left).
Result<domain::Receipt> issue_receipt(const Context& context, const std::string& number);

struct IssuedReceipt
{
  domain::Receipt receipt;
  bool is_new = false; // issued now, and not before
};
enum class Issue
{
  now,
  trial, // rolled back
};

// Those of all declarations of a payroll year that are settled in full and that the actor sees, all
// or none.
Result<std::vector<IssuedReceipt>> issue_receipts(const Context& context, int year, Issue how);

Result<domain::Receipt> get_receipt(const Context& context,
                                    const std::string& number); // receipt.unknown (number)

// Whether a receipt of that number was issued with that code, and says still what it said then.
bool verify_receipt(const Context& context, const std::string& number, const std::string& code);

} // namespace myatlas::services
