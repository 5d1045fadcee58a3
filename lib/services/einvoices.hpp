#pragma once

#include <string>
#include <vector>

#include "domain/einvoice.hpp"
#include "services/invoices.hpp"

namespace myatlas::services {

// A form completed by an invoice as data, and what may have it refused.
struct CompletedForm
{
  InvoiceForm form;
  util::Errors warnings;
};

// Number, date, amounts, VAT, account and dossier are taken from the invoice where the form leaves them out. Fails with einvoice.contradicts
// (given, found) at each member that says something else, einvoice.currency (currency), einvoice.credit_note (number), and what
// domain::einvoice_findings blocks.
util::Result<CompletedForm> complete_form(InvoiceForm form, const domain::EInvoice& invoice);

} // namespace myatlas::services
