#pragma once

#include <string>
#include <vector>

#include "domain/invoice.hpp"
#include "services/context.hpp"
#include "services/invoice_lines.hpp"
#include "store/invoices.hpp"

namespace myatlas::services {

// An invoice as typed, and its file. Empty: not given.
struct InvoiceForm
{
  std::string request, number, date, amount_without_tax, vat_rate, iban, hours, module;
  std::string tax, with_tax, issuer, seller_iban; // of an invoice as data: amounts, the SIRET or SIREN of who wrote it, its account
  LinesForm lines;
  std::string file_name;
  std::string content; // of the file
};

// An invoice received, and what may have it refused: invoice.future (date, today), invoice.early (date, start), invoice.iban_changed
// (masked, masked), invoice.vat_rate_unusual (rate).
struct ReceivedInvoice
{
  domain::Invoice invoice;
  util::Errors warnings;
  std::vector<domain::BilledLine> lines;
};

// Receives an invoice for a dossier the account may invoice. Fails with the codes of each member; those of InvoiceRules::dossier;
// invoice.no_provider; invoice.duplicate; invoice.over (amount, left); invoice.hours (all invoiced, agreed); module.unknown (module, how many),
// module.required (dossier), module.other (module, provider); invoice.iban_of_provider (account, dossier) where the member is paid back;
// document.*; those of lines_in.
util::Result<ReceivedInvoice> upload_invoice(const Context& context, const InvoiceForm& form);

util::Result<std::vector<domain::Invoice>> list_invoices(const Context& context, const store::InvoiceFilter& filter);

struct InvoiceView
{
  domain::Invoice invoice;
  std::vector<domain::InvoiceChange> history;
  std::vector<domain::BilledLine> lines;
};

// By number; of several providers with the same number, the one of `provider`. invoice.unknown, invoice.several.
util::Result<InvoiceView> show_invoice(const Context& context, const std::string& number, const std::string& provider);

// What is done to an invoice. A reason is needed to reject, a reference (of the transfer) to pay; the day of a payment is today
// unless it is told.
struct InvoiceAction
{
  domain::InvoiceEvent event = domain::InvoiceEvent::open;
  std::string number, provider, reason, reference, paid_on;
  std::string although = {}; // why the rules of execution and of the day of a payment are passed
};

// The OPCO's side; in embedded mode the operator of the store. invoice.transition, field.required; execution.*, invoice.paid_early (day, date)
// and date.future unless they are passed.
util::Result<InvoiceView> review_invoice(const Context& context, const InvoiceAction& action);

// Takes back an invoice that is not accepted yet.
util::Result<InvoiceView> cancel_invoice(const Context& context, const InvoiceAction& action);

} // namespace myatlas::services
