#include "formats/dialect.hpp"

#include <array>

#include "domain/names.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

constexpr std::array k_separators = {';', '\t', ',', '|'};

constexpr domain::NamedValue<char> k_separator_names[] = {
  {"semicolon", ';'}, {"tab", '\t'}, {"comma", ','}, {"pipe", '|'}, {";", ';'}, {"\t", '\t'}, {"\\t", '\t'}, {",", ','}, {"|", '|'},
};

constexpr domain::NamedValue<DecimalMark> k_marks[] = {
  {"comma", DecimalMark::comma}, {"point", DecimalMark::point}, {",", DecimalMark::comma}, {".", DecimalMark::point}};

constexpr domain::NamedValue<DateOrder> k_orders[] = {
  {"dmy", DateOrder::dmy}, {"mdy", DateOrder::mdy}, {"jma", DateOrder::dmy}, {"mja", DateOrder::mdy}};

constexpr const char* k_known_separators = "semicolon, comma, tab, pipe";

// A mark of ASCII: part of a character would cut others in two, and a letter or a digit stands in values.
bool may_separate(char c)
{
  return c == '\t' || (c > ' ' && c <= '~' && c != '"' && !util::is_alnum(c));
}

// What "sep=" on the first line says; nothing when there is none.
util::Result<std::optional<char>> announced(std::string_view text)
{
  const bool hint = util::to_lower(text.substr(0, 4)) == "sep=" && text.size() >= 5 && text[4] != '\r' && text[4] != '\n';
  if (hint && !may_separate(text[4])) {
    const std::string_view told = text.substr(4, text.substr(4, 12).find_first_of("\r\n"));
    return util::Error{"separator.unknown", {std::string(told.substr(0, 12)), k_known_separators}};
  }
  return hint ? std::optional(text[4]) : std::nullopt;
}

char best_separator(std::string_view text, FileKind kind)
{
  char best = k_separators[0];
  std::size_t most = 0;
  for (const char separator : k_separators) {
    const std::size_t known = known_columns(kind, first_cells(text, separator));
    if (known > most) {
      most = known;
      best = separator;
    }
  }
  return best;
}

util::Errors placed(util::Errors errors, const std::string& file, std::uint64_t line)
{
  for (util::Error& error : errors) {
    error.where.file = file;
    error.where.line = line;
  }
  return errors;
}

} // namespace

std::string separator_name(char separator)
{
  const std::string name = domain::name_of(k_separator_names, separator);
  return name.empty() ? std::string(1, separator) : name;
}

util::Result<char> parse_separator(std::string_view text)
{
  for (const auto& row : k_separator_names) {
    if (row.name == text) {
      return row.value;
    }
  }
  return util::Error{"separator.unknown", {std::string(text), k_known_separators}};
}

util::Result<DecimalMark> parse_decimal_mark(std::string_view text)
{
  return domain::value_of(k_marks, text, "decimal_mark.unknown");
}

util::Result<DateOrder> parse_date_order(std::string_view text)
{
  return domain::value_of(k_orders, text, "date_order.unknown");
}

const char* to_text(DecimalMark mark)
{
  return domain::name_of(k_marks, mark);
}

const char* to_text(DateOrder order)
{
  return domain::name_of(k_orders, order);
}

util::Result<Header> begin_file(CsvReader& reader, FileKind kind, const CsvOptions& options, char& separator)
{
  const util::Result<std::string_view> text = reader.peek(TextSource::k_block);
  if (!text) {
    return text.errors();
  }
  const util::Result<std::optional<char>> announcement = announced(*text);
  if (!announcement) {
    return placed(announcement.errors(), reader.name(), 1);
  }
  const std::optional<char> hint = *announcement;
  if (hint) {
    reader.skip_line();
  }
  const util::Result<std::string_view> head = reader.peek(1);
  separator = options.separator ? *options.separator : hint ? *hint : best_separator(*head, kind);
  reader.set_separator(separator);
  const util::Result<const CsvRecord*> first = reader.next();
  if (!first) {
    return first.errors();
  }
  if (*first == nullptr) {
    return util::Error{"file.empty", {reader.name()}};
  }
  const std::uint64_t line = (*first)->line;
  const std::vector<std::string> titles((*first)->cells.begin(), (*first)->cells.end());
  const util::Result<Header> header = read_header(kind, titles);
  return header ? header : util::Result<Header>(placed(header.errors(), reader.name(), line));
}

} // namespace myatlas::formats
