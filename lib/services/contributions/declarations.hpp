#pragma once

#include <string>
#include <vector>

#include "domain/contributions/declaration.hpp"
#include "domain/contributions/pay_form.hpp"
#include "services/context.hpp"

namespace myatlas::services {

enum class DeclareAs
{
  draft,
  submitted,
  correction,
  of_file, // submitted, by a file that may come again: what says the same as before is known
  newest,  // the same, and what was submitted otherwise is corrected
};

struct DeclarationView
{
  domain::Declaration declaration;
  std::vector<domain::DeclarationChange> history;
};

struct Declared
{
  domain::Declaration declaration;
  std::optional<domain::Money>
    draft; // what the draft came to in whose place it is, when that is another total
  bool is_new = false,
       is_same = false; // the first of its company and year; nothing differs from what was there
};

// Declares what a company the actor sees owes the OPCO for a payroll year, with what the store
// knows and `form` adds. Fails as form_of_company and simulate do, with declaration.exists (number,
// state), declaration.nothing (siren, year), declaration.below_paid (total, paid, number),
// declaration.year_open (year: it is not over).
util::Result<Declared> declare(const Context& context, const domain::RateTable& rates,
                               const std::string& company, const domain::PayrollForm& form,
                               const std::string& voluntary, DeclareAs as);

// A company as a row names it: by one number, and perhaps by others, which have to be its.
struct NamedCompany
{
  std::string name;
  std::vector<std::string> also = {};
};

// The same inside the caller's transaction; nothing is written when it says what is there already.
// company.contradiction (name, other).
util::Result<Declared> declare_in(const Context& context, const domain::RateTable& rates,
                                  const NamedCompany& named, const domain::PayrollForm& form,
                                  const std::string& voluntary, DeclareAs as);

// Those the actor sees; of one company (SIREN, SIRET or member code) when it is named:
// company.unknown.
util::Result<std::vector<domain::Declaration>> list_declarations(const Context& context,
                                                                 store::DeclarationFilter filter,
                                                                 const std::string& company = "");

util::Result<DeclarationView>
show_declaration(const Context& context, const std::string& number); // declaration.unknown (number)
util::Result<domain::Declaration>
find_declaration(const Context& context, const std::string& number); // the same without its history

// Writes it with what became of it, inside the caller's transaction.
void keep_declaration(const Context& context, const std::optional<domain::Declaration>& before,
                      const domain::Declaration& declaration,
                      const std::vector<domain::DeclarationChange>& changes);

// The receipt of a declaration settled in full; the same again when it was issued, and another in
// its place when it was corrected since. declaration.not_settled (number, left).
util::Result<domain::Receipt> issue_receipt(const Context& context, const std::string& number);

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
util::Result<std::vector<IssuedReceipt>> issue_receipts(const Context& context, int year,
                                                        Issue how);

util::Result<domain::Receipt> get_receipt(const Context& context,
                                          const std::string& number); // receipt.unknown (number)

// Whether a receipt of that number was issued with that code, and says still what it said then.
bool verify_receipt(const Context& context, const std::string& number, const std::string& code);

} // namespace myatlas::services
