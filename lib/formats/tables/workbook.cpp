#include "formats/tables/workbook.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include <unistd.h>

#include "formats/tables/workbook_parts.hpp"
#include "formats/text/csv_reader.hpp"
#include "formats/xml/zip_archive.hpp"
#include "util/isolated.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::formats {

namespace {

// What a sheet becomes: CSV of ours, with the columns of a kind of file, in a file of so many bytes
// at most.
struct Target
{
  FileKind kind;
  const CsvOptions& options;
  const util::FileHandle& file;
  std::uint64_t most_bytes;
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

// The sheet itself: each row is written as a record when it ends.
class SheetPart final : public workbook::PartReader
{
public:
  SheetPart(const workbook::StringsPart& strings, const workbook::StylesPart& styles,
            bool from_1904, const Target& target)
    : m_strings(strings), m_styles(styles), m_from_1904(from_1904), m_target(target)
  {
  }

  void start_element(const workbook::Element& element)
  {
    auto attributes = take_attributes();
    if (element.name == "row") {
      begin_row(attributes["r"]);
    } else if (element.name == "c") {
      m_at = column_of(attributes["r"]).value_or(m_cells.size());
      m_type = attributes["t"];
      m_style = attributes["s"];
      m_text.clear();
      m_formula.reset();
      m_has_value = false;
    }
    m_in_formula = element.name == "f";
    if (m_in_formula) {
      m_formula = "";
    }
    m_has_value = m_has_value || element.name == "v";
    m_in_text = element.name == "v" || (element.name == "t" && !m_in_phonetic);
    m_in_phonetic = m_in_phonetic || element.name == "rPh";
  }

  void end_element(const workbook::Element& element)
  {
    m_in_text = m_in_formula = false;
    if (element.name == "rPh") {
      m_in_phonetic = false;
    } else if (element.name == "c") {
      end_cell();
    } else if (element.name == "row") {
      end_row();
    }
  }

  void characters(std::string_view text)
  {
    if (m_in_text) {
      workbook::add_text(text, m_text);
    } else if (m_in_formula) {
      workbook::add_text(text, *m_formula);
    }
  }

  void end() { write(); } // what is left

private:
  [[noreturn]] void refuse(const char* code) const
  {
    util::Error error{code, {}};
    error.where.line = m_row + 1;
    throw workbook::Stop{error};
  }

  // What a record may not have is not made first.
  void end_cell()
  {
    if (m_at >= k_most_columns) {
      refuse("csv.too_many_columns");
    }
    std::string text =
      is_uncomputed() ? std::string(k_uncomputed) + *m_formula : without_escapes(cell_text());
    m_row_bytes += text.size();
    if (m_row_bytes > k_most_record_bytes) {
      refuse("csv.record_too_long");
    }
    m_cells.resize(std::max(m_cells.size(), m_at + 1));
    m_cells[m_at] = std::move(text);
  }

  // One short text may be named by a million cells: what comes out is counted, too.
  void write()
  {
    m_written += m_csv.size();
    if (m_written > m_target.most_bytes) {
      throw workbook::Stop{
        util::Error{"workbook.large", {"", std::to_string(m_target.most_bytes)}}};
    }
    const util::Outcome written = util::write_through(m_target.file, m_csv);
    if (!written) {
      throw workbook::Stop{written.error()};
    }
    m_csv.clear();
  }

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
    m_row_bytes = 0;
  }

  void end_row()
  {
    ++m_row;
    if (m_dates.empty() && m_looked_at < k_rows_looked_at &&
        std::ranges::any_of(m_cells, [](const std::string& cell) { return !cell.empty(); })) {
      m_looked_at += m_target.options.header_line > 0 ? 0 : 1;
      find_dates();
    }
    m_cells.resize(
      std::max(m_cells.size(), m_dates.size())); // Excel lets go of empty cells at a row's end
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
      m_csv += i == 0 ? "" : ";";
      m_csv += csv_cell(m_cells[i], ';');
    }
    m_csv += '\n';
    if (m_csv.size() > k_block) {
      write();
    }
  }

  // Which columns are dates, from the row that can be the header; as begin_file() looks for it.
  void find_dates()
  {
    const CsvOptions& options = m_target.options;
    const bool is_told = options.header_line > 0;
    if (is_told ? m_row != options.header_line
                : !is_header(m_target.kind, m_cells, options.titles)) {
      return;
    }
    for (const std::string& title : m_cells) {
      const std::size_t column = column_titled(m_target.kind, title, options.titles);
      m_dates.push_back(column != k_absent &&
                        columns_of(m_target.kind)[column].type == CellType::date);
    }
  }

