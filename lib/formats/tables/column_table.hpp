#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <span>

#include "domain/values/names.hpp"
#include "formats/tables/cell_reader.hpp"
#include "formats/tables/column_spec.hpp"

// A kind of file as one table: of each column its titles, whether it is required, its sample, and
// how its cell gets into the row. The header, the template, the export and the reader follow from
// it.
namespace myatlas::formats {

template <typename Row>
struct Column
{
  std::size_t position; // in the enumeration of the kind
  ColumnSpec spec;
  void (*read)(CellReader& cells, std::size_t column, Row& row) = nullptr; // null: not by itself
};

// What the columns are called; each must stand where the enumeration has it, and none be left out.
template <typename Enum, typename Row, std::size_t Size>
consteval std::array<ColumnSpec, Size> specs_of(const Column<Row> (&columns)[Size])
{
  static_assert(!domain::is_enumerator<static_cast<Enum>(Size)>(), "a column is not in the table");
  std::array<ColumnSpec, Size> specs;
  for (std::size_t i = 0; i < Size; ++i) {
    if (columns[i].position != i) {
      throw "a column does not stand where its enumeration has it";
    }
    specs[i] = columns[i].spec;
  }
  return specs;
}

template <typename Member>
struct OwnerOf;
template <typename Owner, typename Type>
struct OwnerOf<Type Owner::*>
{
  using type = Owner;
};

// Puts the cell, as `Read` (a member of CellReader) makes it, into a member of the row, or into a
// member of that one: into<&CellReader::text, &EmployeeRow::job>.
template <auto Read, auto Member, auto... Inner>
void into(CellReader& cells, std::size_t column, typename OwnerOf<decltype(Member)>::type& row)
{
  ((row.*Member).*....*Inner) = (cells.*Read)(column);
}

// The row of a record, one column after the other; what is required and not there is told first.
template <typename Row, std::size_t Size>
bool read_row(const Column<Row> (&columns)[Size], CellReader& cells, const CsvRecord& record,
              RowProblems& problems, Row& row)
{
  if (!cells.start(record, problems)) {
    return false;
  }
  for (const Column<Row>& column : columns) {
    if (column.spec.required) {
      cells.require(column.position);
    }
    if (column.read != nullptr) {
      column.read(cells, column.position, row);
    }
  }
  return true;
}

// Of a value that may be wrong, or not told: its text, or its word.
template <typename T>
std::string text_of(const std::optional<T>& value)
{
  return value ? std::string(value->text()) : "";
}

template <typename T>
std::string word_of(const std::optional<T>& value)
{
  return value ? std::string(to_text(*value)) : "";
}

} // namespace myatlas::formats
