#include "formats/tables/header.hpp"

#include <algorithm>

#include "formats/text/dialect.hpp"
#include "util/ranges.hpp"
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

// "sep=;"
bool is_line_end(char c)
{
  return c == '\r' || c == '\n';
}

bool announces(std::string_view text)
{
  return util::to_lower(text.substr(0, 4)) == "sep=" && text.size() >= 5 && !is_line_end(text[4]);
}

// What "sep=" on the first line says; nothing when there is none.
util::Result<std::optional<char>> announced(std::string_view text)
{
  if (!announces(text)) {
    return std::optional<char>();
  }
  if (!may_separate(text[4])) {
    const std::string_view told = text.substr(4, text.substr(4, 12).find_first_of("\r\n"));
    return util::Error{"separator.unknown", {std::string(told.substr(0, 12)), k_known_separators}};
  }
  return std::optional(text[4]);
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

// What is known of the header that is looked for.
struct HeaderSearch
{
  FileKind kind;
  const CsvOptions& options;
  std::optional<char> separator;

  char separator_at(const TextRecord& record) const
  {
    return separator ? *separator : best_separator(record.text, kind, options.titles);
  }

  bool is_meant(const TextRecord& record, const std::vector<std::string>& titles) const
  {
    return options.header_line == 0 ? is_header(kind, titles, options.titles)
                                    : record.line == options.header_line;
  }
};

// The line that is nearest to a header: what it lacks is told.
struct NearestHeader
{
  HeaderPlace place;
  std::size_t known = 0;
  bool is_any = false;

  void look_at(const HeaderPlace& other, std::size_t known_there)
  {
    if (!is_any || (known_there > known && known_there > 1)) {
      place = other;
      known = known_there;
      is_any = true;
    }
  }
};

bool is_blank(const TextRecord& record)
{
  return util::trim(record.text.substr(0, record.text.find_first_of("\r\n"))).empty();
}

// The first line that can be the header, of the first ten: titles of a page may stand above it.
// None can: the one with most of the columns, which is then said to lack the others.
HeaderPlace find_header(const std::vector<TextRecord>& records, const HeaderSearch& search)
{
  constexpr std::size_t k_lines_looked_at = 10;
  const CsvOptions& options = search.options;
  NearestHeader nearest;
  std::size_t looked_at = 0;
  for (const TextRecord& record : records) {
    if (is_blank(record)) {
      continue;
    }
    const HeaderPlace place{record.line, search.separator_at(record)};
    const std::vector<std::string> titles = first_cells(record.text, place.separator);
    if (search.is_meant(record, titles)) {
      return place;
    }
    nearest.look_at(place, known_columns(search.kind, titles, options.titles));
    if (options.header_line == 0 && ++looked_at == k_lines_looked_at) {
      break;
    }
  }
  return nearest.place;
}

util::Error placed(util::Error error, const std::string& file, std::uint64_t line)
{
  error.where.file = file;
  error.where.line = line;
  return error;
}

util::Errors placed(const util::Errors& errors, const std::string& file, std::uint64_t line)
{
  return util::mapped(errors, [&](const util::Error& error) { return placed(error, file, line); });
}

// What a line of titles says: its cells, those that are empty apart.
void add_cell(std::string& text, std::string_view cell)
{
  if (!cell.empty()) {
    util::add_to_list(text, cell, " ");
  }
}

std::string text_of_line(const CsvRecord& record)
{
  std::string text;
  for (const std::string_view cell : record.cells) {
    add_cell(text, util::trim(cell));
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

util::Error no_header(const CsvReader& reader, const std::vector<std::string>& above,
                      std::uint64_t line)
{
  return above.empty() ? util::Error{"file.empty", {reader.name()}}
                       : util::Error{"header.none", {std::to_string(line)}};
}

// Goes on to the header; what stands above it.
util::Result<std::vector<std::string>> lines_above(CsvReader& reader, std::uint64_t line,
                                                   std::uint64_t asked)
{
  std::vector<std::string> above;
  while (true) {
    TRY_ASSIGN(const CsvRecord* record, reader.next());
    if (record == nullptr) {
      return no_header(reader, above, asked);
    }
    if (record->line >= line) {
      return above;
    }
    above.push_back(text_of_line(*record));
  }
}

// The separator that the first line announces, which is skipped then.
void skip_hint(CsvReader& reader, std::optional<char> hint)
{
  if (hint) {
    reader.skip_line();
  }
}

util::Result<std::optional<char>> hint_in(CsvReader& reader)
{
  TRY_ASSIGN(const std::string_view text, reader.peek(TextSource::k_block));
  const util::Result<std::optional<char>> hint = announced(text);
  if (!hint) {
    return placed(hint.errors(), reader.name(), 1);
  }
  skip_hint(reader, *hint);
  return hint;
}

} // namespace

util::Result<Header> begin_file(CsvReader& reader, FileKind kind, const CsvOptions& options,
                                char& separator)
{
  TRY_ASSIGN(const std::optional<char> hint, hint_in(reader));
  const util::Result<std::string_view> head = reader.peek(1);
  const HeaderPlace place = find_header(
    reader.records_in(*head), {kind, options, options.separator ? options.separator : hint});
  separator = place.separator;
  reader.set_separator(separator);
  TRY_ASSIGN(auto above,
             lines_above(reader, std::max(place.line, options.header_line), options.header_line));
  TRY_ASSIGN(Header header, header_of(reader, kind, options, std::move(above)));
  header.announces_separator = hint.has_value();
  return header;
}

} // namespace myatlas::formats
