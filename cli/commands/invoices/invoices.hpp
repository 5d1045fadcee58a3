#pragma once

#include "services/invoices/invoices.hpp"
#include "session.hpp"

namespace myatlas::cli {

// The invoice, and below it what became of it.
util::Result<int> show_invoice_view(Session& session, const services::InvoiceView& view);

} // namespace myatlas::cli
