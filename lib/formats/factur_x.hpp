#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/invoice.hpp"

namespace myatlas::formats {

// Who writes or gets an invoice. Empty: not known.
struct InvoiceParty
{
  std::string name, siret, address, postcode, town;
};

struct IssuedLine
{
  std::string what;
  domain::Money amount; // before tax
};

// An invoice with all that an EN 16931 document says of it. Its VAT has one rate, or none: exempt (CGI 261-4-4° a).
struct IssuedInvoice
{
  domain::Invoice invoice;
  InvoiceParty seller, buyer;
  std::string activity_number; // numéro de déclaration d'activité
  std::vector<IssuedLine> lines;
};

// The invoice as CII, profile EN 16931 (Factur-X 1.0).
std::string factur_x_xml(const IssuedInvoice& invoice);

// The page a person reads, and the XML in it: PDF/A-3 with embedded fonts, its metadata and its output intent. Fails with pdf.library, pdf.font
// (file), pdf.failed.
util::Result<std::string> factur_x(const IssuedInvoice& invoice, util::Instant created);

} // namespace myatlas::formats
