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

  util::Outcome line(std::string_view text);
  util::Outcome end() { return util::write_through(m_into, m_text); }

private:
  util::Outcome titles(const Json& object);
  util::Result<std::string> cell(const std::string& title, const Json& value) const;
  util::Outcome record(const std::vector<std::string>& cells);

  const util::FileHandle& m_into;
  std::map<std::string, std::size_t, std::less<>> m_columns; // by title
  bool m_is_whole = false;
  std::string m_text;
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
  return value.is_null() ? "" : value.is_string() ? value.get<std::string>() : value.dump();
}

util::Outcome Converter::line(std::string_view text)
{
  if (util::trim(text).empty()) {
    m_text += '\n';
    return util::Done{};
  }
  const util::Result<Json> object = parse_json(text);
  if (!object || !object->is_object()) {
    return object ? util::Outcome(util::Error{"json.not_object", {}})
                  : util::Outcome(object.errors());
  }
  const util::Outcome begun = m_columns.empty() ? titles(*object) : util::Outcome(util::Done{});
  if (!begun) {
    return begun;
  }
  if (m_is_whole) {
    return record({std::string(util::trim(text))});
  }
  std::vector<std::string> cells(m_columns.size());
  for (const auto& [title, value] : object->items()) {
    const auto column = m_columns.find(title);
    if (column == m_columns.end()) {
      return util::Error{"json.member_unknown", {title}};
    }
    TRY_ASSIGN(const std::string text_of, cell(title, value));
    cells[column->second] = text_of;
  }
  return record(cells);
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
  util::Result<util::FileHandle> into = util::unnamed_file();
  if (!into) {
    return into;
  }
  Converter converter(*into);
  std::string text, block(k_block, '\0');
  std::uint64_t line = 0;
  ::lseek(file.get(), 0, SEEK_SET);
  for (bool more = true; more;) {
    TRY_ASSIGN(const std::size_t size, util::read_some(file, name, block.data(), block.size()));
    more = size > 0;
    text.append(block, 0, size);
    std::size_t begin = 0;
    for (std::size_t end = text.find('\n'); end != text.npos || (!more && begin < text.size());
         end = text.find('\n', begin)) {
      const util::Outcome taken = converter.line(std::string_view(text).substr(begin, end - begin));
      ++line;
      if (!taken) {
        return at_line(taken.error(), name, line);
      }
      begin = end == text.npos ? text.size() : end + 1;
    }
    text.erase(0, begin);
    if (text.size() > k_most_record_bytes) {
      return at_line({"csv.record_too_long", {}}, name, line + 1);
    }
  }
  const util::Outcome ended = converter.end();
  return ended ? std::move(into) : util::Result<util::FileHandle>(ended.errors());
}

} // namespace myatlas::formats
