#pragma once

#include <functional>
#include <string>

#include "formats/csv_reader.hpp"
#include "formats/rows.hpp"
#include "util/digest.hpp"
#include "util/file.hpp"

namespace myatlas::services {

// Says a problem in the user's words; the sentences live in cli.
using Sentence = std::function<std::string(const util::Error&)>;

// How the refused rows are written: as the file wrote them.
struct RejectStyle
{
  char separator = ';';
  formats::Encoding encoding = formats::Encoding::utf_8;
  bool mark = false;
  const char* line_end = "\r\n";
  bool literal = false; // cells are as they were meant: no guard was taken for one
};

// Where they are written, and the store whose files that may not be.
struct RejectPlace
{
  std::filesystem::path file, store;
};

// The refused rows, as the file wrote them (same columns, separator, encoding and line ends), with _line, _code and _message
// behind. Corrected, it can be imported: the three columns are ignored. Who corrects it opens it in a spreadsheet: no cell begins a
// formula, as in an export, and none can drive a terminal. Made with the first row; there once kept.
class RejectFile
{
public:
  RejectFile(const RejectPlace& place, const formats::Header& header, const RejectStyle& style,
             Sentence sentence);

  // Fails as NewFile and store::check_target do.
  util::Outcome add(const formats::CsvRecord& record, const formats::RowProblems& problems);
  util::Outcome keep();
  bool empty() const { return !m_file; }
  const std::filesystem::path& path() const { return m_path; }

private:
  util::Outcome begin();
  util::Outcome line(const std::vector<std::string>& cells);

  std::filesystem::path m_path, m_store;
  std::vector<std::string> m_titles;
  std::vector<std::size_t> m_own_cells;
  RejectStyle m_style;
  Sentence m_sentence;
  std::optional<util::NewFile> m_file;
};

} // namespace myatlas::services
