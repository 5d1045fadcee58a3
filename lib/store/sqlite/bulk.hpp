#pragma once

#include <filesystem>
#include <memory>

#include "store/engine.hpp"
#include "store/sqlite/bulk_lane.hpp"

struct sqlite3;

namespace myatlas::store::sqlite {

// Writes rows in blocks on a thread of its own while the caller reads the next block. SQLite takes
// a whole block from a virtual table in one statement: binding and stepping one for each row cannot
// pass half of that rate (tests/bench). Between put and rest or settle the caller may not use the
// connection. Writers of several tables share one lane.
std::unique_ptr<BulkWriter> make_bulk_writer(sqlite3* handle, const std::filesystem::path& path,
                                             const BulkTable& table, BulkMode mode, BulkLane& lane);

} // namespace myatlas::store::sqlite
