#include "formats/tables/header.hpp"

#include <algorithm>

#include "formats/text/dialect.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::formats {

namespace {

// Half a character would cut others in two, a letter or a digit stands in values, and a sign that
// begins a formula would make cells of a reject file ones.
bool may_separate(char c)
{
  return std::ranges::find(k_separators, c) != k_separators.end();
}

// What "sep=" on the first line says; nothing when there is none.
util::Result<std::optional<char>> announced(std::string_view text)
{
  const bool hint = util::to_lower(text.substr(0, 4)) == "sep=" && text.size() >= 5 &&
                    text[4] != '\r' && text[4] != '\n';
  if (hint && !may_separate(text[4])) {
    const std::string_view told = text.substr(4, text.substr(4, 12).find_first_of("\r\n"));
    return util::Error{"separator.unknown", {std::string(told.substr(0, 12)), k_known_separators}};
  }
  return hint ? std::optional(text[4]) : std::nullopt;
}

char best_separator(std::string_view text, FileKind kind, const TitleMap& titles)
{
  char best = k_separators[0];
  std::size_t most = 0;
  for (const char separator : k_separators) {
    const std::size_t known = known_columns(kind, first_cells(text, separator), titles);
    if (known > most) {
      most = known;
      best = separator;
    }
  }
  return best;
}

// Where the header stands, and what separates its cells.
struct HeaderPlace
{
  std::uint64_t line = 1;
  char separator = k_separators[0];
};

// The first line that can be the header, of the first ten: titles of a page may stand above it.
// None can: the one with most of the columns, which is then said to lack the others.
HeaderPlace find_header(const std::vector<TextRecord>& records, FileKind kind,
                        const CsvOptions& options, std::optional<char> separator)
{
  constexpr std::size_t k_lines_looked_at = 10;
  const auto separator_at = [&](const TextRecord& record) {
    return separator ? *separator : best_separator(record.text, kind, options.titles);
  };
  std::size_t looked_at = 0, most = 0;
  const TextRecord* nearest = nullptr; // to a header: what it lacks is told
  for (const TextRecord& record : records) {
    if (util::trim(record.text.substr(0, record.text.find_first_of("\r\n"))).empty()) {
      continue;
    }
    const char used = separator_at(record);
    const std::vector<std::string> titles = first_cells(record.text, used);
    const bool meant = options.header_line == 0 ? is_header(kind, titles, options.titles)
                                                : record.line == options.header_line;
    if (meant) {
      return {record.line, used};
    }
    const std::size_t known = known_columns(kind, titles, options.titles);
    if (nearest == nullptr || (known > most && known > 1)) {
      nearest = &record;
      most = known;
    }
    if (options.header_line == 0 && ++looked_at == k_lines_looked_at) {
      break;
    }
  }
  return nearest == nullptr ? HeaderPlace{} : HeaderPlace{nearest->line, separator_at(*nearest)};
}

util::Errors placed(util::Errors errors, const std::string& file, std::uint64_t line)
{
  for (util::Error& error : errors) {
    error.where.file = file;
    error.where.line = line;
  }
  return errors;
}

// What a line of titles says: its cells, those that are empty apart.
std::string text_of_line(const CsvRecord& record)
{
  std::string text;
  for (const std::string_view cell : record.cells) {
    if (!util::trim(cell).empty()) {
      util::add_to_list(text, util::trim(cell), " ");
    }
  }
  return text;
}

// The record that was read last is the header: those behind it are counted from one.
util::Result<Header> header_of(CsvReader& reader, FileKind kind, const CsvOptions& options,
                               std::vector<std::string> above)
{
  const CsvRecord& record = reader.count_from_here();
  const std::vector<std::string> titles(record.cells.begin(), record.cells.end());
  util::Result<Header> header = read_header(kind, titles, options.titles, options.demanded_titles);
  if (!header) {
    return placed(header.errors(), reader.name(), record.line);
  }
  header->line = record.line;
  header->above = std::move(above);
  return header;
}

} // namespace

util::Result<Header> begin_file(CsvReader& reader, FileKind kind, const CsvOptions& options,
                                char& separator)
{
  TRY_ASSIGN(const std::string_view text, reader.peek(TextSource::k_block));
  const util::Result<std::optional<char>> announcement = announced(text);
  if (!announcement) {
    return placed(announcement.errors(), reader.name(), 1);
  }
  const std::optional<char> hint = *announcement;
  if (hint) {
    reader.skip_line();
  }
  const util::Result<std::string_view> head = reader.peek(1);
  const HeaderPlace place = find_header(reader.records_in(*head), kind, options,
                                        options.separator ? options.separator : hint);
  separator = place.separator;
  reader.set_separator(separator);
  std::vector<std::string> above;
  while (true) {
    TRY_ASSIGN(const CsvRecord* record, reader.next());
    if (record == nullptr) {
      return above.empty() ? util::Error{"file.empty", {reader.name()}}
                           : util::Error{"header.none", {std::to_string(options.header_line)}};
    }
    if (record->line >= std::max(place.line, options.header_line)) {
      break;
    }
    above.push_back(text_of_line(*record));
  }
  return header_of(reader, kind, options, std::move(above));
}

} // namespace myatlas::formats
