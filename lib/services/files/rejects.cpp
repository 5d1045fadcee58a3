#include "services/files/rejects.hpp"

#include <algorithm>
#include <array>

#include "domain/values/money.hpp"
#include "formats/tables/columns.hpp"
#include "formats/tables/row_types.hpp"
#include "formats/text/cells.hpp"
#include "store/store_files.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using formats::CellNote;
using formats::CellProblem;
using formats::CellType;
using formats::DecimalMark;
using util::Done;
using util::Error;
using util::Outcome;

constexpr std::array k_own_titles = {"_line", "_code", "_message"};
constexpr std::string_view k_other_forms[] = {".xls",   ".xlsm", ".ods", ".json",
                                              ".jsonl", ".xml",  ".pdf"};

std::string lower_extension(const std::filesystem::path& path)
{
  return util::to_lower(path.extension().string());
}

bool may_have_point(std::string_view cell, CellType type)
{
  return (type == CellType::amount || type == CellType::percent) && cell.find('.') != cell.npos;
}

std::optional<domain::Money> amount_in(std::string_view cell, std::optional<DecimalMark> decimal)
{
  std::optional<DecimalMark> seen;
  return formats::amount_cell(util::trim(cell), decimal, seen).as_optional();
}

std::string comma_text(domain::Money amount)
{
  std::string text = amount.text();
  std::ranges::replace(text, '.', ',');
  return text;
}

// The codes of all that is wrong with a row.
std::string codes_of(const std::vector<CellProblem>& problems)
{
  std::string codes;
  for (const CellProblem& problem : problems) {
    codes += codes.empty() ? "" : " ";
    codes += problem.error.code;
  }
  return codes;
}

std::string messages_of(const std::vector<CellProblem>& problems, const Sentence& sentence)
{
  std::string messages;
  for (const CellProblem& problem : problems) {
    messages += (messages.empty() ? "" : " / ") + sentence(problem.error);
  }
  return messages;
}

// The note at a cell, a new one where none is.
CellNote& note_at(std::size_t cell, std::vector<CellNote>& notes)
{
  if (auto* known = util::find_by(notes, cell, &CellNote::cell)) {
    return *known;
  }
  return notes.emplace_back(CellNote{cell, ""});
}

// Empty cells beyond the header are no fault, and would move ours.
void drop_empty_beyond(std::size_t header, std::vector<std::string>& cells)
{
  while (cells.size() > header && util::trim(cells.back()).empty()) {
    cells.pop_back();
  }
}

// A negative amount is left one.
std::string guarded(const std::string& cell)
{
  const bool number =
    cell.size() > 1 && cell[0] == '-' && cell.find_first_not_of("0123456789., ", 1) == cell.npos;
  return number ? cell : formats::harmless_cell(cell);
}

// The place of a cell among those that are written: without our own columns of an earlier run.
std::size_t place_written(std::size_t cell, const std::vector<std::size_t>& own)
{
  return cell - static_cast<std::size_t>(
                  std::ranges::count_if(own, [&](std::size_t one) { return one < cell; }));
}

} // namespace

std::filesystem::path rejects_beside(const std::filesystem::path& file)
{
  std::filesystem::path path(file);
  const std::string extension = lower_extension(path);
  const bool is_kept = extension == ".csv" || extension == ".xlsx";
  return is_kept ? path.replace_extension(".rejected" + extension)
                 : std::filesystem::path(file.string() + ".rejected.csv");
}

std::string with_decimal_comma(std::string_view cell, CellType type,
                               std::optional<DecimalMark> decimal)
{
  const auto amount = may_have_point(cell, type) ? amount_in(cell, decimal) : std::nullopt;
  return amount ? comma_text(*amount) : std::string(cell);
}

Outcome check_rejects_form(const std::filesystem::path& path)
{
  return fail_unless(!util::contains(k_other_forms, lower_extension(path)),
                     Error{"import.rejects_form", {path.string()}}.at("rejects"));
}

RejectFile::RejectFile(const RejectPlace& place, const formats::Header& header,
                       const RejectStyle& style, Sentence sentence)
  : m_place(place), m_titles(header.titles), m_cell_of(header.cell_of),
    m_own_cells(header.reject_cells), m_style(style), m_sentence(std::move(sentence))
{
  m_titles.insert(m_titles.end(), k_own_titles.begin(), k_own_titles.end());
  m_types = types_written();
}

std::vector<CellType> RejectFile::types_written() const
{
  const auto columns = formats::columns_of(m_place.kind);
  std::vector<CellType> types(m_titles.size(), CellType::text);
  for (std::size_t i = 0; i < std::min(columns.size(), m_cell_of.size()); ++i) {
    if (const std::size_t at = place_of(i); at < types.size()) {
      types[at] = columns[i].type;
    }
  }
  return types;
}

