#include "formats/tables/json_table.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include <unistd.h>

#include "formats/json/json.hpp"
#include "formats/text/csv_reader.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::formats {

namespace {

constexpr std::size_t k_block = 256U * 1024;

util::Error at_line(util::Error error, const std::string& name, std::uint64_t line)
{
  error.where.file = name;
  error.where.line = line;
  return error;
}

// Turns one line after the other into a record.
class Converter
{
public:
  explicit Converter(const util::FileHandle& into) : m_into(into) {}

  // Takes the lines that end in the text, and with `is_all` what is left, and drops them from it.
  util::Outcome lines(std::string& text, bool is_all);
  std::uint64_t lines_read() const { return m_lines; }
  util::Outcome end() { return util::write_through(m_into, m_text); }

private:
  util::Outcome line(std::string_view text);
  util::Result<std::vector<std::string>> cells_of(const Json& object) const;
  util::Outcome titles(const Json& object);
  util::Result<std::string> cell(const std::string& title, const Json& value) const;
  util::Outcome record(const std::vector<std::string>& cells);

  const util::FileHandle& m_into;
  std::map<std::string, std::size_t, std::less<>> m_columns; // by title
  bool m_is_whole = false;
  std::string m_text;
  std::uint64_t m_lines = 0;
};

util::Outcome Converter::record(const std::vector<std::string>& cells)
{
  for (std::size_t i = 0; i < cells.size(); ++i) {
    m_text += i == 0 ? "" : ";";
    m_text += csv_cell(cells[i], ';');
  }
  m_text += '\n';
  if (m_text.size() < k_block) {
    return util::Done{};
  }
  const util::Outcome written = util::write_through(m_into, m_text);
  m_text.clear();
  return written;
}

util::Outcome Converter::titles(const Json& object)
{
  std::vector<std::string> titles;
  for (const auto& [title, value] : object.items()) {
    m_columns.emplace(title, titles.size());
    titles.push_back(title);
  }
  m_is_whole = !titles.empty() && titles.front() == "cerfa"; // a contract a line: it is one cell
  return record(m_is_whole ? std::vector<std::string>{"contrat"} : titles);
}

util::Result<std::string> Converter::cell(const std::string& title, const Json& value) const
{
  if (value.is_structured()) {
    return util::Error{"json.member_type", {title}};
  }
  if (value.is_null()) {
    return std::string();
  }
  return value.is_string() ? value.get<std::string>() : value.dump();
}

util::Outcome Converter::line(std::string_view text)
{
  if (util::trim(text).empty()) {
    m_text += '\n';
    return util::Done{};
  }
  TRY_ASSIGN(const Json object, parse_json(text));
  if (!object.is_object()) {
    return util::Error{"json.not_object", {}};
  }
  if (m_columns.empty()) {
    TRY(titles(object));
  }
  if (m_is_whole) {
    return record({std::string(util::trim(text))});
  }
  TRY_ASSIGN(const std::vector<std::string> cells, cells_of(object));
  return record(cells);
}

// Where their titles have them.
util::Result<std::vector<std::string>> Converter::cells_of(const Json& object) const
{
  std::vector<std::string> cells(m_columns.size());
  for (const auto& [title, value] : object.items()) {
    const auto column = m_columns.find(title);
    if (column == m_columns.end()) {
      return util::Error{"json.member_unknown", {title}};
    }
    TRY_ASSIGN(cells[column->second], cell(title, value));
  }
  return cells;
}

util::Outcome Converter::lines(std::string& text, bool is_all)
{
  std::size_t begin = 0;
  for (std::size_t end = text.find('\n'); end != text.npos || (is_all && begin < text.size());
       end = text.find('\n', begin)) {
    ++m_lines;
    TRY(line(std::string_view(text).substr(begin, end - begin)));
    begin = end == text.npos ? text.size() : end + 1;
  }
  text.erase(0, begin);
  return util::Done{};
}

} // namespace

bool is_json_lines(const util::FileHandle& file)
{
  std::array<char, 64> head{};
  const ssize_t size = ::pread(file.get(), head.data(), head.size(), 0);
  std::string_view text(head.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n\xEF\xBB\xBF"), text.size()));
  return text.starts_with("{\"") || text.starts_with("{ \"");
}

util::Result<util::FileHandle> json_lines_as_csv(const util::FileHandle& file,
                                                 const std::string& name)
{
  TRY_ASSIGN(util::FileHandle into, util::unnamed_file());
  Converter converter(into);
  std::string text, block(k_block, '\0');
  ::lseek(file.get(), 0, SEEK_SET);
  for (bool more = true; more;) {
    TRY_ASSIGN(const std::size_t size, util::read_some(file, name, block.data(), block.size()));
    more = size > 0;
    text.append(block, 0, size);
    if (const util::Outcome taken = converter.lines(text, !more); !taken) {
      return at_line(taken.error(), name, converter.lines_read());
    }
    if (text.size() > k_most_record_bytes) {
      return at_line({"csv.record_too_long", {}}, name, converter.lines_read() + 1);
    }
  }
  TRY(converter.end());
  return into;
}

} // namespace myatlas::formats
