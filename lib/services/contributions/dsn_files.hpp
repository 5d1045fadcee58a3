#pragma once

#include <string>
#include <vector>

#include "services/contributions/dsn_employers.hpp"

namespace myatlas::services {

// What DSN files and folders of them declare, the files of a folder by their names:
// dsn.empty_folder (path), and as formats::read_dsn fails.
util::Result<std::vector<formats::DsnDeclaration>>
read_dsn_files(const std::vector<std::string>& paths);

bool has_dsn_folder(const std::vector<std::string>& paths);

} // namespace myatlas::services
