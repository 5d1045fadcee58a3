#pragma once

#include <filesystem>

#include "util/result.hpp"

namespace myatlas::store::sqlite {

// "MYAT", in the header of every store.
constexpr int k_application_id = 0x4D594154;

// Looks at the first hundred bytes of the file without opening it as a database.
util::Outcome check_header(const std::filesystem::path& path);

} // namespace myatlas::store::sqlite
