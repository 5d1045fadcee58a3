#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/cell.hpp"
#include "util/result.hpp"

namespace myatlas::store {

// Asked again and again while another writer lets wait, with how long that is by now: false gives
// up.
using Patience = std::function<bool(std::chrono::milliseconds)>;

// Rows that arrive in thousands: inserted, or updated where a column differs, or left alone. No
// foreign key is checked on the way: who loads has checked what the rows refer to.
struct BulkTable
{
  std::string_view table;
  std::vector<std::string_view> columns; // the key first; columns left out keep what they hold
  std::size_t key_size =
    1; // how many of them are the key, unique by an index; the first is a number
  std::vector<std::pair<std::string_view, Cell>> fixed =
    {}; // what a new row holds besides, the same for all
  enum class Rows
  {
    any,
    fresh, // of keys the table cannot have: it is not asked
  } rows = Rows::any;
};

enum class BulkMode
{
  write,
  trial, // what a write would count; the transaction must be rolled back
};

struct BulkCounts
{
  std::int64_t inserted = 0, updated = 0, unchanged = 0;
};

class BulkWriter
{
public:
  virtual ~BulkWriter() = default;
  // As many cells as columns. Rows of one key must not come twice before the next settle().
  virtual void put(Cells row) = 0;
  virtual bool only_counts()
    const = 0; // a trial on an empty table, once begun: rows may be put without their cells
  virtual void rest() = 0; // until the next put the engine may be used for reading
  // Writes all that was put; its counts. Between put and this, and after rest(), rows of other keys
  // may be written another way.
  virtual BulkCounts settle() = 0;
};

// What a file is for, as its header says: a backup is not taken for a store.
enum class Role
{
  store,
  backup,
};

// A table, index, view or trigger of a database.
struct SchemaObject
{
  std::string name; // with what it is: "trigger paid"
  std::string text; // how it was made, spelled alike whoever wrote it down

  auto operator<=>(const SchemaObject&) const = default;
};

struct Schema
{
  int version = 0;                   // read together with them
  std::vector<SchemaObject> objects; // in order; whatever the database holds, known or not
};

// What is wrong with a store's files, whatever the rows mean.
struct Damage
{
  // store.page_damaged (page, table or index), store.page_missing (page), store.journal_damaged
  // (frame), store.structure (SQLite's words), store.reference_broken (table, row, the table it
  // refers to)
  std::vector<util::Error> found;
  std::int64_t pages = 0;
  std::int64_t pages_without_sum = 0; // damage, in a store of a version that has sums
};

enum class Look
{
  at_pages, // of the file by themselves: before they are copied or written anew, as which their
            // sums would hold
  at_all,
};

// A database below the store's nouns. Statements are written once, with $1 parameters, in the SQL
// that SQLite and PostgreSQL share. Failures of the machine are thrown as util::MachineError:
// store.locked, disk.full, store.unwritable, store.corrupt, store.io.
class Engine
{
public:
  virtual ~Engine() = default;

  virtual std::vector<Row> query(std::string_view sql, Cells parameters) = 0;
  // The rows one by one, until `each` answers false: for answers too long for memory. The engine
  // may not be used meanwhile.
  virtual void for_each(std::string_view sql, Cells parameters,
                        const std::function<bool(const Row&)>& each) = 0;
  // The same without a copy: the cells last until the next row.
  virtual void each_row(std::string_view sql, Cells parameters,
                        const std::function<bool(Cells)>& each) = 0;
  virtual std::int64_t execute(std::string_view sql, Cells parameters) = 0; // rows changed
  virtual void run_script(std::string_view sql) = 0; // a migration, in the common subset
  virtual std::unique_ptr<BulkWriter> bulk(const BulkTable& table, BulkMode mode) = 0;

  virtual void hold() = 0; // no other writer comes between this and let_go(); waits for others
  virtual void let_go() = 0;
  virtual void begin_write() = 0; // waits for other writers
  virtual void begin_load() = 0;  // the same for a whole file, which may be written another way as
                                  // long as it is as safe
  virtual void commit() = 0;
  virtual void roll_back() = 0;

  // A part of the transaction that is open, kept with it or undone by itself; no part has parts.
  virtual void begin_part() = 0;
  virtual void keep_part() = 0;
  virtual void undo_part() = 0;

  // All that is committed, as a file of its own (0600) that needs no journal beside it.
  virtual void back_up(const std::filesystem::path& path, Role role) = 0;

  virtual void scrub() = 0; // nothing that was deleted is left in the files
  virtual Damage find_damage(Look look) = 0;

  virtual std::vector<std::pair<std::string, std::string>> text_columns() = 0; // {table, column}

  virtual std::int64_t bytes() = 0; // of its file, or of its tables and indexes
  virtual bool may_write() = 0;     // what a server says of who is connected

  virtual int schema_version() = 0;
  virtual Schema schema() = 0; // read, and nothing of it run
  virtual void set_schema_version(int version) = 0;

  // The parameters written in place: query(sql, {account, siret}).
  std::vector<Row> query(std::string_view sql, std::initializer_list<Bind> parameters = {})
  {
    return query(sql, cells_of(parameters));
  }
  void for_each(std::string_view sql, std::initializer_list<Bind> parameters,
                const std::function<bool(const Row&)>& each)
  {
    for_each(sql, cells_of(parameters), each);
  }
  void each_row(std::string_view sql, std::initializer_list<Bind> parameters,
                const std::function<bool(Cells)>& each)
  {
    each_row(sql, cells_of(parameters), each);
  }
  std::int64_t execute(std::string_view sql, std::initializer_list<Bind> parameters = {})
  {
    return execute(sql, cells_of(parameters));
  }
};

} // namespace myatlas::store
