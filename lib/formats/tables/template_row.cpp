// The row that a template shows, met again in a file that came back.
#include "formats/tables/columns.hpp"

#include <algorithm>

#include "util/text.hpp"

namespace myatlas::formats {

namespace {

constexpr std::string_view k_template_mark = "EXEMPLE"; // what a sample says it is

// Without blanks, by whichever decimal mark, and without the zeros behind that of an amount.
std::string bare(std::string_view text)
{
  constexpr std::string_view k_no_cents = ".00";
  std::string kept = util::without_blanks(text);
  std::ranges::replace(kept, ',', '.');
  if (kept.ends_with(k_no_cents)) {
    kept.resize(kept.size() - k_no_cents.size());
  }
  return kept;
}

// A spreadsheet writes amounts in its own way, and dates in many: those are left out.
bool shows_example(const ColumnSpec& column, std::size_t at,
                   std::span<const std::string_view> cells)
{
  return column.type == CellType::date ||
         (at < cells.size() && bare(cells[at]) == bare(column.example));
}

} // namespace

// A file that lacks the column with the mark may hold the same figures of somebody.
bool is_template_row(FileKind kind, const Header& header, std::span<const std::string_view> cells)
{
  std::size_t compared = 0;
  for (std::size_t i = 0; i < columns_of(kind).size(); ++i) {
    const ColumnSpec& column = columns_of(kind)[i];
    const std::size_t at = header.cell_of[i];
    if (at == k_absent) {
      if (column.example.starts_with(k_template_mark)) {
        return false;
      }
    } else if (!column.example.empty()) {
      if (!shows_example(column, at, cells)) {
        return false;
      }
      ++compared;
    }
  }
  return compared > 2;
}

} // namespace myatlas::formats
