#include "store/postgres/bulk.hpp"

#include <utility>

#include "util/text.hpp"
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace myatlas::store::postgres {

namespace {

constexpr std::size_t k_block_bytes = 4U * 1024 * 1024;

// A text as COPY takes it (documentation of PostgreSQL 15, COPY, "Text Format").
void add_escaped(std::string& line, std::string_view text)
{
  for (const char c : text) {
    switch (c) {
    case '\\':
      line += "\\\\";
      break;
    case '\n':
      line += "\\n";
      break;
    case '\r':
      line += "\\r";
      break;
    case '\t':
      line += "\\t";
      break;
    default:
      line += c;
    }
  }
}

void add_cell(std::string& line, const Cell& cell)
{
  if (const auto* number = std::get_if<std::int64_t>(&cell)) {
    line += fmt::format_int(*number).c_str();
  } else if (const auto* text = std::get_if<std::string_view>(&cell)) {
    add_escaped(line, *text);
  } else {
    line += "\\N";
  }
}

// "s.a, s.b" of a and b.
std::string each_of(const std::string& alias, std::span<const std::string_view> columns)
{
  std::string list;
  for (const std::string_view column : columns) {
    util::add_to_list(list, fmt::format("{}.{}", alias, column));
  }
  return list;
}

std::string equal_in(std::span<const std::string_view> columns)
{
  std::string condition;
  for (const auto column : columns) {
    util::add_to_list(condition, fmt::format("t.{0} = s.{0}", column), " and ");
  }
  return condition;
}

class CopyWriter final : public BulkWriter
{
public:
  CopyWriter(Connection& connection, const BulkTable& table, BulkMode mode, std::string stage)
    : m_connection(connection), m_name(table.table), m_stage(std::move(stage)),
      m_columns(table.columns), m_key_size(table.key_size), m_is_trial(mode == BulkMode::trial),
      m_is_fresh(table.rows == BulkTable::Rows::fresh)
  {
    for (const auto& [column, value] : table.fixed) {
      m_fixed_columns.push_back(column);
      m_fixed.push_back(parameter_of(value));
      m_fixed_cells += '\t';
      add_cell(m_fixed_cells, value);
    }
  }

  bool only_counts() const override { return m_begun && m_counting; }
  void rest() override {}

  void put(Cells row) override
  {
    if (!std::exchange(m_begun, true)) {
      begin();
    }
    ++m_rows;
    if (m_counting) {
      return;
    }
    for (std::size_t i = 0; i < row.size(); ++i) {
      m_block += i == 0 ? "" : "\t";
      add_cell(m_block, row[i]);
    }
    m_block += m_is_direct ? m_fixed_cells : "";
    m_block += '\n';
    if (m_block.size() >= k_block_bytes) {
      write();
    }
  }

  BulkCounts settle() override
  {
    if (!m_block.empty()) {
      write();
    }
    if (std::exchange(m_is_staged, false)) {
      m_connection.run("drop table " + m_stage);
    }
    // Those of fresh rows may refer to tables that are still being filled, those of a trial to
    // documents that are not kept.
    if (std::exchange(m_begun, false) && !m_is_fresh && !m_is_trial) {
      m_connection.run(
        "set constraints all immediate"); // what single rows refer to is there before them
    }
    m_inserted = m_counting ? m_rows : m_inserted;
    return {m_inserted, m_updated, m_rows - m_inserted - m_updated};
  }

private:
  // What rows refer to may come after them, in another table's block: it is looked at when the
  // transaction ends.
  void begin()
  {
    m_connection.run("set constraints all deferred");
    const bool is_empty =
      !m_is_fresh && m_connection.run(fmt::format("select 1 from {} limit 1", m_name)).rows() == 0;
    m_counting = m_is_trial && is_empty;
    m_is_direct = m_is_fresh || is_empty;
    if (!m_is_direct && !std::exchange(m_is_staged, true)) {
      m_connection.run(
        fmt::format("create temp table {} on commit drop as select {} from {} with no data",
                    m_stage, fmt::join(m_columns, ", "), m_name));
    }
  }

  void write()
  {
    if (m_is_direct) {
      fill();
    } else {
      merge();
    }
    m_block.clear();
  }

  void fill()
  {
    m_inserted += m_connection.copy_in(
      fmt::format("copy {} ({}) from stdin", m_name, fmt::join(all_columns(), ", ")), m_block);
  }

  std::vector<std::string_view> all_columns() const // those of the rows, then those that are fixed
  {
    std::vector<std::string_view> columns = m_columns;
    columns.insert(columns.end(), m_fixed_columns.begin(), m_fixed_columns.end());
    return columns;
  }

  void merge()
  {
    m_connection.copy_in(fmt::format("copy {} from stdin", m_stage), m_block);
    m_connection.run("analyze " + m_stage);
    m_updated += update();
    m_inserted += insert();
    m_connection.run("truncate " + m_stage);
  }

  std::int64_t update()
  {
    const auto values = std::span(m_columns).subspan(m_key_size);
    if (values.empty()) {
      return 0;
    }
    std::string changes;
    for (const std::string_view column : values) {
      changes += fmt::format("{0}{1} = s.{1}", changes.empty() ? "" : ", ", column);
    }
    const std::string sql =
      fmt::format("update {} t set {} from {} s where {} and ({}) is distinct from ({})", m_name,
                  changes, m_stage, equal_in(key()), each_of("t", values), each_of("s", values));
    return m_connection.ask(sql, {}).changed();
  }

  std::int64_t insert()
  {
    std::string columns = fmt::format("{}", fmt::join(m_columns, ", ")),
                values = each_of("s", m_columns);
    for (std::size_t i = 0; i < m_fixed.size(); ++i) {
      columns += fmt::format(", {}", m_fixed_columns[i]);
      values += fmt::format(", ${}", i + 1);
    }
    const std::string sql =
      fmt::format("insert into {0} ({1}) select {2} from {3} s where not exists (select 1 from {0} "
                  "t where {4}) "
                  "order by {5}",
                  m_name, columns, values, m_stage, equal_in(key()), each_of("s", key()));
    return m_connection.ask(sql, m_fixed).changed();
  }

  std::span<const std::string_view> key() const { return std::span(m_columns).first(m_key_size); }

  Connection& m_connection;
  std::string m_name, m_stage;
  std::vector<std::string_view> m_columns, m_fixed_columns;
  std::size_t m_key_size;
  std::vector<Parameter> m_fixed;
  std::string m_fixed_cells; // as they end a line
  bool m_is_trial, m_is_fresh;
  bool m_counting = false; // of a trial on an empty table: all is new
  bool m_begun = false, m_is_direct = false, m_is_staged = false;
  std::string m_block;
  std::int64_t m_rows = 0, m_inserted = 0, m_updated = 0;
};

} // namespace

std::unique_ptr<BulkWriter> make_bulk_writer(Connection& connection, const BulkTable& table,
                                             BulkMode mode, std::string stage)
{
  return std::make_unique<CopyWriter>(connection, table, mode, std::move(stage));
}

} // namespace myatlas::store::postgres
