#include "store/sqlite/block_writer.hpp"

#include <utility>

#include <fmt/format.h>
#include <sqlite3.h>

#include "store/sqlite/cells.hpp"
#include "store/sqlite/errors.hpp"
#include "store/sqlite/text_rows.hpp"

namespace myatlas::store::sqlite {

namespace {

// "a, b" of the columns from `begin` to `end`, each through `form`, where {0} is its name and {1}
// its place.
std::string listed(const BulkTable& table, std::size_t begin, std::size_t end, const char* form,
                   const char* between)
{
  std::vector<std::string> parts;
  for (std::size_t i = begin; i < end; ++i) {
    parts.push_back(fmt::format(fmt::runtime(form), table.columns[i], i));
  }
  return fmt::format("{}", fmt::join(parts, between));
}

std::string insert_sql(const BulkTable& table, const Incoming& incoming)
{
  // "or rollback": without it SQLite would keep a journal of the statement beside that of the
  // transaction.
  std::string names = listed(table, 0, table.columns.size(), "{0}", ", "),
              values = incoming.columns();
  for (std::size_t i = 0; i < table.fixed.size(); ++i) {
    names += fmt::format(", {}", table.fixed[i].first);
    values += fmt::format(", ${}", i + 1);
  }
  return fmt::format("insert or rollback into {} ({}) select {} from {}", table.table, names,
                     values, incoming.name());
}

std::string update_sql(const BulkTable& table, const Incoming& incoming)
{
  return fmt::format("update {} as t set {} from {} i where {}", table.table,
                     listed(table, table.key_size, table.columns.size(), "{0} = i.c{1}", ", "),
                     incoming.name(), listed(table, 0, table.key_size, "t.{0} = i.c{1}", " and "));
}

// The rows the table has, and whether they differ. The left side of a cross join is SQLite's outer
// loop: rows come by key.
std::string compare_sql(const BulkTable& table, const Incoming& incoming)
{
  const std::string differs =
    listed(table, table.key_size, table.columns.size(), "t.{0} is not i.c{1}", " or ");
  return fmt::format("select i.rowid, {} from {} i cross join {} t where {}",
                     differs.empty() ? "0" : differs, incoming.name(), table.table,
                     listed(table, 0, table.key_size, "t.{0} = i.c{1}", " and "));
}

} // namespace

BlockWriter::BlockWriter(sqlite3* handle, std::filesystem::path path, const BulkTable& table,
                         BulkLane& lane)
  : m_handle(handle), m_lane(lane), m_path(std::move(path)), m_table(table.table),
    m_fresh(table.rows == BulkTable::Rows::fresh), m_key_size(table.key_size),
    m_incoming(handle, "incoming_" + m_table, table.columns.size()),
    m_insert_sql(insert_sql(table, m_incoming)), m_update_sql(update_sql(table, m_incoming)),
    m_compare_sql(compare_sql(table, m_incoming)), m_fixed(table.fixed)
{
}

BlockWriter::~BlockWriter()
{
  for (sqlite3_stmt* statement : {m_insert, m_update, m_compare}) {
    sqlite3_finalize(statement);
  }
  if (m_begun) {
    m_lane.check_keys_again();
  }
}

void BulkLane::leave_keys_unchecked()
{
  if (m_unchecked++ == 0) {
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_ENABLE_FKEY, 0, nullptr);
  }
}

void BulkLane::check_keys_again()
{
  if (--m_unchecked == 0) {
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
  }
}

void BlockWriter::run(const std::string& sql)
{
  require(sqlite3_exec(m_handle, sql.c_str(), nullptr, nullptr, nullptr), m_handle, m_path);
}

// The rows of an answer, each value as text.
BlockWriter::Rows BlockWriter::rows(const std::string& sql)
{
  Rows found;
  each_text_row(m_handle, m_path, sql,
                [&](std::vector<std::string> row) { found.push_back(std::move(row)); });
  return found;
}

bool BlockWriter::table_is_empty()
{
  return rows(fmt::format("select 1 from {} limit 1", m_table)).empty();
}

void BlockWriter::begin()
{
  m_begun = true;
  m_filling = m_in_order = table_is_empty();
  m_last_key.reset();
  m_lane.leave_keys_unchecked();
  if (m_filling) {
    take_off(Indexes::others);
  }
}

void BlockWriter::end()
{
  if (std::exchange(m_begun, false)) {
    m_lane.check_keys_again();
    rebuild_indexes();
  }
}

