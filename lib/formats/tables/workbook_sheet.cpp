#include "formats/tables/workbook_sheet.hpp"

#include <algorithm>
#include <charconv>

#include "formats/tables/column_spec.hpp"
#include "formats/tables/columns.hpp"
#include "formats/text/cell_faults.hpp"
#include "formats/text/csv_reader.hpp"
#include "util/text.hpp"

namespace myatlas::formats::workbook {

namespace {

constexpr std::size_t k_block = 256U * 1024;
constexpr std::size_t k_rows_looked_at = 10;

// "AB12" to 27; none when it begins with no letter.
std::optional<std::size_t> column_of(std::string_view reference)
{
  std::size_t column = 0;
  for (const char c : reference.substr(0, reference.find_first_of("0123456789"))) {
    column = column * 26 + (static_cast<unsigned char>(c) & 0x1FU);
  }
  return column == 0 || column > 16'384 ? std::nullopt : std::optional(column - 1);
}

// The number that is all of a text.
template <typename Number>
std::optional<Number> whole_number(std::string_view text)
{
  Number number{};
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_all = read.ec == std::errc() && read.ptr == text.data() + text.size();
  return is_all ? std::optional(number) : std::nullopt;
}

} // namespace

void SheetPart::start_element(const Element& element)
{
  auto attributes = take_attributes();
  if (element.name == "row") {
    begin_row(attributes["r"]);
  } else if (element.name == "c") {
    begin_cell(std::move(attributes));
  }
  m_in_formula = element.name == "f";
  if (m_in_formula) {
    m_formula = "";
  }
  m_has_value = m_has_value || element.name == "v";
  m_in_text = element.name == "v" || (element.name == "t" && !m_in_phonetic);
  m_in_phonetic = m_in_phonetic || element.name == "rPh";
}

void SheetPart::end_element(const Element& element)
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

void SheetPart::characters(std::string_view text)
{
  if (m_in_text) {
    add_text(text, m_text);
  } else if (m_in_formula) {
    add_text(text, *m_formula);
  }
}

void SheetPart::refuse(const char* code) const
{
  util::Error error{code, {}};
  error.where.line = m_row + 1;
  throw Stop{error};
}

void SheetPart::begin_cell(std::map<std::string, std::string> attributes)
{
  m_at = column_of(attributes["r"]).value_or(m_cells.size());
  m_type = attributes["t"];
  m_style = attributes["s"];
  m_text.clear();
  m_formula.reset();
  m_has_value = false;
}

std::string SheetPart::told_text() const
{
  return is_uncomputed() ? std::string(k_uncomputed) + *m_formula : without_escapes(cell_text());
}

// What a record may not have is not made first.
void SheetPart::end_cell()
{
  if (m_at >= k_most_columns) {
    refuse("csv.too_many_columns");
  }
  std::string text = told_text();
  m_row_bytes += text.size();
  if (m_row_bytes > k_most_record_bytes) {
    refuse("csv.record_too_long");
  }
  m_cells.resize(std::max(m_cells.size(), m_at + 1));
  m_cells[m_at] = std::move(text);
}

// One short text may be named by a million cells: what comes out is counted, too.
void SheetPart::write()
{
  m_written += m_csv.size();
  if (m_written > m_target.most_bytes) {
    throw Stop{util::Error{"workbook.large", {"", std::to_string(m_target.most_bytes)}}};
  }
  const util::Outcome written = util::write_through(m_target.file, m_csv);
  if (!written) {
    throw Stop{written.error()};
  }
  m_csv.clear();
}

// Rows that are left out are blank ones.
void SheetPart::begin_row(const std::string& number)
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

void SheetPart::look_for_header()
{
  const bool is_looked_for = m_dates.empty() && m_looked_at < k_rows_looked_at;
  if (is_looked_for && !std::ranges::all_of(m_cells, &std::string::empty)) {
    m_looked_at += m_target.options.header_line > 0 ? 0 : 1;
    find_dates();
  }
}

void SheetPart::end_row()
{
  ++m_row;
  look_for_header();
  m_cells.resize(
    std::max(m_cells.size(), m_dates.size())); // Excel lets go of empty cells at a row's end
  add_row();
  if (m_csv.size() > k_block) {
    write();
  }
}

void SheetPart::add_row()
{
  for (std::size_t i = 0; i < m_cells.size(); ++i) {
    m_csv += i == 0 ? "" : ";";
    m_csv += csv_cell(m_cells[i], ';');
  }
  m_csv += '\n';
}

// As begin_file() looks for it.
bool SheetPart::can_be_header() const
{
  const CsvOptions& options = m_target.options;
  if (options.header_line > 0) {
    return m_row == options.header_line;
  }
  return is_header(m_target.kind, m_cells, options.titles);
}

// Which columns are dates, from the row that can be the header.
void SheetPart::find_dates()
{
  if (!can_be_header()) {
    return;
  }
  for (const std::string& title : m_cells) {
    m_dates.push_back(is_of_dates(title));
  }
}

bool SheetPart::is_of_dates(const std::string& title) const
{
  const std::size_t column = column_titled(m_target.kind, title, m_target.options.titles);
  return column != k_absent && columns_of(m_target.kind)[column].type == CellType::date;
}

// Which of the workbook's texts a cell names: one that is not there is a damaged file, not an
// empty cell.
static Stop strings_damaged()
{
  return {util::Error{"workbook.damaged", {"", "xl/sharedStrings.xml"}}};
}

std::size_t SheetPart::shared_text() const
{
  const auto position = whole_number<std::size_t>(util::trim(m_text));
  if (!position || !m_strings.has(*position)) {
    throw strings_damaged();
  }
  return *position;
}

// A formula that no program has worked out yet: one writes it without a value (libraries do), or
// with an empty one that is no text.
bool SheetPart::is_uncomputed() const
{
  return m_formula && m_text.empty() && !(m_type == "str" && m_has_value);
}

std::string SheetPart::cell_text() const
{
  if (m_type == "s") {
    return util::trim(m_text).empty() ? "" : std::string(m_strings.at(shared_text()));
  }
  if (m_type == "b") {
    return m_text == "1" ? "true" : "false";
  }
  return m_type.empty() || m_type == "n" ? number_in_cell() : m_text;
}

// As it stands when it is none.
std::string SheetPart::number_in_cell() const
{
  const auto number = whole_number<double>(m_text);
  if (!number) {
    return m_text;
  }
  if (m_at < m_dates.size() && m_dates[m_at]) {
    return date_of(*number, m_from_1904);
  }
  return digits_of(m_styles.is_percent(m_style) ? *number * 100 : *number);
}

} // namespace myatlas::formats::workbook
