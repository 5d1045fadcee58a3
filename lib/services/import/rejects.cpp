#include "services/import/rejects.hpp"

#include <algorithm>
#include <array>

#include "store/store_files.hpp"
#include "util/text.hpp"

namespace myatlas::services {

namespace {

constexpr std::array k_own_titles = {"_line", "_code", "_message"};

// A negative amount is left one.
std::string guarded(const std::string& cell)
{
  const bool number = cell.size() > 1 && cell[0] == '-' && cell.find_first_not_of("0123456789., ", 1) == cell.npos;
  return number ? cell : formats::harmless_cell(cell);
}

} // namespace

RejectFile::RejectFile(const RejectPlace& place, const formats::Header& header,
                       const RejectStyle& style, Sentence sentence)
  : m_path(place.file), m_store(place.store), m_titles(header.titles),
    m_own_cells(header.reject_cells), m_style(style), m_sentence(std::move(sentence))
{
  m_titles.insert(m_titles.end(), k_own_titles.begin(), k_own_titles.end());
}

util::Outcome RejectFile::begin()
{
  if (const util::Outcome apart = store::check_target(m_store, m_path); !apart) {
    return apart;
  }
  util::Result<util::NewFile> file = util::NewFile::create(m_path);
  if (!file) {
    return file.errors();
  }
  m_file.emplace(*std::move(file));
  // A separator that no header gives away has to be announced.
  const bool usual = std::string_view(";\t,|").find(m_style.separator) != std::string_view::npos;
  const std::string announced = usual ? "" : formats::encode(std::string("sep=") + m_style.separator + m_style.line_end, m_style.encoding);
  const util::Outcome marked =
    m_file->append(std::string(m_style.mark ? formats::byte_order_mark(m_style.encoding) : "") + announced);
  return marked ? line(m_titles) : marked;
}

util::Outcome RejectFile::line(const std::vector<std::string>& cells)
{
  std::string text;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i != 0) {
      text += m_style.separator;
    }
    text += formats::csv_cell(guarded(cells[i]), m_style.separator);
  }
  return m_file->append(formats::encode(text + m_style.line_end, m_style.encoding));
}

util::Outcome RejectFile::add(const formats::CsvRecord& record, const formats::RowProblems& problems)
{
  const util::Outcome begun = m_file ? util::Outcome(util::Done{}) : begin();
  if (!begun) {
    return begun;
  }
  // As many cells as the file wrote, so that a ragged record is refused again; our own columns of an earlier run apart.
  std::vector<std::string> cells;
  for (std::size_t i = 0; i < record.cells.size(); ++i) {
    if (std::ranges::find(m_own_cells, i) == m_own_cells.end()) {
      const std::string_view cell = record.cells[i];
      cells.emplace_back(m_style.literal ? cell : formats::without_formula_guard(cell)); // line() gives it one again
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
  return line(cells);
}

util::Outcome RejectFile::keep()
{
  return m_file ? m_file->keep() : util::Outcome(util::Done{});
}

} // namespace myatlas::services
