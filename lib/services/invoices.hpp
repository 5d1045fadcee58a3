#pragma once

#include <string>
#include <vector>

#include "domain/invoice.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// An invoice as typed, and its file. Empty: not given.
struct InvoiceForm
{
  std::string request, number, date, amount_without_tax, vat_rate, iban;
  std::string file_name;
  std::string content; // of the file
};

// Receives an invoice for a dossier the account sees. Fails with the codes of each member; request.unknown;
// invoice.request_state; invoice.no_provider; invoice.duplicate; invoice.over (amount, left); document.*.
util::Result<domain::Invoice> upload_invoice(const Context& context, const InvoiceForm& form);

util::Result<std::vector<domain::Invoice>> list_invoices(const Context& context, const std::string& request);

// By number; of several providers with the same number, the one of `provider`. invoice.unknown, invoice.several.
util::Result<domain::Invoice> show_invoice(const Context& context, const std::string& number, const std::string& provider);

} // namespace myatlas::services
