#include "formats/workbook.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <vector>

#include <unistd.h>

#include <orcus/sax_parser.hpp>
#include <orcus/zip_archive.hpp>
#include <orcus/zip_archive_stream.hpp>

#include "formats/csv_reader.hpp"
#include "formats/workbook_values.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

using Element = orcus::sax::parser_element;
using Attribute = orcus::sax::parser_attribute;

// Reads one part of a workbook. Its attributes come before the element they belong to.
class PartReader : public orcus::sax_handler
{
public:
  void attribute(const Attribute& a) { m_attributes[std::string(a.name)] = a.value; }
  void attribute(std::string_view, std::string_view) {} // of a declaration

protected:
  // The attributes of the element that begins; they are gone afterwards.
  std::map<std::string, std::string> take_attributes() { return std::exchange(m_attributes, {}); }

private:
  std::map<std::string, std::string> m_attributes;
};

// xl/workbook.xml: which relation the first sheet is, and where the calendar begins.
class BookPart final : public PartReader
{
public:
  void start_element(const Element& element)
  {
    auto attributes = take_attributes();
    if (element.name == "sheet" && m_sheet.empty()) {
      m_sheet = attributes["id"];
    } else if (element.name == "workbookPr") {
      m_from_1904 = attributes["date1904"] == "1" || attributes["date1904"] == "true";
    }
  }
  const std::string& sheet() const { return m_sheet; }
  bool from_1904() const { return m_from_1904; }

private:
  std::string m_sheet;
  bool m_from_1904 = false;
};

// xl/_rels/workbook.xml.rels: where the parts lie.
class RelationsPart final : public PartReader
{
public:
  void start_element(const Element& element)
  {
    auto attributes = take_attributes();
    if (element.name == "Relationship") {
      m_targets[attributes["Id"]] = attributes["Target"];
    }
  }
  std::string path_of(const std::string& id) const
  {
    const auto found = m_targets.find(id);
    const std::string target = found == m_targets.end() ? "worksheets/sheet1.xml" : found->second;
    return target.starts_with('/') ? target.substr(1) : "xl/" + target;
  }

private:
  std::map<std::string, std::string> m_targets;
};

// xl/sharedStrings.xml: texts, each maybe in several runs; how they are spoken (rPh) is left out.
class StringsPart final : public PartReader
{
public:
  void start_element(const Element& element)
  {
    take_attributes();
    m_in_text = element.name == "t" && !m_in_phonetic;
    m_in_phonetic = m_in_phonetic || element.name == "rPh";
  }
  void end_element(const Element& element)
  {
    m_in_text = false;
    if (element.name == "rPh") {
      m_in_phonetic = false;
    } else if (element.name == "si") {
      m_texts.push_back(std::exchange(m_text, {}));
    }
  }
  void characters(std::string_view text, bool) { m_text += m_in_text ? text : ""; }
  std::string at(std::size_t position) const { return position < m_texts.size() ? m_texts[position] : ""; }

private:
  std::vector<std::string> m_texts;
  std::string m_text;
  bool m_in_text = false, m_in_phonetic = false;
};

// "AB12" to 27; none when it begins with no letter.
std::optional<std::size_t> column_of(std::string_view reference)
{
  std::size_t column = 0;
  for (const char c : reference.substr(0, reference.find_first_of("0123456789"))) {
    column = column * 26 + (static_cast<unsigned char>(c) & 0x1FU);
  }
  return column == 0 || column > 16'384 ? std::nullopt : std::optional(column - 1);
}

// xl/styles.xml: which formats of cells are percentages.
class StylesPart final : public PartReader
{
public:
  void start_element(const Element& element)
  {
    auto attributes = take_attributes();
    if (element.name == "numFmt") {
      m_percent_codes[attributes["numFmtId"]] = is_percent_format(attributes["formatCode"]);
    } else if (element.name == "cellXfs") {
      m_in_cells = true;
    } else if (element.name == "xf" && m_in_cells) {
      const std::string& id = attributes["numFmtId"];
      const auto own = m_percent_codes.find(id);
      m_percents.push_back(own != m_percent_codes.end() ? own->second : id == "9" || id == "10"); // 0 % and 0,00 %
    }
  }
  void end_element(const Element& element) { m_in_cells = m_in_cells && element.name != "cellXfs"; }