  // Which of the workbook's texts a cell names: one that is not there is a damaged file, not an
  // empty cell.
  std::size_t shared_text() const
  {
    const std::string_view given = util::trim(m_text);
    std::size_t position = 0;
    const auto read = std::from_chars(given.data(), given.data() + given.size(), position);
    if (read.ec != std::errc() || read.ptr != given.data() + given.size() ||
        !m_strings.has(position)) {
      throw workbook::Stop{util::Error{"workbook.damaged", {"", "xl/sharedStrings.xml"}}};
    }
    return position;
  }

  // A formula that no program has worked out yet: one writes it without a value (libraries do), or
  // with an empty one that is no text.
  bool is_uncomputed() const
  {
    return m_formula && m_text.empty() && !(m_type == "str" && m_has_value);
  }

  std::string cell_text() const
  {
    if (m_type == "s" && util::trim(m_text).empty()) {
      return "";
    }
    if (m_type == "s") {
      return std::string(m_strings.at(shared_text()));
    }
    if (m_type == "b") {
      return m_text == "1" ? "true" : "false";
    }
    double number = 0;
    const auto end = std::from_chars(m_text.data(), m_text.data() + m_text.size(), number);
    const bool is_number = (m_type.empty() || m_type == "n") && end.ec == std::errc() &&
                           end.ptr == m_text.data() + m_text.size();
    if (!is_number) {
      return m_text;
    }
    if (m_at < m_dates.size() && m_dates[m_at]) {
      return date_of(number, m_from_1904);
    }
    return digits_of(m_styles.is_percent(m_style) ? number * 100 : number);
  }

  static constexpr std::size_t k_block = 256U * 1024;

  const workbook::StringsPart& m_strings;
  const workbook::StylesPart& m_styles;
  bool m_from_1904;
  const Target& m_target;
  std::vector<bool> m_dates;
  std::vector<std::string> m_cells;
  std::string m_csv, m_text, m_type, m_style;
  std::optional<std::string> m_formula; // of a cell that has one
  std::size_t m_at = 0;
  static constexpr std::size_t k_rows_looked_at = 10;
  std::size_t m_looked_at = 0; // rows that could have been the header
  std::uint64_t m_row = 0, m_written = 0;
  std::size_t m_row_bytes = 0;
  bool m_in_text = false, m_in_phonetic = false, m_in_formula = false, m_has_value = false;
};

// Parses a part of the archive: workbook.damaged (nothing, the part) when it is not whole.
template <typename Part>
util::Outcome read_part(const ZipArchive& archive, const std::string& path, Part& part)
{
  const util::Result<std::string> xml = archive.part(path);
  const util::Error damaged{"workbook.damaged", {"", path}};
  if (!xml) {
    return damaged;
  }
  try {
    workbook::parse_part(*xml, part);
    return util::Done{};
  } catch (const workbook::Stop& stop) {
    return stop.error ? *stop.error : damaged;
  } catch (const std::exception&) { // of orcus: no XML
    return damaged;
  }
}

// The same for a part that a workbook may do without.
template <typename Part>
util::Outcome read_if_there(const ZipArchive& archive, const std::string& path, Part& part)
{
  return archive.has(path) ? read_part(archive, path, part) : util::Outcome(util::Done{});
}

// How much a workbook of so many bytes may hold once unpacked: sheets shrink to a twentieth, rarely
// to a hundredth.
std::uint64_t most_unpacked(std::size_t bytes)
{
  constexpr std::uint64_t k_small = 64U << 20U, k_times = 200;
  return std::clamp(k_times * bytes, k_small, k_most_unpacked_bytes);
}

std::string names_of(const std::vector<workbook::SheetName>& sheets)
{
  std::string names;
  for (const workbook::SheetName& sheet : sheets) {
    names += sheet.is_shown ? (names.empty() ? "" : ", ") + sheet.name : "";
  }
  return names;
}

// Whether a sheet has a value or a text in it.
bool has_something(const ZipArchive& archive, const std::string& path)
{
  const util::Result<std::string> xml =
    archive.has(path) ? archive.part(path) : util::Result<std::string>("");
  return xml && (xml->find("<v>") != xml->npos || xml->find("<is>") != xml->npos);
}

