#pragma once

#include <functional>
#include <string>
#include <vector>

#include "formats/dsn/dsn_declaration.hpp"

namespace myatlas::services {

inline constexpr std::size_t k_most_dsn_bytes = std::size_t{512} * 1024 * 1024;

// The text of a file by its name.
using TextOfFile = std::function<util::Result<std::string>(const std::string&)>;

// The declarations of some DSN files, one after the other. All that is wrong at once, as `text_of`
// and read_dsn fail.
util::Result<std::vector<formats::DsnDeclaration>>
read_dsn_files(const std::vector<std::string>& names, const TextOfFile& text_of);

} // namespace myatlas::services