  bool is_percent(const std::string& style) const
  {
    std::size_t position = 0;
    const auto end = std::from_chars(style.data(), style.data() + style.size(), position);
    return end.ec == std::errc() && position < m_percents.size() && m_percents[position];
  }

private:
  std::map<std::string, bool> m_percent_codes;
  std::vector<bool> m_percents;
  bool m_in_cells = false;
};

// The sheet itself: each row is written as a record when it ends.
class SheetPart final : public PartReader
{
public:
  SheetPart(const StringsPart& strings, const StylesPart& styles, bool from_1904, FileKind kind, const util::FileHandle& into)
    : m_strings(strings), m_styles(styles), m_from_1904(from_1904), m_kind(kind), m_into(into)
  {
  }

  void start_element(const Element& element)
  {
    auto attributes = take_attributes();
    if (element.name == "row") {
      begin_row(attributes["r"]);
    } else if (element.name == "c") {
      m_at = column_of(attributes["r"]).value_or(m_cells.size());
      m_type = attributes["t"];
      m_style = attributes["s"];
      m_text.clear();
    }
    m_in_text = element.name == "v" || (element.name == "t" && !m_in_phonetic);
    m_in_phonetic = m_in_phonetic || element.name == "rPh";
  }

  void end_element(const Element& element)
  {
    m_in_text = false;
    if (element.name == "rPh") {
      m_in_phonetic = false;
    } else if (element.name == "c") {
      m_at = std::min(m_at, k_most_columns); // one too many is enough to be refused
      m_cells.resize(std::max(m_cells.size(), m_at + 1));
      m_cells[m_at] = without_escapes(cell_text());
    } else if (element.name == "row") {
      end_row();
    }
  }

  void characters(std::string_view text, bool) { m_text += m_in_text ? text : ""; }

  util::Outcome end() { return m_failure ? util::Outcome(*m_failure) : util::write_through(m_into, m_csv); }

private:
  // Rows that are left out are blank ones.
  void begin_row(const std::string& number)
  {
    constexpr std::uint64_t k_last_row = 1'048'576;
    std::uint64_t row = m_row + 1;
    std::from_chars(number.data(), number.data() + number.size(), row);
    for (; m_row + 1 < std::min(row, k_last_row); ++m_row) {
      m_csv += '\n';
    }
    m_cells.clear();
  }

  void end_row()
  {
    ++m_row;
    if (m_dates.empty()) {
      find_dates();
    }
    m_cells.resize(std::max(m_cells.size(), m_dates.size())); // Excel lets go of empty cells at a row's end
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
      m_csv += i == 0 ? "" : ";";
      m_csv += csv_cell(m_cells[i], ';');
    }
    m_csv += '\n';
    if (m_csv.size() > k_block && !m_failure) {
      const util::Outcome written = util::write_through(m_into, m_csv);
      m_failure = written ? std::nullopt : std::optional(written.error());
      m_csv.clear();
    }
  }

  // Which columns are dates, from the first row that is not blank.
  void find_dates()
  {
    if (std::ranges::all_of(m_cells, &std::string::empty)) {
      return;
    }
    for (const std::string& title : m_cells) {
      const std::size_t column = column_titled(m_kind, title);
      m_dates.push_back(column != k_absent && columns_of(m_kind)[column].type == CellType::date);
    }
  }

  std::string cell_text() const
  {
    if (m_type == "s") {
      std::size_t position = 0;
      std::from_chars(m_text.data(), m_text.data() + m_text.size(), position);
      return m_strings.at(position);
    }
    if (m_type == "b") {
      return m_text == "1" ? "true" : "false";
    }
    double number = 0;
    const auto end = std::from_chars(m_text.data(), m_text.data() + m_text.size(), number);
    const bool is_number = (m_type.empty() || m_type == "n") && end.ec == std::errc() && end.ptr == m_text.data() + m_text.size();
    if (!is_number) {
      return m_text;
    }
    if (m_at < m_dates.size() && m_dates[m_at]) {
      return date_of(number, m_from_1904);
    }
    return digits_of(m_styles.is_percent(m_style) ? number * 100 : number);
  }

  static constexpr std::size_t k_block = 256U * 1024;

  const StringsPart& m_strings;
  const StylesPart& m_styles;
  bool m_from_1904;
  FileKind m_kind;
  const util::FileHandle& m_into;
  std::vector<bool> m_dates;
  std::vector<std::string> m_cells;
  std::string m_csv, m_text, m_type, m_style;
  std::size_t m_at = 0;
  std::uint64_t m_row = 0;
  bool m_in_text = false, m_in_phonetic = false;
  std::optional<util::Error> m_failure;
};

