#include "formats/text/csv_reader.hpp"

#include <algorithm>
#include <utility>

#include "formats/text/fast_cells.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::formats {

namespace {

bool is_blank_cell(std::string_view cell)
{
  return util::trim(cell).empty();
}

// A line end inside quotes is one newline, however it was written; a doubled quote is one.
std::string unquoted(std::string_view quoted)
{
  std::string text;
  text.reserve(quoted.size());
  for (std::size_t i = 0; i < quoted.size(); ++i) {
    const bool crlf = quoted[i] == '\r' && i + 1 < quoted.size() && quoted[i + 1] == '\n';
    const bool doubled = quoted[i] == '"' && i + 1 < quoted.size() && quoted[i + 1] == '"';
    i += crlf || doubled ? 1 : 0;
    text += quoted[i] == '\r' ? '\n' : quoted[i];
  }
  return text;
}

// Whether the byte at `i` is the last of an end of line: "\n", "\r\n" or "\r".
bool ends_line(std::string_view text, std::size_t i)
{
  const bool crlf = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
  return text[i] == '\n' || (text[i] == '\r' && !crlf);
}

std::uint64_t line_ends(std::string_view text)
{
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    count += ends_line(text, i) ? 1U : 0U;
  }
  return count;
}

const char* line_end_at(std::string_view text, std::size_t at)
{
  if (text.substr(at, 2) == "\r\n") {
    return "\r\n";
  }
  return text[at] == '\n' ? "\n" : "\r";
}

} // namespace

util::Error CsvReader::failure(const char* code, std::uint64_t line) const
{
  util::Error error{code, {}};
  error.where = {m_source.name(), 0, line, ""};
  return error;
}

util::Result<bool> CsvReader::refill()
{
  m_buffer.erase(0, m_begin);
  m_begin = 0;
  const std::size_t before = m_buffer.size();
  const util::Result<bool> more = m_source.read(m_buffer);
  if (more) {
    m_at_end = !*more;
    if (m_at_end && m_buffer.ends_with('\x1A')) { // the end of a file of DOS
      m_buffer.pop_back();
    }
    m_consumed += m_buffer.size() - before;
  }
  return more;
}

util::Result<std::string_view> CsvReader::peek(std::size_t bytes)
{
  while (!m_at_end && m_buffer.size() < bytes) {
    TRY(refill());
  }
  return std::string_view(m_buffer).substr(m_begin);
}

void CsvReader::skip_line()
{
  m_begin = std::min(m_buffer.find_first_of("\r\n", m_begin), m_buffer.size());
  if (m_buffer.compare(m_begin, 2, "\r\n") == 0) {
    m_begin += 2;
  } else if (m_begin < m_buffer.size()) {
    ++m_begin;
  }
  ++m_line;
}

void CsvReader::scan_plain(std::size_t& at)
{
  const char* const from = m_buffer.data() + at;
  const char* const end = fast::cell_end(from, m_buffer.data() + m_buffer.size(), m_separator);
  m_record.cells.emplace_back(from, end);
  at = static_cast<std::size_t>(end - m_buffer.data());
}

// Position of the quote that closes the text from `at` on, npos when it is not in the buffer;
// `plain` stays true when the text is in the buffer as it is meant.
std::size_t CsvReader::closing_quote(std::size_t at, bool& plain) const
{
  while (true) {
    at = m_buffer.find('"', at);
    if (at == m_buffer.npos || (at + 1 == m_buffer.size() && !m_at_end)) {
      return m_buffer.npos;
    }
    if (at + 1 == m_buffer.size() || m_buffer[at + 1] != '"') {
      return at;
    }
    plain = false;
    at += 2;
  }
}

// True when the cell ends inside the buffer. Text after the closing quote is kept as it is.
bool CsvReader::scan_quoted(std::size_t& at)
{
  const std::size_t from = at + 1;
  bool plain = true;
  const std::size_t close = closing_quote(from, plain);
  if (close == m_buffer.npos) {
    return false;
  }
  const std::string_view inside = std::string_view(m_buffer).substr(from, close - from);
  const bool returns = inside.find('\r') != inside.npos;
  if (returns || inside.find('\n') != inside.npos) {
    m_lines_in_record += line_ends(inside);
    plain = plain && !returns;
  }
  const char* const after = m_buffer.data() + close + 1;
  const char* const end = fast::cell_end(after, m_buffer.data() + m_buffer.size(), m_separator);
  at = static_cast<std::size_t>(end - m_buffer.data());
  if (plain && end == after) {
    m_record.cells.push_back(inside);
  } else {
    m_unquoted.push_back(unquoted(inside) + std::string(after, end));
    m_record.cells.emplace_back(m_unquoted.back());
  }
  return true;
}

CsvReader::Scan CsvReader::scan()
{
  m_record.cells.clear();
  m_unquoted.clear();
  m_lines_in_record = 1;
  for (std::size_t at = m_begin;; ++at) {
    if (at < m_buffer.size() && m_buffer[at] == '"') {
      if (!scan_quoted(at)) {
        return m_at_end ? Scan::failed : Scan::more;
      }
    } else {
      scan_plain(at);
    }
    // "\r" at the very end of a block may be half of "\r\n".
    const bool cut = at >= m_buffer.size() || (m_buffer[at] == '\r' && at + 1 == m_buffer.size());
    if (cut && !m_at_end) {
      return Scan::more;
    }
    if (at >= m_buffer.size() || m_buffer[at] != m_separator) {
      finish_record(at);
      return Scan::record;
    }
  }
}

