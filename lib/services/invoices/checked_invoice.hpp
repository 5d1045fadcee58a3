#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "domain/invoices/billed_line.hpp"
#include "domain/invoices/invoice.hpp"
#include "services/context.hpp"
#include "services/invoices/invoice_form.hpp"

namespace myatlas::services {

// An invoice or credit note that was held to its dossier, and what is written with it.
struct CheckedInvoice
{
  domain::Invoice invoice;
  std::int64_t dossier_key = 0;
  domain::BilledLines lines = {};
  std::optional<store::StoredDocument> document = {};
  Errors warnings = {};
};

// Fails as upload_invoice does. Inside the caller's transaction: the one it takes the place of is
// set aside.
Result<CheckedInvoice> checked_invoice(const Context& context, const InvoiceForm& form);

} // namespace myatlas::services
