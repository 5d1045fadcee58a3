#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "formats/tables/columns.hpp"
#include "formats/tables/row_types.hpp"
#include "util/ranges.hpp"

namespace myatlas::services {

// Where the rules speak of a member of a form, the file's column for it.
struct ColumnOfMember
{
  std::string_view member;
  std::size_t column;
};

// That of the error's member; formats::k_absent: it is about the whole row.
inline std::size_t column_of(const util::Error& error, std::span<const ColumnOfMember> columns)
{
  const auto* place =
    util::find_by(columns, std::string_view(error.where.column), &ColumnOfMember::member);
  return place == nullptr ? formats::k_absent : place->column;
}

inline bool is_told(std::size_t column, const std::vector<formats::CellProblem>& problems)
{
  return column != formats::k_absent &&
         util::contains(problems, column, &formats::CellProblem::column);
}

inline formats::CellProblem problem_at(std::size_t column, const util::Error& error)
{
  return {column, error.args.empty() ? "" : error.args[0], error};
}

// What the rules say of a row, at its columns. A cell that is no date needs not be told to be
// missing too.
inline void tell(const util::Errors& errors, std::span<const ColumnOfMember> columns,
                 std::vector<formats::CellProblem>& into)
{
  for (const util::Error& error : errors) {
    const std::size_t column = column_of(error, columns);
    if (!is_told(column, into)) {
      into.push_back(problem_at(column, error));
    }
  }
}

} // namespace myatlas::services
