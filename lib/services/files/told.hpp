#pragma once

#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

#include "formats/tables/rows.hpp"

namespace myatlas::services {

// Where the rules speak of a member of a form, the file's column for it.
struct ColumnOfMember
{
  std::string_view member;
  std::size_t column;
};

// What the rules say of a row, at its columns. A cell that is no date needs not be told to be
// missing too.
inline void tell(const util::Errors& errors, std::span<const ColumnOfMember> columns,
                 std::vector<formats::CellProblem>& into)
{
  for (const util::Error& error : errors) {
    const auto place =
      std::ranges::find(columns, std::string_view(error.where.column), &ColumnOfMember::member);
    const std::size_t column = place == columns.end() ? formats::k_absent : place->column;
    const bool told =
      std::ranges::any_of(into, [&](const formats::CellProblem& p) { return p.column == column; });
    if (!told || column == formats::k_absent) {
      into.push_back({column, error.args.empty() ? "" : error.args[0], error});
    }
  }
}

} // namespace myatlas::services
