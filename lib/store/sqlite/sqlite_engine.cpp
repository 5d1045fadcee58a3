#include "store/sqlite/sqlite_engine.hpp"

#include <utility>

#include <fmt/format.h>
#include <sqlite3.h>

#include <sys/stat.h>

#include "store/sqlite/bulk.hpp"
#include "store/sqlite/cells.hpp"
#include "store/sqlite/dialect.hpp"
#include "store/sqlite/errors.hpp"
#include "store/sqlite/page_sums.hpp"

namespace myatlas::store::sqlite {

namespace fs = std::filesystem;

namespace {

std::pair<dev_t, ino_t> identity_of(const fs::path& path)
{
  struct stat facts = {};
  return ::stat(path.c_str(), &facts) == 0 ? std::pair(facts.st_dev, facts.st_ino)
                                           : std::pair<dev_t, ino_t>{};
}

// SQLite reads a file as one that nobody changes, and looks at nothing beside it, when its name
// says so as a URI.
std::string name_for(const fs::path& path, int flags)
{
  if ((flags & SQLITE_OPEN_URI) == 0) {
    return path.string();
  }
  std::string uri = "file:";
  for (const char c : fs::absolute(path).string()) {
    const bool is_plain =
      (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '/';
    uri += is_plain ? std::string(1, c) : fmt::format("%{:02x}", static_cast<unsigned char>(c));
  }
  return uri + "?immutable=1";
}

// Where SQLite puts what a statement calls $n.
int position_of(sqlite3_stmt* statement, int n)
{
  return sqlite3_bind_parameter_index(statement, fmt::format("${}", n).c_str());
}

Row row_of(sqlite3_stmt* statement)
{
  const int count = sqlite3_column_count(statement);
  std::vector<Row::Value> values;
  values.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    const Cell cell = lent_cell(statement, i);
    if (const auto* text = std::get_if<std::string_view>(&cell)) {
      values.emplace_back(std::string(*text));
    } else if (const auto* number = std::get_if<std::int64_t>(&cell)) {
      values.emplace_back(*number);
    } else {
      values.emplace_back();
    }
  }
  return Row(std::move(values));
}

} // namespace

void FinalizeStatement::operator()(sqlite3_stmt* statement) const
{
  sqlite3_finalize(statement);
}

SqliteEngine::SqliteEngine(const fs::path& path, int flags, WriteLock lock)
  : m_path(path), m_database(name_for(path, flags), flags, k_busy_milliseconds,
                             path == ":memory:" ? "" : page_sums_vfs()),
    m_lock(std::move(lock)), m_identity(identity_of(path))
{
  apply_profile();
}

// What was written goes to the main file, so that the file alone is the store when nobody is at
// work.
SqliteEngine::~SqliteEngine()
{
  try {
    if (m_wrote && !m_path.empty() && m_lock.try_take()) {
      sqlite3_busy_timeout(m_database.getHandle(), 0);
      checkpoint();
      m_lock.release();
    }
  } catch (const std::bad_alloc&) {
    // It stays in the journal, as safe there; the lock goes with its file.
  }
}

void SqliteEngine::exec(const std::string& sql)
{
  require(m_database.tryExec(sql), m_database.getHandle(), m_path);
}

void SqliteEngine::run_script(std::string_view sql)
{
  exec(to_sqlite(sql));
}

std::vector<std::pair<std::string, std::string>> SqliteEngine::text_columns()
{
  std::vector<std::pair<std::string, std::string>> columns;
  for (const Row& row :
       Engine::query("select s.name, c.name from sqlite_schema s join pragma_table_info(s.name) c "
                     "where s.type = 'table' and lower(c.type) = 'text' order by 1, 2")) {
    columns.emplace_back(row.text(0), row.text(1));
  }
  return columns;
}

int SqliteEngine::schema_version()
{
  return static_cast<int>(query("pragma user_version", Cells{})[0].integer(0));
}

void SqliteEngine::set_schema_version(int version)
{
  exec(fmt::format("pragma user_version = {}", version));
}

// Measured (doc/sources/durability.md): durable at every commit, and safe against a hostile file.
static constexpr std::pair<int, int> k_profile[] = {{SQLITE_DBCONFIG_DEFENSIVE, 1},
                                                    {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
                                                    {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
                                                    {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1}};

void SqliteEngine::apply_profile()
{
  sqlite3* handle = m_database.getHandle();
  for (const auto& [setting, value] : k_profile) {
    sqlite3_db_config(handle, setting, value, nullptr);
  }
  sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
  exec("pragma cell_size_check = on; pragma mmap_size = 0; pragma synchronous = full; pragma "
       "wal_autocheckpoint = 0; "
       "pragma cache_size = -16384");
}

void SqliteEngine::start_new_file(int application_id)
{
  int reserve = k_sum_bytes;
  sqlite3_file_control(m_database.getHandle(), "main", SQLITE_FCNTL_RESERVE_BYTES, &reserve);
  expect_sums(m_database.getHandle());
  exec(fmt::format("pragma application_id = {}", application_id));
  use_wal();
}

// A load that was killed leaves its rollback journal, which SQLite plays back, and the mode, which
// it does not.
void SqliteEngine::use_wal()
{
  exec("pragma journal_mode = wal; pragma synchronous = full");
}

// Another program's load may hold the file without a WAL: it is waited for, and what it left when
// it was killed is mended.
void SqliteEngine::wait_for_load()
{
  m_lock.take(k_lock_milliseconds);
  try {
    use_wal_again();
  } catch (...) {
    m_lock.release();
    throw;
  }
  m_lock.release();
}

void SqliteEngine::use_wal_again()
{
  if (query("pragma journal_mode", Cells{}).at(0).text(0) != "wal") {
    use_wal();
  }
}

StatementHandle SqliteEngine::compiled(std::string_view sql)
{
  sqlite3_stmt* made = nullptr;
  require(sqlite3_prepare_v2(m_database.getHandle(), sql.data(), static_cast<int>(sql.size()),
                             &made, nullptr),
          m_database.getHandle(), m_path);
  return StatementHandle(made);
}

Prepared& SqliteEngine::prepare(std::string_view sql)
{
  const auto found = m_prepared.find(std::string(sql));
  if (found != m_prepared.end()) {
    return found->second;
  }
  Prepared prepared{.statement = compiled(sql), .positions = {}};
  const int count = sqlite3_bind_parameter_count(prepared.statement.get());
  for (int i = 1; i <= count; ++i) {
    prepared.positions.push_back(position_of(prepared.statement.get(), i));
  }
  return m_prepared.emplace(std::string(sql), std::move(prepared)).first->second;
}

void SqliteEngine::step_all(Prepared& prepared, Cells parameters, const TakeRow& take)
{
  sqlite3_stmt* statement = prepared.statement.get();
  sqlite3_reset(statement);
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    bind_lent(statement, prepared.positions[i], parameters[i]);
  }
  int result = sqlite3_step(statement);
  while (result == SQLITE_ROW) {
    result = !take || take(row_of(statement)) ? sqlite3_step(statement) : SQLITE_DONE;
  }
  const std::string reason = result == SQLITE_DONE ? "" : m_database.getErrorMsg();
  sqlite3_reset(statement);
  if (result != SQLITE_DONE) {
    throw failure(result, reason, m_path);
  }
}

void SqliteEngine::for_each(std::string_view sql, Cells parameters,
                            const std::function<bool(const Row&)>& each)
{
  step_all(prepare(sql), parameters, [&](Row&& row) { return each(row); });
}

// Straight from SQLite's own memory, by a statement of its own: it may be asked again meanwhile.
void SqliteEngine::each_row(std::string_view sql, Cells parameters,
                            const std::function<bool(Cells)>& each)
{
  const StatementHandle kept = compiled(sql);
  sqlite3_stmt* statement = kept.get();
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    bind_lent(statement, position_of(statement, static_cast<int>(i) + 1), parameters[i]);
  }
  std::vector<Cell> cells(static_cast<std::size_t>(sqlite3_column_count(statement)));
  int result = sqlite3_step(statement);
  while (result == SQLITE_ROW) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      cells[i] = lent_cell(statement, static_cast<int>(i));
    }
    result = each(cells) ? sqlite3_step(statement) : SQLITE_DONE;
  }
  require(result, m_database.getHandle(), m_path);
}

