#pragma once

#include <cstdint>
#include <span>

struct sqlite3;

namespace myatlas::store::sqlite {

// SQLite has no checksum of its own: a flipped bit is a payroll nobody declared. Each page of a
// store's main file ends with the XXH3 of the rest of it and of its number, in the eight bytes a
// page may keep in reserve. They are written by a VFS between SQLite and the system's, and checked
// where damage is looked for. Pages in the WAL have SQLite's own checksums. In memory, and so in a
// WAL that another program writes back, the eight bytes are zeros: a page without a sum, not a
// damaged one.
constexpr std::size_t k_sum_bytes = 8;

const char* page_sums_vfs(); // its name, registered

enum class Sum
{
  holds,
  none, // eight zeros
  wrong,
};
Sum look_at_sum(std::span<const unsigned char> page, std::uint32_t number);

// The pages of this connection's main file get sums from now on, whether or not its first page was
// seen: for a new file.
void expect_sums(sqlite3* handle);

// A page as it stands in the file, 1 the first; SQLite's result. SQLITE_IOERR_SHORT_READ where the
// file ends before it.
int read_raw(sqlite3* handle, std::uint32_t number, std::span<unsigned char> page);

} // namespace myatlas::store::sqlite
