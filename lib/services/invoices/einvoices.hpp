#pragma once

#include <string>
#include <vector>

#include "domain/invoices/einvoice.hpp"
#include "services/invoices/invoice_form.hpp"

namespace myatlas::services {

// A form completed by an invoice as data, with what is wrong with the two (InvoiceForm::problems),
// and what may have it refused.
struct CompletedForm
{
  InvoiceForm form;
  Errors warnings;
};

// Number, date, amounts, VAT, account, dossier and, of a credit note, the invoice it takes from are
// taken from the invoice where the form leaves them out. Problems: einvoice.contradicts (given,
// found) at each member that says something else, einvoice.currency (currency),
// einvoice.credit_note (number) of one that names no invoice, einvoice.credit_notes (number, the
// invoices) of one that names several, einvoice.no_credit_note (number) of an invoice that is given
// one to correct, and what domain::einvoice_findings blocks.
CompletedForm complete_form(InvoiceForm form, const domain::EInvoice& invoice);

} // namespace myatlas::services
