#pragma once

#include "domain/invoices/einvoice.hpp"
#include "formats/xml/xml.hpp"

namespace myatlas::formats {

// A seller or a buyer, in either syntax.
domain::EInvoiceParty cii_party(const XmlElement& element);
domain::EInvoiceParty ubl_party(const XmlElement& element);

// Whether a party names a registration for tax other than a VAT identifier (BT-32).
bool is_registered(const XmlElement& party);

} // namespace myatlas::formats