util::Result<std::string> convert(const ZipArchive& archive, FileKind kind,
                                  const CsvOptions& options, const util::FileHandle& into)
{
  constexpr std::uint64_t k_least = 32U << 20U,
                          k_times =
                            8; // a cell that names a text of its own is longer than a cell of CSV
  workbook::BookPart book;
  workbook::RelationsPart relations;
  workbook::StringsPart strings;
  workbook::StylesPart styles;
  util::Outcome read = read_part(archive, "xl/workbook.xml", book);
  read = read ? read_part(archive, "xl/_rels/workbook.xml.rels", relations) : read;
  read = read ? read_if_there(archive, "xl/sharedStrings.xml", strings)
              : read; // a workbook of numbers has none
  read = read ? read_if_there(archive, "xl/styles.xml", styles) : read;
  if (!read) {
    return read.errors();
  }
  const workbook::SheetName* const wanted = book.sheet(options.sheet);
  if (wanted == nullptr && !options.sheet.empty()) {
    return util::Error{"workbook.sheet", {options.sheet, names_of(book.sheets())}}.at("--sheet");
  }
  const std::string path = relations.path_of(wanted == nullptr ? "" : wanted->relation);
  if (!archive.has(path)) {
    return util::Error{"workbook.unreadable", {""}};
  }
  const Target target{kind, options, into, k_least + k_times * archive.unpacked_size()};
  SheetPart sheet(strings, styles, book.from_1904(), target);
  if (read = read_part(archive, path, sheet); !read) {
    return read.errors();
  }
  std::string told = wanted == nullptr ? "" : wanted->name;
  for (const workbook::SheetName& other : book.sheets()) {
    const bool is_other = wanted != nullptr && other.is_shown &&
                          other.relation != wanted->relation && options.sheet.empty();
    told += is_other && has_something(archive, relations.path_of(other.relation))
              ? "\n" + other.name
              : "";
  }
  return told;
}

// The name of the workbook is put where the error left room for it.
util::Error named(util::Error error, const std::string& name)
{
  error.where.file = error.where.line == 0 ? "" : name;
  if (!error.args.empty() && error.args[0].empty()) {
    error.args[0] = name;
  }
  return error;
}

// Time and memory grow with what the archive says it holds, which is bounded itself.
util::WorkLimits limits_for(std::uint64_t unpacked)
{
  constexpr std::uint64_t k_a_second = 8U << 20U;
  util::WorkLimits limits;
  limits.memory += 2 * unpacked;
  limits.time += std::chrono::seconds(unpacked / k_a_second);
  return limits;
}

} // namespace

bool is_workbook(const util::FileHandle& file)
{
  std::array<char, 4> head{};
  return ::pread(file.get(), head.data(), head.size(), 0) == 4 &&
         std::string_view(head.data(), 4) == "PK\x03\x04";
}

util::Result<std::string> unbounded_workbook_as_csv(std::string_view bytes, FileKind kind,
                                                    const CsvOptions& options,
                                                    const util::FileHandle& into)
{
  const util::Result<ZipArchive> archive = ZipArchive::open(bytes);
  if (!archive || !archive->has("xl/workbook.xml")) {
    return util::Error{"workbook.unreadable", {""}};
  }
  const std::uint64_t most = most_unpacked(bytes.size());
  return archive->unpacked_size() > most
           ? util::Result<std::string>(util::Error{"workbook.large", {"", std::to_string(most)}})
           : convert(*archive, kind, options, into);
}

util::Result<SheetCsv> workbook_as_csv(const util::FileHandle& file, const std::string& name,
                                       FileKind kind, const CsvOptions& options)
{
  ::lseek(file.get(), 0, SEEK_SET);
  const util::Result<std::string> bytes = util::read_whole(file, name, k_most_workbook_bytes);
  TRY_ASSIGN(util::FileHandle into,
             bytes ? util::unnamed_file() : util::Result<util::FileHandle>(bytes.errors()));
  const util::Result<ZipArchive> archive = ZipArchive::open(*bytes);
  const std::uint64_t unpacked =
    archive ? std::min(archive->unpacked_size(), k_most_unpacked_bytes) : 0;
  const auto told = util::in_isolation(limits_for(unpacked), {"workbook.costly", {""}}, [&] {
    return unbounded_workbook_as_csv(*bytes, kind, options, into);
  });
  if (!told) {
    return named(told.error(), name);
  }
  const std::vector<std::string_view> names = util::split(*told, '\n');
  SheetCsv csv{std::move(into), std::string(names[0]), {}};
  csv.others.assign(names.begin() + 1, names.end());
  return csv;
}

} // namespace myatlas::formats
