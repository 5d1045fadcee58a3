#include <algorithm>
#include <cerrno>

#include <SQLiteCpp/Backup.h>
#include <sqlite3.h>

#include <fcntl.h>

#include "store/sqlite/damage.hpp"
#include "store/sqlite/dialect.hpp"
#include "store/sqlite/errors.hpp"
#include "store/sqlite/file_header.hpp"
#include "store/sqlite/page_sums.hpp"
#include "store/sqlite/sqlite_engine.hpp"
#include "util/file.hpp"

// What is asked of a file as a whole: a copy, its schema, its damage.
namespace myatlas::store::sqlite {

namespace fs = std::filesystem;

namespace {

// The version and every row of the schema in one statement, so that no migration comes between.
// A row of a schema that was tampered with may hold nulls.
constexpr std::string_view k_schema_sql =
  "select 0, user_version, '', '' from pragma_user_version union all "
  "select 1, 0, coalesce(type, '') || ' ' || coalesce(name, ''), coalesce(tbl_name, '') || ' ' || "
  "coalesce(sql, '') "
  "from sqlite_schema";

// An empty file in the place of what stood there: a copy that was cut off, with its journals, or
// what somebody put there who knew the name.
void make_anew(const fs::path& path)
{
  for (const char* end : {"", "-journal", "-wal"}) {
    std::error_code absent;
    fs::remove(path.string() + end, absent);
  }
  const util::FileHandle file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!file) {
    const bool is_of_folder = errno == EACCES || errno == EPERM || errno == ENOENT;
    throw util::MachineError(is_of_folder ? util::Error{"file.cannot_create", {path.string()}}
                                          : util::system_error(path, errno));
  }
}

} // namespace

// In one step: small ones starve beside a writer (doc/sources/durability.md).
void SqliteEngine::back_up(const fs::path& given, Role role)
{
  const fs::path path = util::in_real_folder(given); // SQLite is told to follow no link at all
  make_anew(path);
  try {
    SQLite::Database copy(path.string(), SQLite::OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, 0,
                          page_sums_vfs());
    int reserve =
      -1; // asks: a store from before there were sums has other bytes where they would stand
    sqlite3_file_control(m_database.getHandle(), "main", SQLITE_FCNTL_RESERVE_BYTES, &reserve);
    if (reserve == static_cast<int>(k_sum_bytes)) {
      expect_sums(copy.getHandle()); // pages may reach the file before the first, which tells
    }
    const int result = SQLite::Backup(copy, m_database).executeStep();
    if (result != SQLITE_DONE) {
      throw failure(result, "backup", path);
    }
    copy.exec("pragma application_id = " + std::to_string(application_id(role)));
    require(copy.tryExec("pragma journal_mode = delete"), copy.getHandle(), path);
  } catch (const SQLite::Exception& error) {
    throw failure(error.getErrorCode(), error.what(), path);
  }
}

std::int64_t SqliteEngine::bytes()
{
  std::error_code absent;
  const auto size = fs::file_size(m_path, absent);
  return absent ? 0 : static_cast<std::int64_t>(size);
}

Schema SqliteEngine::schema()
{
  Schema found;
  for_each(k_schema_sql, Cells{}, [&](const Row& row) {
    if (row.integer(0) == 0) {
      found.version = static_cast<int>(row.integer(1));
    } else {
      found.objects.push_back({row.text(2), plain_text(row.text(3))});
    }
    return true;
  });
  std::ranges::sort(found.objects);
  return found;
}

// While pages are read the lock is held, so that no checkpoint moves them. On a medium that cannot
// be written there is no lock, and nobody to keep away.
Damage SqliteEngine::find_damage(Look look)
{
  try {
    m_lock.take(k_lock_milliseconds);
  } catch (const util::MachineError& error) {
    if (error.error().code != "store.unwritable" && error.error().code != "store.no_locks") {
      throw;
    }
  }
  return sqlite::find_damage(m_database.getHandle(), m_path, look, [this] { m_lock.release(); });
}

} // namespace myatlas::store::sqlite