static std::string indexes_sql(const std::string& table, int unique)
{
  return fmt::format("select s.name, s.sql from pragma_index_list('{}') l join sqlite_schema s on "
                     "s.name = l.name where s.type = 'index' and s.sql is not null and "
                     "l.\"unique\" = {} order by s.name",
                     table, unique);
}

void BlockWriter::take_off(Indexes which)
{
  for (const auto& row : rows(indexes_sql(m_table, which == Indexes::key))) {
    m_indexes.push_back(row[1]);
    run("drop index " + row[0]);
  }
}

// Rows that come in the order of their key go into its index as they come: at its end, while the
// next ones are read.
void BlockWriter::fill(RowBlock& block)
{
  if (m_in_order &&
      !(block.ascends(m_key_size) && (!m_last_key || *m_last_key < block.key(0, m_key_size)))) {
    m_in_order = false;
    take_off(Indexes::key);
  }
  m_incoming.show(block, std::nullopt);
  insert();
  m_inserted += static_cast<std::int64_t>(block.size());
  if (m_in_order) {
    m_last_key = block.key(block.size() - 1, m_key_size);
    m_last_text = m_last_key->second_text;
    m_last_key->second_text = m_last_text;
  }
}

// Sorting in short runs with a second thread to write them is 1.15 x as fast as in memory: new
// memory is what costs.
void BlockWriter::rebuild_indexes()
{
  if (m_indexes.empty()) {
    return;
  }
  run("pragma threads = 1; pragma cache_size = -4096");
  for (const std::string& index : std::exchange(m_indexes, {})) {
    run(index);
  }
  run("pragma threads = 0; pragma cache_size = -16384");
}

sqlite3_stmt* BlockWriter::prepare(const std::string& sql)
{
  sqlite3_stmt* statement = nullptr;
  require(sqlite3_prepare_v3(m_handle, sql.c_str(), static_cast<int>(sql.size()),
                             SQLITE_PREPARE_PERSISTENT, &statement, nullptr),
          m_handle, m_path);
  return statement;
}

void BlockWriter::insert()
{
  if (m_insert == nullptr) {
    prepare_insert();
  }
  run(m_insert);
}

void BlockWriter::prepare_insert()
{
  m_insert = prepare(m_insert_sql);
  for (std::size_t i = 0; i < m_fixed.size(); ++i) {
    bind_lent(m_insert, static_cast<int>(i + 1), m_fixed[i].second);
  }
}

void BlockWriter::update()
{
  if (m_update == nullptr) {
    m_update = prepare(m_update_sql);
  }
  run(m_update);
}

void BlockWriter::run(sqlite3_stmt* statement)
{
  const int result = sqlite3_step(statement);
  sqlite3_reset(statement);
  require(result, m_handle, m_path);
}

// The indexes that can be are built at the end; those of the table itself are met in the order of
// the key, a block at a time.
void BlockWriter::append(RowBlock& block)
{
  if (m_filling) {
    fill(block);
  } else {
    m_incoming.show(block, std::nullopt);
    insert();
    m_inserted += static_cast<std::int64_t>(block.size());
  }
}

void BlockWriter::compare(RowBlock& block)
{
  if (m_compare == nullptr) {
    m_compare = prepare(m_compare_sql);
  }
  m_incoming.show(block, std::nullopt);
  int result = sqlite3_step(m_compare);
  for (; result == SQLITE_ROW; result = sqlite3_step(m_compare)) {
    const bool differs = sqlite3_column_int(m_compare, 1) != 0;
    block.set_standing(static_cast<std::size_t>(sqlite3_column_int64(m_compare, 0)),
                       differs ? RowBlock::Standing::differs : RowBlock::Standing::same);
  }
  sqlite3_reset(m_compare);
  require(result, m_handle, m_path);
}

void BlockWriter::write(RowBlock& block)
{
  if (m_filling && !m_fresh) {
    fill(block);
    return;
  }
  block.sort(m_key_size);
  if (m_fresh) {
    append(block);
    return;
  }
  block.forget_standings();
  compare(block);
  if (const std::size_t absent = block.count(RowBlock::Standing::absent)) {
    m_incoming.show(block, RowBlock::Standing::absent);
    insert();
    m_inserted += static_cast<std::int64_t>(absent);
  }
  if (const std::size_t changed = block.count(RowBlock::Standing::differs)) {
    m_incoming.show(block, RowBlock::Standing::differs);
    update();
    m_updated += static_cast<std::int64_t>(changed);
  }
}

} // namespace myatlas::store::sqlite
