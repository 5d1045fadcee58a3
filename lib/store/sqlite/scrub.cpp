#include <sqlite3.h>

#include "store/sqlite/errors.hpp"
#include "store/sqlite/page_sums.hpp"
#include "store/sqlite/sqlite_engine.hpp"

// When old pages leave the file and its journal.
namespace myatlas::store::sqlite {

namespace fs = std::filesystem;

static constexpr int k_checkpoint_pages = 500;

// The file is written anew from what it holds, and the journal with the old pages is cut. VACUUM
// attaches the new file.
void SqliteEngine::scrub()
{
  m_prepared.clear(); // a statement that is open would keep the file as it is
  take_lock();
  int reserve = k_sum_bytes; // a store from before there were sums gets room for them
  sqlite3_file_control(m_database.getHandle(), "main", SQLITE_FCNTL_RESERVE_BYTES, &reserve);
  const int none = sqlite3_limit(m_database.getHandle(), SQLITE_LIMIT_ATTACHED, 1);
  const int vacuumed = m_database.tryExec("vacuum");
  const int cut = sqlite3_wal_checkpoint_v2(m_database.getHandle(), nullptr,
                                            SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  sqlite3_limit(m_database.getHandle(), SQLITE_LIMIT_ATTACHED, none);
  m_lock.release();
  require(vacuumed == SQLITE_OK ? cut : vacuumed, m_database.getHandle(), m_path);
}

// Under the lock, never on close: see write_lock.hpp. A failure only leaves the journal longer.
void SqliteEngine::checkpoint_if_due()
{
  std::error_code missing;
  const auto bytes = fs::file_size(m_path.string() + "-wal", missing);
  if (!missing && bytes > static_cast<std::uintmax_t>(k_checkpoint_pages) * 4096) {
    checkpoint();
  }
}

// A failure only leaves the journal longer.
void SqliteEngine::checkpoint()
{
  sqlite3_wal_checkpoint_v2(m_database.getHandle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr,
                            nullptr);
}

} // namespace myatlas::store::sqlite
