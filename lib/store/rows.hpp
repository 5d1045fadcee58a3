#pragma once

#include <array>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "store/engine.hpp"
#include "store/table.hpp"
#include "util/ranges.hpp"

// Rows of tables that are described, and values of selects that are not. A table stands for itself
// as an argument of a template, `put_row<k_employee>(…)`: its statements are written once each.
namespace myatlas::store {

// An engine, and the key where a column is sealed.
struct Keyed
{
  Keyed(Engine& of) : engine(of) {}
  Keyed(Engine& of, const util::Key& with) : engine(of), key(&with) {}

  std::vector<Row> query(std::string_view sql, std::initializer_list<Bind> binds) const
  {
    return engine.query(sql, binds);
  }

  Engine& engine;
  const util::Key* key = nullptr;
};

using Binds = std::initializer_list<Bind>;

std::string columns_text(const ColumnList& columns, std::string_view alias = ""); // those read
std::string select_text(std::string_view table, const ColumnList& columns);
std::string insert_text(std::string_view table, const ColumnList& columns);
std::string insert_new_text(std::string_view table, const ColumnList& columns);
std::string last_position_text(std::string_view table, const ColumnList& columns);
std::string put_text(std::string_view table, const ColumnList& columns);
std::string put_if_different_text(std::string_view table, const ColumnList& columns);

std::vector<std::string_view> names_of(const ColumnList& columns); // all, for a BulkTable

template <const auto& k_table>
using RecordOf = typename std::remove_cvref_t<decltype(k_table)>::Record;

// "select owner, … from employee "
template <const auto& k_table>
const std::string& select()
{
  static const std::string text = select_text(k_table.name(), k_table.columns());
  return text;
}

// Makes the records of the table of its rows.
template <const auto& k_table>
struct RecordIn
{
  RecordOf<k_table> operator()(const Row& row) const { return k_table.read(row, in.key); }
  const Keyed& in;
};

// What `read` makes of the first of them; nothing where there is none.
template <typename Read>
auto first_read(const std::vector<Row>& rows, Read read)
{
  using Found = std::optional<decltype(read(rows[0]))>;
  return rows.empty() ? Found() : Found(read(rows[0]));
}

// The rows of a statement that selects the columns of the table.
template <const auto& k_table>
auto all_rows(const Keyed& in, std::string_view sql, Binds binds = {})
{
  return util::mapped(in.query(sql, binds), RecordIn<k_table>{in});
}

template <const auto& k_table>
auto first_row(const Keyed& in, std::string_view sql, Binds binds)
{
  return first_read(in.query(sql, binds), RecordIn<k_table>{in});
}

// Until `each` answers false.
template <const auto& k_table>
void for_each_row(const Keyed& in, std::string_view sql, Binds binds,
                  const std::function<bool(const RecordOf<k_table>&)>& each)
{
  const RecordIn<k_table> record{in};
  in.engine.for_each(sql, binds, [&](const Row& row) { return each(record(row)); });
}

template <const auto& k_table>
std::string select_where(std::string_view where)
{
  return select<k_table>() + "where " + std::string(where);
}

// The rows of the table alone where something holds: "owner = $1 order by number".
template <const auto& k_table>
auto all_where(const Keyed& in, std::string_view where, Binds binds = {})
{
  return all_rows<k_table>(in, select_where<k_table>(where), binds);
}

template <const auto& k_table>
auto first_where(const Keyed& in, std::string_view where, Binds binds)
{
  return first_row<k_table>(in, select_where<k_table>(where), binds);
}

// A record as the cells of its table, as long as both last.
template <const auto& k_table>
class BoundRow
{
public:
  BoundRow(const RecordOf<k_table>& record, Binds given, const util::Key* key = nullptr)
  {
    Binder binder(m_cells, m_texts, {given.begin(), given.size()}, key);
    k_table.bind(record, binder);
    m_count = binder.count();
  }
  BoundRow(const BoundRow&) = delete;
  BoundRow& operator=(const BoundRow&) = delete;

