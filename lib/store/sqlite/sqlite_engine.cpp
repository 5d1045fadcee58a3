#include "store/sqlite/sqlite_engine.hpp"

#include <unordered_map>
#include <utility>

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include "store/sqlite/bulk.hpp"
#include "store/sqlite/dialect.hpp"
#include "store/sqlite/errors.hpp"
#include "store/sqlite/header.hpp"
#include "store/sqlite/lent.hpp"
#include "store/sqlite/write_lock.hpp"

namespace myatlas::store::sqlite {

namespace fs = std::filesystem;

namespace {

constexpr int k_busy_milliseconds = 5'000;      // for a program that is not ours
constexpr std::int64_t k_lock_milliseconds = 60'000; // an import of millions of rows may hold the lock for seconds
constexpr int k_checkpoint_pages = 500;

// A statement prepared once; positions[i] is where SQLite puts $i+1.
struct Prepared
{
  std::unique_ptr<SQLite::Statement> statement;
  std::vector<int> positions;
};

class SqliteEngine final : public Engine
{
public:
  SqliteEngine(const fs::path& path, int flags, const fs::path& locked)
    : m_path(path), m_database(path.string(), flags, k_busy_milliseconds), m_lock(locked)
  {
    apply_profile();
  }

  std::vector<Row> query(std::string_view sql, Cells parameters) override;
  void for_each(std::string_view sql, Cells parameters, const std::function<bool(const Row&)>& each) override;
  void each_row(std::string_view sql, Cells parameters, const std::function<bool(Cells)>& each) override;
  std::int64_t execute(std::string_view sql, Cells parameters) override;
  void run_script(std::string_view sql) override { exec(to_sqlite(sql)); }
  std::unique_ptr<BulkWriter> bulk(const BulkTable& table, BulkMode mode) override;

  void begin_write() override;
  void begin_load() override;
  void commit() override;
  void roll_back() override;
  void back_up(const fs::path& path) override;
  void scrub() override;
  int schema_version() override { return static_cast<int>(query("pragma user_version", Cells{})[0].integer(0)); }
  void set_schema_version(int version) override { exec(fmt::format("pragma user_version = {}", version)); }

  void start_new_file();
  void use_wal();
  void wait_for_load();

private:
  void apply_profile();
  void exec(const std::string& sql);
  Prepared& prepare(std::string_view sql);
  void step_all(Prepared& prepared, Cells parameters, const std::function<bool(const Row&)>& each);
  void checkpoint_if_due();
  void begin_locked();
  bool journal_is(const char* mode);
  void end_load();

  fs::path m_path;
  SQLite::Database m_database;
  WriteLock m_lock;
  bool m_loading = false; // with a rollback journal
  std::unordered_map<std::string, Prepared> m_prepared;
};

void SqliteEngine::exec(const std::string& sql)
{
  require(m_database.tryExec(sql), m_database.getHandle(), m_path);
}

// Measured in reference/reliability 1.3: durable at every commit, and safe against a hostile file.
void SqliteEngine::apply_profile()
{
  sqlite3* handle = m_database.getHandle();
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
  exec("pragma cell_size_check = on; pragma mmap_size = 0; pragma synchronous = full; pragma wal_autocheckpoint = 0; "
       "pragma cache_size = -16384");
}

void SqliteEngine::start_new_file()
{
  exec(fmt::format("pragma application_id = {}", k_application_id));
  use_wal();
}

// A load that was killed leaves its rollback journal, which SQLite plays back, and the mode, which it does not.
void SqliteEngine::use_wal()
{
  exec("pragma journal_mode = wal; pragma synchronous = full");
}

// Another program's load may hold the file without a WAL: it is waited for, and what it left when it was killed is mended.
void SqliteEngine::wait_for_load()
{
  m_lock.take(k_lock_milliseconds);
  try {
    if (query("pragma journal_mode", Cells{}).at(0).text(0) != "wal") {
      use_wal();
    }
  } catch (...) {
    m_lock.release();
    throw;
  }
  m_lock.release();
}

Prepared& SqliteEngine::prepare(std::string_view sql)
{
  const auto found = m_prepared.find(std::string(sql));
  if (found != m_prepared.end()) {
    return found->second;
  }
  try {
    Prepared prepared{std::make_unique<SQLite::Statement>(m_database, std::string(sql)), {}};
    for (int i = 1; i <= prepared.statement->getBindParameterCount(); ++i) {
      prepared.positions.push_back(prepared.statement->getIndex(fmt::format("${}", i).c_str()));
    }
    return m_prepared.emplace(std::string(sql), std::move(prepared)).first->second;
  } catch (const SQLite::Exception& error) {
    throw failure(error.getErrorCode(), error.what(), m_path);
  }
}

void bind(SQLite::Statement& statement, int position, const Cell& value)
{
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    statement.bind(position, *number);
  } else if (const auto* text = std::get_if<std::string_view>(&value)) {
    statement.bind(position, std::string(*text));
  } else {
    statement.bind(position);
  }
}

Row row_of(const SQLite::Statement& statement)
{
  std::vector<Row::Value> values;
  for (int i = 0; i < statement.getColumnCount(); ++i) {
    const SQLite::Column column = statement.getColumn(i);
    if (column.isInteger()) {
      values.emplace_back(column.getInt64());
    } else if (column.isNull()) {
      values.emplace_back();
    } else {
      values.emplace_back(column.getString());
    }
  }
  return Row(std::move(values));
}

void SqliteEngine::step_all(Prepared& prepared, Cells parameters, const std::function<bool(const Row&)>& each)
{
  SQLite::Statement& statement = *prepared.statement;
  statement.tryReset();
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    bind(statement, prepared.positions[i], parameters[i]);
  }
  int result = statement.tryExecuteStep();
  while (result == SQLITE_ROW) {
    result = !each || each(row_of(statement)) ? statement.tryExecuteStep() : SQLITE_DONE;
  }
  const std::string reason = result == SQLITE_DONE ? "" : m_database.getErrorMsg();
  statement.tryReset();
  if (result != SQLITE_DONE) {
    throw failure(result, reason, m_path);
  }
}

