#pragma once

#include <string>
#include <string_view>

#include "operations/operation.hpp"
#include "outcomes.hpp"

namespace myatlas::cli {

// A result as a file of its own, whole or not at all; what stood there and differs is kept beside
// it, as "<path>.bak".
Outcome write_result(const std::string& path, std::string_view content);

// Whether one can be made there, asked before anything is done. Fails as NewFile::create.
Outcome check_result_place(const std::string& path);

// The same for a PDF that may not have come about: of an answer, where it has one.
Outcome write_pdf_of(const operations::Answer& answer, const std::string& path);
Outcome write_pdf(const Result<std::string>& pdf, const std::string& path);

} // namespace myatlas::cli
