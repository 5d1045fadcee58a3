#include "store/rows.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "util/ranges.hpp"

namespace myatlas::store {

namespace {

void append(std::string& list, std::string_view separator, std::string_view item)
{
  list += list.empty() ? "" : separator;
  list += item;
}

bool is_written(const ColumnFacts& column)
{
  return column.part != Part::joined;
}

bool is_bound(const ColumnFacts& column)
{
  return is_written(column) && column.counted == Counted::no;
}

// The columns that are written, and what is written to each.
struct Written
{
  std::string names, values;
};

std::string written_to(std::string_view table, const ColumnFacts& column, int bound)
{
  switch (column.counted) {
  case Counted::in_key:
    return fmt::format("coalesce(max({}), 0) + 1", column.name);
  case Counted::in_table:
    return fmt::format("(select coalesce(max({}), 0) + 1 from {})", column.name, table);
  case Counted::no:
    break;
  }
  return fmt::format("${}", bound);
}

Written written(std::string_view table, const ColumnList& columns)
{
  Written all;
  int bound = 0;
  for (const ColumnFacts& column : columns) {
    if (is_written(column)) {
      bound += is_bound(column) ? 1 : 0;
      append(all.names, ", ", column.name);
      append(all.values, ", ", written_to(table, column, bound));
    }
  }
  return all;
}

// "owner = $1 and number = $2" of the columns of the key.
std::string is_bound_to(const ColumnFacts& column, int parameter)
{
  return fmt::format("{} = ${}", column.name, parameter);
}

std::string where_key(const ColumnList& columns)
{
  std::string where;
  int bound = 0;
  for (const ColumnFacts& column : columns) {
    bound += is_bound(column) ? 1 : 0;
    if (column.part == Part::key) {
      append(where, " and ", is_bound_to(column, bound));
    }
  }
  return where;
}

} // namespace

std::vector<std::string_view> names_of(const ColumnList& columns)
{
  return util::mapped(columns, &ColumnFacts::name);
}

static std::string name_of(const ColumnFacts& column, std::string_view alias)
{
  const bool is_own = !alias.empty() && column.part != Part::joined;
  return is_own ? fmt::format("{}.{}", alias, column.name) : std::string(column.name);
}

std::string columns_text(const ColumnList& columns, std::string_view alias)
{
  std::string list;
  for (const ColumnFacts& column : columns) {
    if (column.is_read) {
      append(list, ", ", name_of(column, alias));
    }
  }
  return list;
}

std::string select_text(std::string_view table, const ColumnList& columns)
{
  return fmt::format("select {} from {} ", columns_text(columns), table);
}

std::string insert_text(std::string_view table, const ColumnList& columns)
{
  const Written all = written(table, columns);
  const bool counts = std::ranges::any_of(
    columns, [](const ColumnFacts& column) { return column.counted == Counted::in_key; });
  return counts ? fmt::format("insert into {0} ({1}) select {2} from {0} where {3}", table,
                              all.names, all.values, where_key(columns))
                : fmt::format("insert into {} ({}) values ({})", table, all.names, all.values);
}

// Its columns, as "on conflict (…)" names them.
static std::string key_of(const ColumnList& columns)
{
  std::string key;
  for (const ColumnFacts& column : columns) {
    if (column.part == Part::key) {
      append(key, ", ", column.name);
    }
  }
  return key;
}

std::string insert_new_text(std::string_view table, const ColumnList& columns)
{
  return fmt::format("{} on conflict ({}) do nothing", insert_text(table, columns),
                     key_of(columns));
}

// The column that tells the rows of a key one from another: the one that is counted, or the last of
// the key.
static std::string_view position_in(const ColumnList& columns)
{
  std::string_view last;
  for (const ColumnFacts& column : columns) {
    if (column.counted == Counted::in_key) {
      return column.name;
    }
    last = column.part == Part::key ? column.name : last;
  }
  return last;
}

std::string last_position_text(std::string_view table, const ColumnList& columns)
{
  const std::string_view position = position_in(columns);
  ColumnList others = columns;
  std::erase_if(others, [&](const ColumnFacts& column) { return column.name == position; });
  return fmt::format("select coalesce(max({}), 0) from {} where {}", position, table,
                     where_key(others));
}

std::string put_text(std::string_view table, const ColumnList& columns)
{
  std::string changes;
  for (const ColumnFacts& column : columns) {
    if (column.part == Part::changes) {
      append(changes, ", ", fmt::format("{0} = excluded.{0}", column.name));
    }
  }
  return fmt::format("{} on conflict ({}) do update set {}", insert_text(table, columns),
                     key_of(columns), changes);
}

std::string put_if_different_text(std::string_view table, const ColumnList& columns)
{
  std::string differs;
  for (const ColumnFacts& column : columns) {
    if (column.part == Part::changes) {
      append(differs, " or ",
             fmt::format("{0}.{1} is distinct from excluded.{1}", table, column.name));
    }
  }
  return fmt::format("{} where {}", put_text(table, columns), differs);
}

} // namespace myatlas::store