void SqliteEngine::for_each(std::string_view sql, Cells parameters, const std::function<bool(const Row&)>& each)
{
  step_all(prepare(sql), parameters, each);
}

// Straight from SQLite's own memory, by a statement of its own: the wrapper's columns are copies.
void SqliteEngine::each_row(std::string_view sql, Cells parameters, const std::function<bool(Cells)>& each)
{
  sqlite3_stmt* made = nullptr;
  require(sqlite3_prepare_v2(m_database.getHandle(), sql.data(), static_cast<int>(sql.size()), &made, nullptr),
          m_database.getHandle(), m_path);
  const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> statement(made, sqlite3_finalize);
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    bind_lent(made, sqlite3_bind_parameter_index(made, fmt::format("${}", i + 1).c_str()), parameters[i]);
  }
  std::vector<Cell> cells(static_cast<std::size_t>(sqlite3_column_count(made)));
  int result = sqlite3_step(made);
  while (result == SQLITE_ROW) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      cells[i] = lent_cell(made, static_cast<int>(i));
    }
    result = each(cells) ? sqlite3_step(made) : SQLITE_DONE;
  }
  require(result, m_database.getHandle(), m_path);
}

std::vector<Row> SqliteEngine::query(std::string_view sql, Cells parameters)
{
  std::vector<Row> rows;
  step_all(prepare(sql), parameters, [&](const Row& row) {
    rows.push_back(row);
    return true;
  });
  return rows;
}

std::int64_t SqliteEngine::execute(std::string_view sql, Cells parameters)
{
  step_all(prepare(sql), parameters, {});
  return sqlite3_changes64(m_database.getHandle());
}

std::unique_ptr<BulkWriter> SqliteEngine::bulk(const BulkTable& table, BulkMode mode)
{
  return make_bulk_writer(m_database.getHandle(), m_path, table, mode);
}

void SqliteEngine::begin_locked()
{
  try {
    exec("begin immediate");
  } catch (...) {
    end_load();
    m_lock.release();
    throw;
  }
}

void SqliteEngine::begin_write()
{
  m_lock.take(k_lock_milliseconds);
  begin_locked();
}

// The journal's mode after asking for `mode`: another program that has the file open can refuse.
bool SqliteEngine::journal_is(const char* mode)
{
  sqlite3_busy_timeout(m_database.getHandle(), 0);
  bool granted = false;
  try {
    granted = query(fmt::format("pragma journal_mode = {}", mode), Cells{}).at(0).text(0) == mode;
  } catch (const util::MachineError&) {
    // Busy: it stays as it is.
  }
  sqlite3_busy_timeout(m_database.getHandle(), k_busy_milliseconds);
  return granted;
}

