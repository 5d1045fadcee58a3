#pragma once

#include <functional>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "store/cell.hpp"
#include "store/codecs.hpp"

// A table is described once: what selects, inserts, updates, binds and reads its rows follows from
// the description (doc/decisions/0077-a-table-is-described-once.md).
namespace myatlas::store {

enum class Part
{
  key,     // tells a row from the others
  changes, // written again when the row is
  once,    // as it was written first
  joined,  // read alone: of another table
};

// What fills a column that no record and nobody tells.
enum class Counted
{
  no,
  in_key,   // the last of the rows of one key: see Position
  in_table, // the last of all rows: see NextNumber
};

struct ColumnFacts
{
  std::string_view name;
  Part part = Part::changes;
  bool is_read = false;
  Counted counted = Counted::no;
};
using ColumnList = std::vector<ColumnFacts>;

// The cells of a row on its way to a statement, and the texts that were made for them.
class Binder
{
public:
  Binder(std::span<Cell> cells, std::span<std::string> texts, std::span<const Bind> given,
         const util::Key* key)
    : m_cells(cells), m_texts(texts), m_given(given), m_key(key)
  {
  }

  const util::Key* key() const { return m_key; }
  std::size_t count() const { return m_count; }
  void put(Bind bind)
  {
    if (std::string* made = bind.own()) {
      std::string& text = m_texts[m_count] = std::move(*made);
      m_cells[m_count++] = std::string_view(text);
    } else {
      m_cells[m_count++] = bind.cell();
    }
  }
  void put_given() // for a column no record has
  {
    m_cells[m_count++] = m_given.front().cell();
    m_given = m_given.subspan(1);
  }

private:
  std::span<Cell> m_cells;
  std::span<std::string> m_texts; // as many
  std::span<const Bind> m_given;
  const util::Key* m_key;
  std::size_t m_count = 0;
};

struct Reader
{
  const Row& row;
  const util::Key* key = nullptr;
  std::size_t column = 0; // the next
};

// A column and what it holds of a record: a member, a function that answers a part of one
// (`[](auto& r) -> auto& { return r.costs.travel; }`), or one that answers a value, which is
// written and never read.
template <typename Access, typename As = ByType>
class Column
{
  template <typename T>
  using Held = std::invoke_result_t<const Access&, T&>;
  template <typename T>
  static constexpr bool is_read()
  {
    return std::is_lvalue_reference_v<Held<T>> &&
           !std::is_const_v<std::remove_reference_t<Held<T>>>;
  }

public:
  static constexpr std::size_t k_width = 1; // columns, at the most
  template <typename T>
  static constexpr std::size_t k_reads = is_read<T>() ? 1 : 0; // columns of a select

  constexpr Column(std::string_view name, Access access, Part part = Part::changes, As = {})
    : m_name(name), m_access(access), m_part(part)
  {
  }
  constexpr Column(std::string_view name, Access access, As) : Column(name, access, Part::changes)
  {
  }

  template <typename T>
  void list(ColumnList& columns) const
  {
    columns.push_back({.name = m_name, .part = m_part, .is_read = is_read<T>()});
  }

  template <typename T>
  void bind(const T& record, Binder& into) const
  {
    if (m_part == Part::joined) {
      return;
    }
    if constexpr (std::is_reference_v<Held<const T>>) {
      into.put(As::bind(std::invoke(m_access, record), into.key()));
    } else {
      const auto held = std::invoke(m_access, record);
      Bind made = As::bind(held, into.key());
      made.keep();
      into.put(std::move(made));
    }
  }

  // Of a record that is not there.
  void bind_none(Binder& into) const
  {
    if constexpr (requires { As::none(); }) {
      into.put(As::none());
    } else {
      into.put(Bind());
    }
  }

  template <typename T>
  void read(T& record, Reader& from) const
  {
    if constexpr (is_read<T>()) {
      auto& held = std::invoke(m_access, record);
      const std::size_t column = from.column++;
      if constexpr (requires { As::read_into(held, from.row, column, from.key); }) {
        As::read_into(held, from.row, column, from.key);
      } else {
        held = As::template read<std::decay_t<Held<T>>>(from.row, column, from.key);
      }
    }
  }

private:
  std::string_view m_name;
  Access m_access;
  Part m_part;
};

// Of a column that holds several members of a record: all of it.
struct Whole
{
  auto& operator()(auto& record) const { return record; }
};

// A column no record has: whose it is. Its value is given beside the record.
class Given
{
public:
  static constexpr std::size_t k_width = 1;
  template <typename>
  static constexpr std::size_t k_reads = 0;

  constexpr explicit Given(std::string_view name, Part part = Part::key)
    : m_name(name), m_part(part)
  {
  }

  template <typename T>
  void list(ColumnList& columns) const
  {
    columns.push_back({.name = m_name, .part = m_part});
  }
  template <typename T>
  void bind(const T&, Binder& into) const
  {
    into.put_given();
  }
  template <typename T>
  void read(T&, Reader&) const
  {
  }

private:
  std::string_view m_name;
  Part m_part;
};

// A column that is counted when a row is added.
class CountedColumn
{
public:
  static constexpr std::size_t k_width = 1;
  template <typename>
  static constexpr std::size_t k_reads = 0;

