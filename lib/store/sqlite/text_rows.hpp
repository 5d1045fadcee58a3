#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

struct sqlite3;

namespace myatlas::store::sqlite {

// Each row of the answer, every value as text, "" for null. Throws as require() does, and
// std::bad_alloc; `each` may throw, for nothing of SQLite's stands between.
void each_text_row(sqlite3* handle, const std::filesystem::path& path, const std::string& sql,
                   const std::function<void(std::vector<std::string>)>& each);

} // namespace myatlas::store::sqlite
