#pragma once

#include <string>
#include <string_view>

#include "util/result.hpp"

namespace myatlas::formats {

// Readers allow for bytes before its mark.
inline bool is_pdf(std::string_view bytes)
{
  return bytes.substr(0, 1024).find("%PDF-") != bytes.npos;
}

// The XML an invoice as PDF carries (Factur-X, ZUGFeRD 2): the embedded file of one of its names.
// Read by qpdf in a process of its own, with so much memory and time. "pdf.library" (name),
// "pdf.broken", "pdf.encrypted", "pdf.costly", "einvoice.no_xml", "einvoice.zugferd_1",
// "einvoice.attachment" (why it cannot be unpacked).
util::Result<std::string> invoice_xml_in(std::string_view pdf);

// What that process does, in this one, bounded by nothing: for who bounds it otherwise, as a
// fuzzer, which has to see it crash.
util::Result<std::string> unbounded_invoice_xml_in(std::string_view pdf);

} // namespace myatlas::formats
