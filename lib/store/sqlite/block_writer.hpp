#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "store/engine.hpp"
#include "store/sqlite/bulk_lane.hpp"
#include "store/sqlite/rows_table.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace myatlas::store::sqlite {

// Writes blocks of rows to one table, each by one or a few statements over the whole block.
// A table that is empty is filled without its indexes, which are built at the end; that of the key
// only leaves when rows come out of its order. A filled one is asked first, in the order of the
// key, which rows it has and whether they differ: only what is new or changed then goes into a
// statement that writes.
class BlockWriter
{
public:
  BlockWriter(sqlite3* handle, std::filesystem::path path, const BulkTable& table, BulkLane& lane);
  ~BlockWriter();
  BlockWriter(const BlockWriter&) = delete;
  BlockWriter& operator=(const BlockWriter&) = delete;

  bool table_is_empty();
  void begin();
  bool is_filling() const { return m_filling; } // an empty table
  void write(RowBlock& block);
  void end(); // indexes and foreign keys are again as they were

  std::int64_t inserted() const { return m_inserted; }
  std::int64_t updated() const { return m_updated; }

private:
  using Rows = std::vector<std::vector<std::string>>;

  void run(const std::string& sql);
  Rows rows(const std::string& sql);
  sqlite3_stmt* prepare(const std::string& sql);
  void run(sqlite3_stmt* statement); // to its end
  void insert();
  void update();
  void compare(RowBlock& block);
  void fill(RowBlock& block);
  void append(RowBlock& block);
  enum class Indexes
  {
    key,
    others,
  };
  void take_off(Indexes which);
  void prepare_insert();
  void rebuild_indexes();

  sqlite3* m_handle;
  BulkLane& m_lane;
  std::filesystem::path m_path;
  std::string m_table;
  bool m_fresh;
  std::size_t m_key_size;
  Incoming m_incoming;
  std::string m_insert_sql, m_update_sql, m_compare_sql;
  std::vector<std::pair<std::string_view, Cell>> m_fixed;
  sqlite3_stmt *m_insert = nullptr, *m_update = nullptr, *m_compare = nullptr;
  bool m_filling = false, m_begun = false;
  bool m_in_order = false; // all rows so far came in the order of their key
  std::optional<RowKey> m_last_key;
  std::string m_last_text;            // what its view looks at
  std::vector<std::string> m_indexes; // taken off, to be built again
  std::int64_t m_inserted = 0, m_updated = 0;
};

} // namespace myatlas::store::sqlite
