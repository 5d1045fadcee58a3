#pragma once

#include <string>
#include <vector>

#include "domain/declaration.hpp"
#include "domain/forms.hpp"
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
  std::optional<domain::Money> draft; // what the draft came to in whose place it is, when that is another total
  bool is_new = false, is_same = false; // the first of its company and year; nothing differs from what was there
};

// Declares what a company the actor sees owes the OPCO for a payroll year, with what the store knows and `form` adds. Fails as
// form_of_company and simulate do, with declaration.exists (number, state), declaration.nothing (siren, year),
// declaration.below_paid (total, paid), declaration.year_open (year: it is not over).
util::Result<Declared> declare(const Context& context, const domain::RateTable& rates, const std::string& company,
                               const domain::PayrollForm& form, const std::string& voluntary, DeclareAs as);

// The same inside the caller's transaction; nothing is written when it says what is there already.
util::Result<Declared> declare_in(const Context& context, const domain::RateTable& rates, const std::string& company,
                                  const domain::PayrollForm& form, const std::string& voluntary, DeclareAs as);

// Those the actor sees; of one company (SIREN, SIRET or member code) when it is named: company.unknown.
util::Result<std::vector<domain::Declaration>> list_declarations(const Context& context, store::DeclarationFilter filter,
                                                                 const std::string& company = "");

util::Result<DeclarationView> show_declaration(const Context& context, const std::string& number); // declaration.unknown (number)

struct PaymentForm
{
  std::string declaration, amount, day, reference, means;
};

// What is paid beyond what is left.
enum class Excess
{
  refused,
  credited,
};

struct RecordedPayment
{
  domain::Declaration declaration;
  bool is_new = true; // false: it was recorded before
};

// A payment that came in: declaration.over_paid (amount, left), declaration.transition, date.future (day, today), payment.reference (reference,
// amount: another amount was paid under it), payment.means_unknown, date.*.
util::Result<RecordedPayment> record_payment(const Context& context, const PaymentForm& form, Excess excess);

// The same inside the caller's transaction, and once: one of that reference or, without one, of that day and amount is known again.
util::Result<RecordedPayment> payment_in(const Context& context, const PaymentForm& form, Excess excess);

// The receipt of a declaration settled in full; the same again when it was issued. declaration.not_settled (number, left).
util::Result<domain::Receipt> issue_receipt(const Context& context, const std::string& number);
util::Result<domain::Receipt> get_receipt(const Context& context, const std::string& number); // receipt.unknown (number)

// Whether a receipt of that number was issued with that code, and says still what it said then.
bool verify_receipt(const Context& context, const std::string& number, const std::string& code);

} // namespace myatlas::services
