#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "formats/text/text_source.hpp"

namespace myatlas::formats {

// One record of a file: its cells without their quotes, good until the next is read.
struct CsvRecord
{
  std::uint64_t number = 0; // 1-based, the header and blank lines apart
  std::uint64_t line = 0;   // 1-based physical line where it begins
  std::vector<std::string_view> cells;
  std::string_view raw; // its text without the line end
};

// A record as it stands in a text, and the line it begins on.
struct TextRecord
{
  std::string_view text;
  std::uint64_t line = 0;
};

constexpr std::size_t k_most_columns = 256;
constexpr std::size_t k_most_record_bytes = 1024U * 1024;

// Records of RFC 4180 with any line end, lenient on a bare quote inside a cell. Memory does not
// grow with the file.
class CsvReader
{
public:
  explicit CsvReader(TextSource source) : m_source(std::move(source)) {}

  // The first `bytes` or so of the text, to settle the dialect before the first record is read.
  util::Result<std::string_view> peek(std::size_t bytes);
  void set_separator(char separator) { m_separator = separator; }
  void skip_line(); // "sep=;", which is no record

  // A record counts for one line, whatever breaks its cells have, and the first one for `first`:
  // for what was made from rows of another kind of file.
  void count_records(std::uint64_t first)
  {
    m_line = first;
    m_records_are_lines = true;
  }

  // The record that was read last, after which those that follow are counted from one.
  const CsvRecord& count_from_here()
  {
    m_number = 1;
    m_blank = 0;
    return m_record;
  }

  // The records that `text`, which is to be read next, begins with; the last may be cut.
  std::vector<TextRecord> records_in(std::string_view text) const;

  // The next record, null at the end. Blank ones are skipped and counted. Fails with
  // csv.unterminated_quote, csv.record_too_long or csv.too_many_columns (place: the line where it
  // begins), or as TextSource does.
  util::Result<const CsvRecord*> next();

  std::uint64_t blank_records() const { return m_blank; }
  std::uint64_t consumed() const { return m_consumed; } // bytes of UTF-8 taken from the source
  const char* line_end() const { return m_line_end; }   // that of the first record
  const Inspection& inspection() const { return m_source.inspection(); }
  const std::string& name() const { return m_source.name(); }

  // What was read is void: the text was not in the encoding it was taken for (see TextSource).
  bool misjudged() const { return m_source.misjudged(); }
  util::Result<TextSource> reopened() { return m_source.reopened(); }

private:
  enum class Scan
  {
    record,
    more,   // the record goes on after what is in the buffer
    failed, // m_failure says why
  };

  Scan scan();
  std::size_t closing_quote(std::size_t at, bool& plain) const;
  bool scan_quoted(std::size_t& at);
  void scan_plain(std::size_t& at);
  void finish_record(std::size_t end);
  util::Result<bool> refill();
  util::Error failure(const char* code, std::uint64_t line) const;

  TextSource m_source;
  std::string m_buffer;
  std::size_t m_begin = 0; // of the record to read
  bool m_at_end = false, m_records_are_lines = false;
  char m_separator = ';';
  const char* m_line_end = "\r\n";
  std::uint64_t m_consumed = 0;
  std::uint64_t m_line = 1, m_lines_in_record = 0, m_number = 0, m_blank = 0;
  CsvRecord m_record;                 // its cells' room is used again
  std::deque<std::string> m_unquoted; // cells whose text is not in the buffer as it is
};

// The cells of the first line of `text`, if separated so.
std::vector<std::string> first_cells(std::string_view text, char separator);

// A cell as it is written: quoted when it must be.
std::string csv_cell(std::string_view text, char separator);

// A text that a spreadsheet would run as a formula, made text by an apostrophe (OWASP, CSV
// injection). One that holds a formula behind a separator or the end of a line, where a spreadsheet
// that separates otherwise begins a cell, gets one there and one before it all. The last takes them
// off again.
std::string harmless_cell(const std::string& text);
bool holds_formula(std::string_view text); // behind one of those
bool has_formula_guard(std::string_view cell);
std::string without_formula_guard(std::string_view cell);

} // namespace myatlas::formats
