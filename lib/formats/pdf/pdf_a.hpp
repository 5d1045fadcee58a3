#pragma once

#include <string>

#include "util/clock.hpp"
#include "util/result.hpp"

namespace myatlas::formats {

// A PDF of grey text made PDF/A-3 (ISO 19005-3) that carries an invoice as data: the XML embedded
// as factur-x.xml and associated with the whole, metadata that say so (XMP, Factur-X 1.0, EN
// 16931), an output intent of grey. By qpdf, loaded when needed. pdf.library, pdf.failed.
util::Result<std::string> as_factur_x(const std::string& pdf, const std::string& xml,
                                      const std::string& title, const std::string& author,
                                      util::Instant created);

} // namespace myatlas::formats
