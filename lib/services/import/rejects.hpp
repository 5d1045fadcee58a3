#pragma once

#include <functional>
#include <string>

#include "formats/csv_reader.hpp"
#include "formats/rows.hpp"

namespace myatlas::services {

// Says a problem in the user's words; the sentences live in cli.
using Sentence = std::function<std::string(const util::Error&)>;

// The refused rows, as the file wrote them (same columns, separator and encoding), with _line, _code and _message behind.
// Corrected, it can be imported: the three columns are ignored.
class RejectFile
{
public:
  RejectFile(const formats::Header& header, char separator, formats::Encoding encoding, bool mark, Sentence sentence);
  void add(const formats::CsvRecord& record, const formats::RowProblems& problems);
  const std::string& content() const { return m_content; }

private:
  void line(const std::vector<std::string>& cells);

  std::vector<std::size_t> m_own_cells;
  char m_separator;
  formats::Encoding m_encoding;
  Sentence m_sentence;
  std::string m_content;
};

} // namespace myatlas::services
