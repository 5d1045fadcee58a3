#include "formats/tables/cell_reader.hpp"

#include <algorithm>
#include <span>

#include "formats/text/cell_faults.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

constexpr std::string_view k_masked = "[ND]"; // what SIRENE puts for what may not be told
constexpr std::string_view k_byte_order_mark = "\xEF\xBB\xBF";

// Nothing that begins so has to be looked at.
bool is_plain_begin(char c)
{
  return c != '\'' && c != '#' && c != '[' && c != '\xEF';
}

bool has_text(std::string_view cell)
{
  return !util::trim(cell).empty();
}

bool has_extra_cells(const CsvRecord& record, std::size_t cells)
{
  const std::size_t known = std::min(cells, record.cells.size());
  return std::ranges::any_of(std::span(record.cells).subspan(known), has_text);
}

} // namespace

// Whether a cell is missing that may not be: spreadsheets leave out the empty ones at a row's end.
bool CellReader::lacks_cells(const CsvRecord& record) const
{
  if (record.cells.size() >= m_header.cells) {
    return false;
  }
  for (std::size_t column = 0; column < columns_of(m_kind).size(); ++column) {
    if (is_required(column) && m_header.cell_of[column] >= record.cells.size()) {
      return true;
    }
  }
  return false;
}

bool CellReader::is_required(std::size_t column) const
{
  return spec(column).required && m_header.has(column);
}

bool CellReader::start(const CsvRecord& record, RowProblems& problems)
{
  m_record = &record;
  m_problems = &problems;
  m_erroneous = 0;
  m_kept.clear();
  if (lacks_cells(record) || has_extra_cells(record, m_header.cells)) {
    problem(k_absent,
            {"row.cells", {std::to_string(record.cells.size()), std::to_string(m_header.cells)}});
    return false;
  }
  for (std::size_t column = 0; column < m_header.cell_of.size(); ++column) {
    const std::size_t at = m_header.cell_of[column];
    m_cells[column] = at < record.cells.size() ? util::trim(record.cells[at]) : std::string_view{};
    if (!m_cells[column].empty() && !is_plain_begin(m_cells[column].front())) {
      clean(column);
    }
  }
  return true;
}

// What a spreadsheet or a join of files left at a cell's beginning.
void CellReader::clean(std::size_t column)
{
  std::string_view& text = m_cells[column];
  while (text.starts_with(k_byte_order_mark)) { // of a file that was put behind another
    text = util::trim(text.substr(k_byte_order_mark.size()));
  }
  if (text == k_masked) {
    text = {};
  } else if (text.starts_with('\'') && !m_options.literal) {
    text = has_formula_guard(text) ? keep(without_formula_guard(text)) : text;
  } else if (auto fault = fault_of_sheet(text)) {
    text.remove_prefix(text.starts_with(k_uncomputed) ? 1 : 0); // the formula itself is told
    problem(column, *std::move(fault));
    m_erroneous |= std::uint64_t{1} << column;
    text = {};
  }
}

std::string_view CellReader::cell_at(std::size_t at) const
{
  return at < m_record->cells.size() ? util::trim(m_record->cells[at]) : std::string_view{};
}

// What a problem repeats of the cell: an account number or a NIR never whole.
std::string CellReader::told(std::size_t column, const util::Error& error) const
{
  return column == k_absent ? std::string() : told_of_cell(column, error);
}

std::string CellReader::told_of_cell(std::size_t column, const util::Error& error) const
{
  return spec(column).is_masked ? error.args[0] : std::string(cell(column));
}

CellProblem CellReader::problem_at(std::size_t column, const util::Error& error) const
{
  return {column, told(column, error), error};
}

void CellReader::problem(std::size_t column, util::Error error)
{
  m_problems->errors.push_back(problem_at(column, std::move(error)));
}

void CellReader::warn(std::size_t column, util::Error error)
{
  m_problems->warnings.push_back(problem_at(column, std::move(error)));
}

// Whether the file has the column and its cell is empty, not an error of the spreadsheet.
bool CellReader::is_left_empty(std::size_t column) const
{
  return m_header.has(column) && cell(column).empty() && (m_erroneous >> column & 1) == 0;
}

void CellReader::require(std::size_t column)
{
  if (is_left_empty(column)) {
    problem(column, {"cell.required", {std::string(spec(column).name)}});
  }
}

} // namespace myatlas::formats
