#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "util/result.hpp"

namespace myatlas::cli {

// The files an import is given, a folder's own in the order of their names. The PDFs beside a file
// of invoices are those it names; a folder without one is of invoices as data.
// "import.empty_folder".
util::Result<std::vector<std::string>> files_meant(const std::vector<std::string>& given,
                                                   bool invoices);

bool is_einvoice_file(const std::filesystem::path& path); // by its name

} // namespace myatlas::cli
