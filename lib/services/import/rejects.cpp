#include "services/import/rejects.hpp"

#include <algorithm>

namespace myatlas::services {

RejectFile::RejectFile(const formats::Header& header, char separator, formats::Encoding encoding, bool mark,
                       Sentence sentence)
  : m_own_cells(header.reject_cells), m_separator(separator), m_encoding(encoding), m_sentence(std::move(sentence)),
    m_content(mark ? formats::byte_order_mark(encoding) : "")
{
  std::vector<std::string> titles = header.titles;
  titles.insert(titles.end(), {"_line", "_code", "_message"});
  line(titles);
}

void RejectFile::line(const std::vector<std::string>& cells)
{
  std::string text;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i != 0) {
      text += m_separator;
    }
    text += formats::csv_cell(cells[i], m_separator);
  }
  m_content += formats::encode(text + "\r\n", m_encoding);
}

void RejectFile::add(const formats::CsvRecord& record, const formats::RowProblems& problems)
{
  // As many cells as the file wrote, so that a ragged record is refused again; our own columns of an earlier run apart.
  std::vector<std::string> cells;
  for (std::size_t i = 0; i < record.cells.size(); ++i) {
    if (std::ranges::find(m_own_cells, i) == m_own_cells.end()) {
      cells.emplace_back(record.cells[i]);
    }
  }
  std::string codes, messages;
  for (const formats::CellProblem& problem : problems.errors) {
    codes += codes.empty() ? "" : " ";
    codes += problem.error.code;
    messages += messages.empty() ? "" : " / ";
    messages += m_sentence(problem.error);
  }
  cells.insert(cells.end(), {std::to_string(record.line), codes, messages});
  line(cells);
}

} // namespace myatlas::services