// The bytes of one entry. Orcus says since 0.18 by an exception, before by its answer, that it could not be unpacked.
template <typename Archive>
bool read_entry(const Archive& archive, const std::string& path, std::vector<unsigned char>& bytes)
{
  if constexpr (requires { archive.read_file_entry(path, bytes); }) {
    return archive.read_file_entry(path, bytes);
  } else {
    bytes = archive.read_file_entry(path);
    return true;
  }
}

// Parses XML; orcus takes a view since 0.18, a pointer and a size before.
template <typename Part>
void parse_part(std::string_view xml, Part& part)
{
  using Parser = orcus::sax_parser<Part>;
  if constexpr (std::is_constructible_v<Parser, std::string_view, Part&>) {
    Parser(xml, part).parse();
  } else {
    Parser(xml.data(), xml.size(), part).parse();
  }
}

// Parses a part of the archive; false when it is not there.
template <typename Part>
bool read_part(const orcus::zip_archive& archive, const std::string& path, Part& part)
{
  std::vector<unsigned char> bytes;
  for (std::size_t i = 0; i < archive.get_file_entry_count(); ++i) {
    if (archive.get_file_entry_name(i) == path && read_entry(archive, path, bytes)) {
      parse_part({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, part);
      return true;
    }
  }
  return false;
}

// Throws what orcus throws on a damaged archive or part.
util::Outcome convert(std::string_view bytes, FileKind kind, const util::FileHandle& into)
{
  orcus::zip_archive_stream_blob stream(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  orcus::zip_archive archive(&stream);
  archive.load();
  BookPart book;
  RelationsPart relations;
  StringsPart strings;
  StylesPart styles;
  const bool whole = read_part(archive, "xl/workbook.xml", book) && read_part(archive, "xl/_rels/workbook.xml.rels", relations);
  read_part(archive, "xl/sharedStrings.xml", strings); // a workbook of numbers has none
  read_part(archive, "xl/styles.xml", styles);
  SheetPart sheet(strings, styles, book.from_1904(), kind, into);
  if (!whole || !read_part(archive, relations.path_of(book.sheet()), sheet)) {
    return util::Error{"workbook.unreadable", {""}};
  }
  return sheet.end();
}

} // namespace

bool is_workbook(const util::FileHandle& file)
{
  std::array<char, 4> head{};
  return ::pread(file.get(), head.data(), head.size(), 0) == 4 && std::string_view(head.data(), 4) == "PK\x03\x04";
}

util::Result<util::FileHandle> workbook_as_csv(const util::FileHandle& file, const std::string& name, FileKind kind)
{
  ::lseek(file.get(), 0, SEEK_SET);
  const util::Result<std::string> bytes = util::read_whole(file, name, k_most_workbook_bytes);
  if (!bytes) {
    return bytes.errors();
  }
  const auto unpacked = unpacked_size(*bytes);
  if (!unpacked) {
    return util::Error{"workbook.unreadable", {name}};
  }
  if (*unpacked > k_most_unpacked_bytes) {
    return util::Error{"workbook.large", {name, std::to_string(k_most_unpacked_bytes)}};
  }
  util::Result<util::FileHandle> into = util::unnamed_file();
  if (!into) {
    return into;
  }
  try {
    const util::Outcome converted = convert(*bytes, kind, *into);
    if (!converted && converted.error().code != "workbook.unreadable") {
      return converted.errors();
    }
    return converted ? std::move(into) : util::Result<util::FileHandle>(util::Error{"workbook.unreadable", {name}});
  } catch (const std::exception&) {
    return util::Error{"workbook.unreadable", {name}};
  }
}

} // namespace myatlas::formats
