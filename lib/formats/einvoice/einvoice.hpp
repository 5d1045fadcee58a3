#pragma once

#include <string_view>

#include "domain/invoices/einvoice.hpp"
#include "formats/json/json.hpp"
#include "formats/text/csv_options.hpp"
#include "formats/xml/xml.hpp"

namespace myatlas::formats {

// Reads an invoice as data from its bytes: a PDF that embeds one, CII or UBL. Fails with pdf.*,
// xml.*, einvoice.no_xml, einvoice.zugferd_1, einvoice.attachment, einvoice.root (what the document
// is), einvoice.date (term, text), einvoice.amount (term, text): a value that cannot be read is not
// left out.
util::Result<domain::EInvoice> read_einvoice(std::string_view bytes,
                                             XmlReading reading = XmlReading::isolated);

// Whether a file is none of those, and no damaged one either: a PDF without data, an image.
bool is_plain_document(const util::Error& why);

// The invoice as a file of one row that import takes, naming `file`; and how to read it.
std::string einvoice_as_csv(const domain::EInvoice& invoice, const std::string& file,
                            const std::string& replaces);
CsvOptions einvoice_csv_options();

Json to_json(const domain::EInvoice& invoice);

} // namespace myatlas::formats