// A store with next to nothing in it is filled with a rollback journal: pages are written once and not through the WAL, and
// there is next to nothing to put into the journal (1.2 x the rows a second, tests/bench). Readers wait meanwhile. `extra`
// makes the end of the journal durable, as a WAL is by `full`.
void SqliteEngine::begin_load()
{
  constexpr std::int64_t k_few_pages = 4096; // 16 MiB: what it holds is little beside a file worth loading (tests/bench)
  m_lock.take(k_lock_milliseconds);
  if (!m_path.empty() && m_path != ":memory:" && query("pragma page_count", Cells{}).at(0).integer(0) < k_few_pages) {
    m_loading = journal_is("delete");
    exec(m_loading ? "pragma synchronous = extra" : "pragma synchronous = full");
  }
  begin_locked();
}

void SqliteEngine::end_load()
{
  if (std::exchange(m_loading, false)) {
    use_wal();
  }
}

void SqliteEngine::commit()
{
  try {
    exec("commit");
  } catch (...) {
    roll_back();
    throw;
  }
  end_load();
  checkpoint_if_due();
  m_lock.release();
}

void SqliteEngine::roll_back()
{
  m_database.tryExec("rollback");
  end_load();
  m_lock.release();
}

// In one step: small ones starve beside a writer (reference/reliability 1.2, P9).
void SqliteEngine::back_up(const fs::path& path)
{
  if (const util::Outcome made = util::write_file(path, ""); !made) {
    throw util::MachineError(made.error());
  }
  try {
    SQLite::Database copy(path.string(), SQLite::OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW);
    const int result = SQLite::Backup(copy, m_database).executeStep();
    if (result != SQLITE_DONE) {
      throw failure(result, "backup", path);
    }
  } catch (const SQLite::Exception& error) {
    throw failure(error.getErrorCode(), error.what(), path);
  }
}

// The file is written anew from what it holds, and the journal with the old pages is cut. VACUUM attaches the new file.
void SqliteEngine::scrub()
{
  m_prepared.clear(); // a statement that is open would keep the file as it is
  m_lock.take(k_lock_milliseconds);
  const int none = sqlite3_limit(m_database.getHandle(), SQLITE_LIMIT_ATTACHED, 1);
  const int vacuumed = m_database.tryExec("vacuum");
  const int cut = sqlite3_wal_checkpoint_v2(m_database.getHandle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
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
    sqlite3_wal_checkpoint_v2(m_database.getHandle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  }
}

// The folder's links are followed, the file's own never.
fs::path resolved(const fs::path& path)
{
  std::error_code failed;
  const fs::path folder = fs::canonical(path.has_parent_path() ? path.parent_path() : fs::path("."), failed);
  return failed ? path : folder / path.filename();
}

// A maker killed while it wrote the first page leaves a journal that takes the page back when the file is opened: a store
// without a version is begun again.
util::Result<std::unique_ptr<Engine>> opened(const fs::path& path, bool fresh, Access access, Lock lock)
{
  const int flags = SQLite::OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX | (fresh ? SQLite::OPEN_CREATE : 0);
  try {
    auto engine = std::make_unique<SqliteEngine>(path, flags, path);
    if (!fresh && access == Access::write && lock == Lock::free) {
      engine->wait_for_load();
    }
    if (fresh || (access == Access::write && engine->schema_version() == 0)) {
      engine->start_new_file();
    }
    return std::unique_ptr<Engine>(std::move(engine));
  } catch (const SQLite::Exception& error) {
    return failure(error.getErrorCode(), error.what(), path).error();
  }
}

} // namespace

util::Result<std::unique_ptr<Engine>> open_file(const fs::path& given, Access access, Lock lock)
{
  if (access == Access::write) {
    if (const util::Outcome folder = util::make_private_folder(given.parent_path()); !folder) {
      return util::Error{"store.unwritable", {given.string(), folder.error().args[0]}};
    }
  }
  const fs::path path = resolved(given);
  // Nothing in it and no key beside it: a maker was killed at its first step. With a key it is a store that lost its content.
  const bool begun = fs::is_regular_file(fs::symlink_status(path)) && fs::file_size(path) == 0 && !fs::exists(path.string() + "-key");
  const bool fresh = !fs::exists(fs::symlink_status(path)) || (begun && access == Access::write && fs::exists(path.string() + "-lock"));
  if (fresh && access == Access::read) {
    return util::Error{"store.missing", {given.string()}};
  }
  const util::Outcome ours = fresh ? util::Outcome(util::Done{}) : check_header(path);
  return ours ? opened(path, fresh, access, lock) : util::Result<std::unique_ptr<Engine>>(ours.errors());
}

std::unique_ptr<Engine> open_memory()
{
  return std::make_unique<SqliteEngine>(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, fs::path{});
}

} // namespace myatlas::store::sqlite