// Where a column of the file is written; formats::k_absent: the file has none.
std::size_t RejectFile::place_of(std::size_t column) const
{
  const std::size_t cell = column < m_cell_of.size() ? m_cell_of[column] : formats::k_absent;
  return cell == formats::k_absent ? formats::k_absent : place_written(cell, m_own_cells);
}

Outcome RejectFile::begin()
{
  TRY(store::check_target(m_place.store, m_place.file));
  TRY_ASSIGN(util::NewFile file, util::NewFile::create(m_place.file));
  m_file.emplace(std::move(file));
  return is_workbook() ? begin_workbook() : begin_text();
}

Outcome RejectFile::begin_text()
{
  TRY(m_file->append(m_style.mark ? formats::byte_order_mark(m_style.encoding) : ""));
  if (m_style.announces_separator) {
    const std::string announced = std::string("sep=") + m_style.separator + m_style.line_end;
    TRY(m_file->append(formats::encode(announced, m_style.encoding)));
  }
  return line(m_titles, {});
}

bool RejectFile::is_workbook() const
{
  return lower_extension(m_place.file) == ".xlsx";
}

Outcome RejectFile::begin_workbook()
{
  const auto append = [this](std::string_view bytes) { return bool(m_file->append(bytes)); };
  TRY_ASSIGN(m_workbook, formats::make_noted_workbook(m_titles, m_types, m_place.now, append));
  return Done{};
}

// Every cell with what is said of it; what is said of the row stands in its message.
std::vector<CellNote> RejectFile::notes_of(const formats::RowProblems& problems) const
{
  std::vector<CellNote> notes;
  for (const CellProblem& problem : problems.errors) {
    if (const std::size_t at = place_of(problem.column); at != formats::k_absent) {
      std::string& text = note_at(at, notes).text;
      text += (text.empty() ? "" : " / ") + m_sentence(problem.error);
    }
  }
  return notes;
}

Outcome RejectFile::line(const std::vector<std::string>& cells, const std::vector<CellNote>& notes)
{
  return m_workbook ? row_of_workbook(cells, notes) : line_of_text(cells);
}

Outcome RejectFile::row_of_workbook(const std::vector<std::string>& cells,
                                    const std::vector<CellNote>& notes)
{
  if (!m_workbook->row(cells, notes)) {
    return Error{"import.rejects_too_many", {m_place.file.string()}};
  }
  return Done{};
}

Outcome RejectFile::line_of_text(const std::vector<std::string>& cells)
{
  std::string text;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i != 0) {
      text += m_style.separator;
    }
    text += formats::csv_cell(guarded(as_written(cells[i], i)), m_style.separator);
  }
  return m_file->append(formats::encode(text + m_style.line_end, m_style.encoding));
}

std::string RejectFile::as_written(const std::string& cell, std::size_t at) const
{
  return m_style.decimal_commas && at < m_types.size()
           ? with_decimal_comma(cell, m_types[at], m_style.decimal)
           : cell;
}

Outcome RejectFile::add(const formats::CsvRecord& record, const formats::RowProblems& problems)
{
  if (!m_file) {
    TRY(begin());
  }
  std::vector<std::string> cells = cells_of(record);
  for (const std::string& own : {std::to_string(record.line), codes_of(problems.errors),
                                 messages_of(problems.errors, m_sentence)}) {
    cells.push_back(own);
  }
  return line(cells, m_workbook ? notes_of(problems) : std::vector<CellNote>{});
}

// As many cells as the file wrote, so that a ragged record is refused again; our own columns of an
// earlier run apart.
std::vector<std::string> RejectFile::cells_of(const formats::CsvRecord& record) const
{
  std::vector<std::string> cells;
  for (std::size_t i = 0; i < record.cells.size(); ++i) {
    if (!util::contains(m_own_cells, i)) {
      cells.emplace_back(as_meant(record.cells[i]));
    }
  }
  drop_empty_beyond(m_titles.size() - k_own_titles.size(), cells);
  return cells;
}

// Without the guard of a formula: line() gives it one again.
std::string RejectFile::as_meant(std::string_view cell) const
{
  return m_style.literal ? std::string(cell) : formats::without_formula_guard(cell);
}

Outcome RejectFile::keep()
{
  if (m_workbook && !m_workbook->end()) {
    return Error{"file.cannot_create", {m_place.file.string()}};
  }
  return m_file ? m_file->keep() : Outcome(Done{});
}

} // namespace myatlas::services
