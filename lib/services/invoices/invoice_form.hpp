#pragma once

#include <string>

#include "services/invoices/invoice_lines.hpp"
#include "util/result.hpp"

namespace myatlas::services {

// An invoice as typed, and its file. Empty: not given.
struct InvoiceForm
{
  std::string request, number, date, amount_without_tax, vat_rate, iban, hours, module, replaces;
  std::string corrects; // of a credit note: the number of the invoice it takes from
  std::string tax, with_tax, issuer,
    seller_iban; // of an invoice as data: amounts, the SIRET or SIREN of who wrote it, its account
  std::string prepaid, due; // what it says was paid before, and is left to pay
  std::string buyer;        // SIREN of who it is for
  std::string reference;    // in the books of who files it
  bool own_costs = false;   // the member's own: wages, travel, lodging, meals
  LinesForm lines;
  std::string file_name;
  std::string content;  // of the file
  Errors problems = {}; // found on the way to this form: told with what is found here
};

} // namespace myatlas::services
