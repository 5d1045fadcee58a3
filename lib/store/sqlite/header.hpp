#pragma once

#include <filesystem>

#include "util/result.hpp"

namespace myatlas::store::sqlite {

// Looks at the first hundred bytes of the file without opening it as a database.
util::Outcome check_header(const std::filesystem::path& path);

} // namespace myatlas::store::sqlite
