#pragma once

#include "command.hpp"
#include "operations/invoices/invoices.hpp"
#include "session.hpp"

namespace myatlas::cli {

void bind_invoice_name(CommandLine& line, operations::InvoiceName& o);

// The invoice, and below it what became of it.
Result<int> show_invoice_view(Session& session, const operations::Answer& answer);

} // namespace myatlas::cli
