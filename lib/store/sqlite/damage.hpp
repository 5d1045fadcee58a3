#pragma once

#include <filesystem>
#include <functional>

#include "store/engine.hpp"

struct sqlite3;

namespace myatlas::store::sqlite {

// Reads every page of the file and every frame of its WAL and compares them with their checksums,
// then has SQLite check what they make up; or the pages alone. The caller keeps writers away until
// `pages_done`.
Damage find_damage(sqlite3* handle, const std::filesystem::path& path, Look look,
                   const std::function<void()>& pages_done);

// The pages of a file that SQLite refuses to open, by their checksums alone.
Damage find_damaged_pages(const std::filesystem::path& path);

} // namespace myatlas::store::sqlite