std::vector<Row> SqliteEngine::query(std::string_view sql, Cells parameters)
{
  std::vector<Row> rows;
  step_all(prepare(sql), parameters, [&](Row&& row) {
    rows.push_back(std::move(row));
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
  return make_bulk_writer(m_database.getHandle(), m_path, table, mode, m_lane);
}

// A store that was put in place of the opened one meanwhile would not get what is written.
void SqliteEngine::take_lock()
{
  m_lock.take(k_lock_milliseconds);
  if (is_file() && identity_of(m_path) != m_identity) {
    m_lock.release();
    throw util::MachineError(util::Error{"store.replaced", {m_path.string()}});
  }
}

bool SqliteEngine::is_file() const
{
  return !m_path.empty() && m_path != ":memory:";
}

void SqliteEngine::begin_locked()
{
  m_wrote = true;
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
  take_lock();
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

// A store with next to nothing in it is filled with a rollback journal: pages are written once and
// not through the WAL, and there is next to nothing to put into the journal (1.2 x the rows a
// second, tests/bench). Readers wait meanwhile. `extra` makes the end of the journal durable, as a
// WAL is by `full`.
void SqliteEngine::begin_load()
{
  take_lock();
  if (is_file() && has_few_pages()) {
    m_loading = journal_is("delete");
    exec(m_loading ? "pragma synchronous = extra" : "pragma synchronous = full");
  }
  begin_locked();
}

bool SqliteEngine::has_few_pages()
{
  constexpr std::int64_t k_few_pages =
    4096; // 16 MiB: what it holds is little beside a file worth loading (tests/bench)
  return query("pragma page_count", Cells{}).at(0).integer(0) < k_few_pages;
}

void SqliteEngine::end_load()
{
  if (std::exchange(m_loading, false)) {
    try {
      use_wal();
    } catch (const util::MachineError&) {
      // A reader holds the file: it stays as it is, whole, and the next writer mends the mode.
    }
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

} // namespace myatlas::store::sqlite
