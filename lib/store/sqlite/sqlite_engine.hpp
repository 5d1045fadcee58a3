#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <SQLiteCpp/Database.h>

#include <sys/types.h>

#include "store/engine.hpp"
#include "store/sqlite/bulk_lane.hpp"
#include "store/sqlite/write_lock.hpp"

struct sqlite3_stmt;

namespace myatlas::store::sqlite {

constexpr int k_busy_milliseconds = 5'000; // for a program that is not ours
constexpr std::int64_t k_lock_milliseconds =
  60'000; // an import of millions of rows may hold the lock for seconds

struct FinalizeStatement
{
  void operator()(sqlite3_stmt* statement) const;
};

// Not SQLiteCpp's: its columns share their statement, which is counted for each value of each row.
using StatementHandle = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

// A statement prepared once; positions[i] is where SQLite puts $i+1.
struct Prepared
{
  StatementHandle statement;
  std::vector<int> positions;
};

class SqliteEngine final : public Engine
{
public:
  SqliteEngine(const std::filesystem::path& path, int flags, WriteLock lock);
  ~SqliteEngine() override;

  std::vector<Row> query(std::string_view sql, Cells parameters) override;
  void for_each(std::string_view sql, Cells parameters,
                const std::function<bool(const Row&)>& each) override;
  void each_row(std::string_view sql, Cells parameters,
                const std::function<bool(Cells)>& each) override;
  std::int64_t execute(std::string_view sql, Cells parameters) override;
  void run_script(std::string_view sql) override;
  std::unique_ptr<BulkWriter> bulk(const BulkTable& table, BulkMode mode) override;

  void hold() override { take_lock(); }
  void let_go() override { m_lock.release(); }
  void begin_write() override;
  void begin_load() override;
  void commit() override;
  void roll_back() override;
  void begin_part() override { exec("savepoint part"); }
  void keep_part() override { exec("release part"); }
  void undo_part() override { exec("rollback to part; release part"); }
  void back_up(const std::filesystem::path& path, Role role) override;
  void scrub() override;
  Damage find_damage(Look look) override;
  std::vector<std::pair<std::string, std::string>> text_columns() override;
  std::int64_t bytes() override;
  bool may_write() override { return true; } // whoever has opened it so: see is_own
  int schema_version() override;
  Schema schema() override;
  void set_schema_version(int version) override;

  void start_new_file(int application_id);
  void use_wal();
  void wait_for_load();

private:
  bool is_file() const; // not a store in memory
  bool has_few_pages();
  void use_wal_again();
  void apply_profile();
  void exec(const std::string& sql);
  using TakeRow = std::function<bool(Row&&)>;
  StatementHandle compiled(std::string_view sql);
  Prepared& prepare(std::string_view sql);
  void step_all(Prepared& prepared, Cells parameters, const TakeRow& take);
  void checkpoint_if_due();
  void take_lock();
  void begin_locked();
  void checkpoint();
  bool journal_is(const char* mode);
  void end_load();

  std::filesystem::path m_path;
  SQLite::Database m_database;
  WriteLock m_lock;
  std::pair<dev_t, ino_t> m_identity; // of the file that was opened
  bool m_loading = false;             // with a rollback journal
  bool m_wrote = false;
  std::unordered_map<std::string, Prepared> m_prepared;
  BulkLane m_lane{m_database.getHandle()};
};

} // namespace myatlas::store::sqlite
