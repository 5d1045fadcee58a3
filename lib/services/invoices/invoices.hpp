#pragma once

#include <string>
#include <vector>

#include "domain/invoices/invoice.hpp"
#include "services/context.hpp"
#include "services/invoices/invoice_form.hpp"
#include "store/tables/invoices.hpp"

namespace myatlas::services {

// An invoice received, and what may have it refused: invoice.future (date, today), invoice.early
// (date, start), invoice.iban_changed (masked, masked), invoice.paid (amount), invoice.no_iban of
// one as data.
struct ReceivedInvoice
{
  domain::Invoice invoice;
  Errors warnings;
  domain::BilledLines lines;
};

// Receives an invoice for a dossier the account may invoice, or a credit note on one of its
// invoices. All that is wrong at once: the codes of each member; field.required; those of
// InvoiceRules; invoice.no_provider; invoice.duplicate; invoice.over (amount, left); invoice.hours
// (all invoiced, agreed); invoice.corrects_required (amount) of a negative one; module.unknown
// (module, how many), module.required (dossier), module.other (module, provider); invoice.own_costs
// (dossier) where the member has none of its own to claim; invoice.iban_of_provider (account,
// dossier) where the member is paid back; document.*; those of lines_in, CreditRules and
// credit_lines. One that was refused or taken back frees its number for a corrected one that says
// so (`replaces`): invoice.refused_before (number, state) without, invoice.not_replaceable (number,
// state) for one that was not, invoice.far (date, day, day).
Result<ReceivedInvoice> upload_invoice(const Context& context, const InvoiceForm& form);

Result<std::vector<domain::Invoice>> list_invoices(const Context& context,
                                                   const store::InvoiceFilter& filter);

struct InvoiceView
{
  domain::Invoice invoice;
  std::vector<domain::InvoiceChange> history;
  domain::BilledLines lines;
  std::string replaced_by = {}; // number of the corrected one that took its place; empty: none did
  std::vector<domain::InvoiceChange> earlier = {}; // the history of the one it took the place of
};

// By number; of several providers with the same number, the one of `provider`. invoice.unknown,
// invoice.several.
Result<InvoiceView> show_invoice(const Context& context, const std::string& number,
                                 const std::string& provider);

struct FetchedInvoice
{
  InvoiceView view;
  std::string content;
};

// The file it was sent with: as show_invoice, and document.none (number), document.damaged (name).
Result<FetchedInvoice> get_invoice(const Context& context, const std::string& number,
                                   const std::string& provider);

// What is done to an invoice. A reason is needed to reject, a reference (of the transfer) to pay;
// the day of a payment is today unless it is told.
struct InvoiceAction
{
  domain::InvoiceEvent event = domain::InvoiceEvent::open;
  std::string number, provider, reason, reference, paid_on;
  std::string although = {}; // why the rules of execution and of the day of a payment are passed
};

// The OPCO's side; in embedded mode the operator of the store. invoice.transition, field.required;
// execution.*, invoice.paid_early (day, date) and date.future unless they are passed.
Result<InvoiceView> review_invoice(const Context& context, const InvoiceAction& action);

// Takes back an invoice that is not accepted yet.
Result<InvoiceView> cancel_invoice(const Context& context, const InvoiceAction& action);

} // namespace myatlas::services