  Cells cells() const { return Cells(m_cells).first(m_count); }

private:
  static constexpr std::size_t k_width = std::remove_cvref_t<decltype(k_table)>::k_width;
  std::array<Cell, k_width> m_cells;
  std::array<std::string, k_width> m_texts;
  std::size_t m_count = 0;
};

template <const auto& k_table>
std::int64_t write_row(const Keyed& in, std::string_view sql, const RecordOf<k_table>& record,
                       Binds given)
{
  return in.engine.execute(sql, BoundRow<k_table>(record, given, in.key).cells());
}

// Statements that write a row of the table, made of its columns once.
template <const auto& k_table>
const std::string& insert()
{
  static const std::string text = insert_text(k_table.name(), k_table.columns());
  return text;
}

template <const auto& k_table>
const std::string& insert_new()
{
  static const std::string text = insert_new_text(k_table.name(), k_table.columns());
  return text;
}

template <const auto& k_table>
const std::string& put()
{
  static const std::string text = put_text(k_table.name(), k_table.columns());
  return text;
}

template <const auto& k_table>
const std::string& put_changed()
{
  static const std::string text = put_if_different_text(k_table.name(), k_table.columns());
  return text;
}

// A new row. `given`: the columns no record has, in their order.
template <const auto& k_table>
void add_row(const Keyed& in, const RecordOf<k_table>& record, Binds given = {})
{
  write_row<k_table>(in, insert<k_table>(), record, given);
}

// A new row, or again by its key.
template <const auto& k_table>
void put_row(const Keyed& in, const RecordOf<k_table>& record, Binds given = {})
{
  write_row<k_table>(in, put<k_table>(), record, given);
}

// A new row unless there is one of its key; false: there was.
template <const auto& k_table>
bool add_if_new(const Keyed& in, const RecordOf<k_table>& record, Binds given = {})
{
  return write_row<k_table>(in, insert_new<k_table>(), record, given) == 1;
}

// A new row, or again by its key; false: it was so already.
template <const auto& k_table>
bool put_if_different(const Keyed& in, const RecordOf<k_table>& record, Binds given = {})
{
  return write_row<k_table>(in, put_changed<k_table>(), record, given) == 1;
}

// A row of a file, by the thousand.
template <const auto& k_table>
void put_loaded(BulkWriter& writer, const RecordOf<k_table>& record, Binds given = {})
{
  writer.put(BoundRow<k_table>(record, given).cells());
}

// A row of a select of a few columns: one value, a pair or a tuple of them.
template <typename T>
struct RowOf
{
  static T read(const Row& row) { return row.get<T>(0); }
};

template <typename... Ts>
struct RowOf<std::tuple<Ts...>>
{
  static std::tuple<Ts...> read(const Row& row)
  {
    return read(row, std::index_sequence_for<Ts...>());
  }
  template <std::size_t... columns>
  static std::tuple<Ts...> read(const Row& row, std::index_sequence<columns...>)
  {
    return {row.get<Ts>(columns)...};
  }
};

template <typename A, typename B>
struct RowOf<std::pair<A, B>>
{
  static std::pair<A, B> read(const Row& row) { return {row.get<A>(0), row.get<B>(1)}; }
};

template <typename T>
T read_as(const Row& row)
{
  return RowOf<T>::read(row);
}

template <typename T>
std::vector<T> values(Engine& engine, std::string_view sql, Binds binds = {})
{
  return util::mapped(engine.query(sql, binds), read_as<T>);
}

template <typename T>
std::optional<T> first_value(Engine& engine, std::string_view sql, Binds binds = {})
{
  return first_read(engine.query(sql, binds), read_as<T>);
}

// Of a select that has one row always: a sum, a count.
template <typename T = std::int64_t>
T value(Engine& engine, std::string_view sql, Binds binds = {})
{
  return RowOf<T>::read(engine.query(sql, binds).at(0));
}

// Of the rows of one key, of a table whose key they end or are counted in: that of the last, 0
// before the first.
template <const auto& k_table>
std::int64_t last_position(Engine& engine, Binds key)
{
  static const std::string text = last_position_text(k_table.name(), k_table.columns());
  return value(engine, text, key);
}

inline bool has_row(Engine& engine, std::string_view sql, Binds binds = {})
{
  return !engine.query(sql, binds).empty();
}

} // namespace myatlas::store