void CsvReader::finish_record(std::size_t end)
{
  m_record.line = m_line;
  m_record.raw = std::string_view(m_buffer).substr(m_begin, end - m_begin);
  m_line += m_records_are_lines ? 1 : m_lines_in_record;
  const bool crlf = m_buffer.compare(end, 2, "\r\n") == 0;
  if (m_number == 0 && end < m_buffer.size()) {
    m_line_end = line_end_at(m_buffer, end);
  }
  m_begin = std::min(end + (crlf ? 2 : 1), m_buffer.size());
}

util::Result<const CsvRecord*> CsvReader::next()
{
  while (m_begin < m_buffer.size() || !m_at_end) {
    const Scan scanned = scan();
    if (scanned == Scan::failed) {
      return failure("csv.unterminated_quote", m_line);
    }
    if (scanned == Scan::more) {
      if (m_buffer.size() - m_begin > k_most_record_bytes) {
        return failure("csv.record_too_long", m_line);
      }
      TRY(refill());
      continue;
    }
    if (m_record.cells.size() > k_most_columns) {
      return failure("csv.too_many_columns", m_record.line);
    }
    if (std::ranges::all_of(m_record.cells, is_blank_cell)) {
      ++m_blank;
      continue;
    }
    m_record.number = m_number++;
    return &m_record;
  }
  return static_cast<const CsvRecord*>(nullptr);
}

std::vector<TextRecord> CsvReader::records_in(std::string_view text) const
{
  constexpr std::size_t k_most = 1'000;
  std::vector<TextRecord> records;
  bool quoted = false;
  std::size_t from = 0;
  std::uint64_t line = m_line, lines = 1;
  for (std::size_t i = 0; i <= text.size() && records.size() < k_most; ++i) {
    const bool ends = i == text.size() || ends_line(text, i);
    quoted = i < text.size() && text[i] == '"' ? !quoted : quoted;
    if (ends && quoted && i < text.size()) {
      ++lines;
    } else if (ends && (i < text.size() || i > from)) {
      records.push_back({text.substr(from, i - from), line});
      line += m_records_are_lines ? 1 : std::exchange(lines, 1);
      from = i + 1;
    }
  }
  return records;
}

std::vector<std::string> first_cells(std::string_view text, char separator)
{
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && (c == '\n' || c == '\r')) {
      break;
    } else if (!quoted && c == separator) {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  return cells;
}

std::string csv_cell(std::string_view text, char separator)
{
  if (text.find_first_of(std::string("\"\r\n") + separator) == text.npos) {
    return std::string(text);
  }
  std::string quoted = "\"";
  for (const char c : text) {
    quoted += c == '"' ? "\"\"" : std::string(1, c);
  }
  return quoted + '"';
}

namespace {

constexpr std::string_view k_formula_begins = "=+-@\t\r";

// Apostrophes, or none, and then what begins a formula.
bool begins_formula(std::string_view text)
{
  const std::size_t at = text.find_first_not_of('\'');
  return at != text.npos && k_formula_begins.find(text[at]) != text.npos;
}

bool may_begin_cell(char before)
{
  return before == ';' || before == ',' || before == '\t' || before == '\n';
}

// The text with each formula behind a separator as `change` makes it, which is given the text from
// its apostrophes on.
template <typename Change>
std::string each_formula(std::string_view text, Change change)
{
  std::string changed;
  for (std::size_t i = 0; i < text.size(); ++i) {
    changed += text[i];
    if (may_begin_cell(text[i]) && begins_formula(text.substr(i + 1))) {
      i += change(changed, text.substr(i + 1));
    }
  }
  return changed;
}

} // namespace

bool holds_formula(std::string_view text)
{
  for (std::size_t i = text.find_first_of(";,\t\n"); i != text.npos;
       i = text.find_first_of(";,\t\n", i + 1)) {
    if (begins_formula(text.substr(i + 1))) {
      return true;
    }
  }
  return false;
}

std::string harmless_cell(const std::string& text)
{
  const std::string cell = util::shown(text);
  if (holds_formula(cell)) {
    return "'" + each_formula(cell, [](std::string& changed, std::string_view) {
             changed += '\'';
             return std::size_t{0};
           });
  }
  return begins_formula(cell) ? "'" + cell : cell;
}

bool has_formula_guard(std::string_view cell)
{
  return cell.starts_with('\'') && (begins_formula(cell) || holds_formula(cell));
}

static std::string without_guards(std::string_view cell)
{
  return each_formula(cell, [](std::string&, std::string_view formula) {
    return std::size_t{formula.starts_with('\'') ? 1U : 0U};
  });
}

std::string without_formula_guard(std::string_view cell)
{
  return has_formula_guard(cell) ? without_guards(cell.substr(1)) : std::string(cell);
}

} // namespace myatlas::formats