  constexpr CountedColumn(std::string_view name, Counted counted) : m_name(name), m_counted(counted)
  {
  }

  template <typename T>
  void list(ColumnList& columns) const
  {
    columns.push_back({.name = m_name, .part = Part::once, .counted = m_counted});
  }
  template <typename T>
  void bind(const T&, Binder&) const
  {
  }
  void bind_none(Binder&) const {}
  template <typename T>
  void read(T&, Reader&) const
  {
  }

private:
  std::string_view m_name;
  Counted m_counted;
};

// Its place among the rows of one key.
struct Position : CountedColumn
{
  constexpr explicit Position(std::string_view name) : CountedColumn(name, Counted::in_key) {}
};

// Its number among all rows.
struct NextNumber : CountedColumn
{
  constexpr explicit NextNumber(std::string_view name) : CountedColumn(name, Counted::in_table) {}
};

// The columns of a record, or some of them: a table may be a part of another.
template <typename T, typename... Elements>
class Table
{
public:
  static constexpr std::size_t k_width = (Elements::k_width + ...);
  template <typename>
  static constexpr std::size_t k_reads = (Elements::template k_reads<T> + ...);
  using Record = T;
  using Blank = T (*)(); // what a row is read into

  constexpr Table(std::string_view name, Blank blank, Elements... elements)
    : m_name(name), m_blank(blank), m_elements(elements...)
  {
  }

  std::string_view name() const { return m_name; }

  ColumnList columns() const
  {
    ColumnList found;
    list<T>(found);
    return found;
  }

  // From that column of the row on.
  T read(const Row& row, const util::Key* key = nullptr, std::size_t first = 0) const
  {
    Reader from{row, key, first};
    T record = m_blank();
    read(record, from);
    return record;
  }

  template <typename>
  void list(ColumnList& columns) const
  {
    each([&](const auto& element) { element.template list<T>(columns); });
  }
  void bind(const T& record, Binder& into) const
  {
    each([&](const auto& element) { element.bind(record, into); });
  }
  void bind_none(Binder& into) const
  {
    each([&](const auto& element) { element.bind_none(into); });
  }
  void read(T& record, Reader& from) const
  {
    each([&](const auto& element) { element.read(record, from); });
  }

private:
  template <typename Visit>
  void each(const Visit& visit) const
  {
    std::apply([&](const Elements&... elements) { (visit(elements), ...); }, m_elements);
  }

  std::string_view m_name;
  Blank m_blank;
  std::tuple<Elements...> m_elements;
};

template <typename T, typename... Elements>
constexpr auto table(std::string_view name, T (*blank)(), Elements... elements)
{
  return Table<T, Elements...>(name, blank, elements...);
}

template <typename T, typename... Elements>
constexpr auto table(std::string_view name, Elements... elements)
{
  constexpr auto k_blank = [] { return T{}; };
  return Table<T, Elements...>(name, k_blank, elements...);
}

// The columns of a part of a record: `Within(&Account::address, k_address)`.
template <typename Access, typename Of>
class Within
{
public:
  static constexpr std::size_t k_width = Of::k_width;
  template <typename T>
  static constexpr std::size_t k_reads = Of::template k_reads<T>;

  constexpr Within(Access access, Of of) : m_access(access), m_of(of) {}

  template <typename T>
  void list(ColumnList& columns) const
  {
    m_of.template list<T>(columns);
  }
  template <typename T>
  void bind(const T& record, Binder& into) const
  {
    m_of.bind(std::invoke(m_access, record), into);
  }
  void bind_none(Binder& into) const { m_of.bind_none(into); }
  template <typename T>
  void read(T& record, Reader& from) const
  {
    m_of.read(std::invoke(m_access, record), from);
  }

private:
  Access m_access;
  Of m_of;
};

// The columns of a part of a record that may be missing: the first of them is null then.
template <typename Access, typename Of>
class Maybe
{
public:
  static constexpr std::size_t k_width = Of::k_width;
  template <typename T>
  static constexpr std::size_t k_reads = Of::template k_reads<T>;

  constexpr Maybe(Access access, Of of) : m_access(access), m_of(of) {}

  template <typename T>
  void list(ColumnList& columns) const
  {
    m_of.template list<T>(columns);
  }

  template <typename T>
  void bind(const T& record, Binder& into) const
  {
    if (const auto& held = std::invoke(m_access, record)) {
      m_of.bind(*held, into);
    } else {
      m_of.bind_none(into);
    }
  }

  template <typename T>
  void read(T& record, Reader& from) const
  {
    const std::size_t first = from.column;
    from.column += k_reads<T>;
    if (!from.row.is_null(first)) {
      std::invoke(m_access, record) = m_of.read(from.row, from.key, first);
    }
  }

private:
  Access m_access;
  Of m_of;
};

} // namespace myatlas::store
