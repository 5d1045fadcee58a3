#pragma once

#include <string>
#include <vector>

#include "formats/dsn/dsn.hpp"

namespace myatlas::services {

// The declarations of some DSN files, and of folders with those in them, by their names. All that
// is wrong at once: dsn.empty_folder (path), and as read_dsn and open_regular fail.
util::Result<std::vector<formats::DsnDeclaration>>
read_dsn_files(const std::vector<std::string>& paths);

bool has_folder(const std::vector<std::string>& paths);

} // namespace myatlas::services
