#pragma once

#include <filesystem>
#include <string>

#include "util/result.hpp"

struct sqlite3;

namespace myatlas::store::sqlite {

// SQLite's result as the store's own failure: store.locked, disk.full, store.unwritable,
// store.corrupt, store.io, and store.engine for what can only be a bug.
util::MachineError failure(int result, const std::string& reason,
                           const std::filesystem::path& path);

// Throws unless the result is SQLITE_OK, SQLITE_ROW or SQLITE_DONE.
void require(int result, sqlite3* handle, const std::filesystem::path& path);

} // namespace myatlas::store::sqlite
