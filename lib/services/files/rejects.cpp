#include "services/files/rejects.hpp"

#include <algorithm>
#include <array>

#include "store/store_files.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

constexpr std::array k_own_titles = {"_line", "_code", "_message"};

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
  const std::string extension = util::to_lower(path.extension().string());
  const bool is_kept = extension == ".csv" || extension == ".xlsx";
  return is_kept ? path.replace_extension(".rejected" + extension)
                 : std::filesystem::path(file.string() + ".rejected.csv");
}

std::string with_decimal_comma(std::string_view cell, formats::CellType type,
                               std::optional<formats::DecimalMark> decimal)
{
  const bool may_have_one = type == formats::CellType::amount || type == formats::CellType::percent;
  std::optional<formats::DecimalMark> seen;
  const auto amount = may_have_one && cell.find('.') != cell.npos
                        ? formats::amount_cell(util::trim(cell), decimal, seen)
                        : util::Result<domain::Money>(util::Errors{});
  std::string text(cell);
  if (amount) {
    text = amount->text();
    std::ranges::replace(text, '.', ',');
  }
  return text;
}

util::Outcome check_rejects_form(const std::filesystem::path& path)
{
  constexpr std::string_view k_other_forms[] = {".xls",   ".xlsm", ".ods", ".json",
                                                ".jsonl", ".xml",  ".pdf"};
  const std::string extension = util::to_lower(path.extension().string());
  const bool is_other = std::ranges::find(k_other_forms, extension) != std::end(k_other_forms);
  return is_other
           ? util::Outcome(util::Error{"import.rejects_form", {path.string()}}.at("--rejects"))
           : util::Outcome(util::Done{});
}

RejectFile::RejectFile(const RejectPlace& place, const formats::Header& header,
                       const RejectStyle& style, Sentence sentence)
  : m_place(place), m_titles(header.titles), m_cell_of(header.cell_of),
    m_own_cells(header.reject_cells), m_style(style), m_sentence(std::move(sentence))
{
  m_titles.insert(m_titles.end(), k_own_titles.begin(), k_own_titles.end());
  m_types = types_written();
}

std::vector<formats::CellType> RejectFile::types_written() const
{
  const auto columns = formats::columns_of(m_place.kind);
  std::vector<formats::CellType> types(m_titles.size(), formats::CellType::text);
  for (std::size_t i = 0; i < columns.size() && i < m_cell_of.size(); ++i) {
    const std::size_t at =
      m_cell_of[i] == formats::k_absent ? types.size() : place_written(m_cell_of[i], m_own_cells);
    if (at < types.size()) {
      types[at] = columns[i].type;
    }
  }
  return types;
}

util::Outcome RejectFile::begin()
{
  if (const util::Outcome apart = store::check_target(m_place.store, m_place.file); !apart) {
    return apart;
  }
  TRY_ASSIGN(util::NewFile file, util::NewFile::create(m_place.file));
  m_file.emplace(std::move(file));
  if (is_workbook()) {
    return begin_workbook();
  }
  const util::Outcome marked =
    m_file->append(m_style.mark ? formats::byte_order_mark(m_style.encoding) : "");
  return marked ? line(m_titles, {}) : marked;
}

bool RejectFile::is_workbook() const
{
  return util::to_lower(m_place.file.extension().string()) == ".xlsx";
}

util::Outcome RejectFile::begin_workbook()
{
  TRY_ASSIGN(auto workbook, formats::make_noted_workbook(m_titles, m_types, m_place.now,
                                                         [this](std::string_view bytes) {
                                                           return bool(m_file->append(bytes));
                                                         }));
  m_workbook = std::move(workbook);
  return util::Done{};
}

// Every cell with what is said of it; what is said of the row stands in its message.
std::vector<formats::CellNote> RejectFile::notes_of(const formats::RowProblems& problems) const
{
  std::vector<formats::CellNote> notes;
  for (const formats::CellProblem& problem : problems.errors) {
    if (problem.column >= m_cell_of.size() || m_cell_of[problem.column] == formats::k_absent) {
      continue;
    }
    const std::size_t at = place_written(m_cell_of[problem.column], m_own_cells);
    const auto known = std::ranges::find(notes, at, &formats::CellNote::cell);
    formats::CellNote& note =
      known == notes.end() ? notes.emplace_back(formats::CellNote{at, ""}) : *known;
    note.text += (note.text.empty() ? "" : " / ") + m_sentence(problem.error);
  }
  return notes;
}

util::Outcome RejectFile::line(const std::vector<std::string>& cells,
                               const std::vector<formats::CellNote>& notes)
{
  if (m_workbook) {
    return m_workbook->row(cells, notes)
             ? util::Outcome(util::Done{})
             : util::Outcome(util::Error{"import.rejects_too_many", {m_place.file.string()}});
  }
  std::string text;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i != 0) {
      text += m_style.separator;
    }
    const bool is_amount = m_style.decimal_commas && i < m_types.size();
    text += formats::csv_cell(
      guarded(is_amount ? with_decimal_comma(cells[i], m_types[i], m_style.decimal) : cells[i]),
      m_style.separator);
  }
  return m_file->append(formats::encode(text + m_style.line_end, m_style.encoding));
}

util::Outcome RejectFile::add(const formats::CsvRecord& record,
                              const formats::RowProblems& problems)
{
  const util::Outcome begun = m_file ? util::Outcome(util::Done{}) : begin();
  if (!begun) {
    return begun;
  }
  // As many cells as the file wrote, so that a ragged record is refused again; our own columns of
  // an earlier run apart.
  std::vector<std::string> cells;
  for (std::size_t i = 0; i < record.cells.size(); ++i) {
    if (std::ranges::find(m_own_cells, i) == m_own_cells.end()) {
      const std::string_view cell = record.cells[i];
      cells.emplace_back(
        m_style.literal ? cell : formats::without_formula_guard(cell)); // line() gives it one again
    }
  }
  const std::size_t own = m_titles.size() - k_own_titles.size();
  while (cells.size() > own && util::trim(cells.back()).empty()) {
    cells.pop_back(); // empty cells beyond the header are no fault, and would move ours
  }
  std::string codes, messages;
  for (const formats::CellProblem& problem : problems.errors) {
    codes += codes.empty() ? "" : " ";
    codes += problem.error.code;
    messages += messages.empty() ? "" : " / ";
    messages += m_sentence(problem.error);
  }
  cells.insert(cells.end(), {std::to_string(record.line), codes, messages});
  return line(cells, m_workbook ? notes_of(problems) : std::vector<formats::CellNote>{});
}

util::Outcome RejectFile::keep()
{
  if (m_workbook && !m_workbook->end()) {
    return util::Error{"file.cannot_create", {m_place.file.string()}};
  }
  return m_file ? m_file->keep() : util::Outcome(util::Done{});
}

} // namespace myatlas::services
