#include "formats/tables/workbook_writer.hpp"

#include <algorithm>

#include <unistd.h>

#include <fmt/format.h>

#include "domain/values/date.hpp"
#include "formats/tables/column_spec.hpp"
#include "formats/tables/columns.hpp"
#include "formats/tables/workbook_rows.hpp"
#include "formats/tables/workbook_values.hpp"
#include "formats/tables/xlsxwriter.hpp"
#include "formats/text/cells.hpp"
#include "util/file.hpp"
#include "util/ranges.hpp"
#include "util/try.hpp"

namespace myatlas::formats {

namespace {

constexpr std::uint32_t k_most_rows = LXW_ROW_MAX,
                        k_most_notes = 5'000;   // a spreadsheet draws each of them
constexpr lxw_color_t k_wrong_color = 0xFFC7CE; // as Excel's own style for what is bad
constexpr std::size_t k_note_bytes = 1'000;

// As much of it as a note shows, whole characters.
std::string note_text(const std::string& text)
{
  std::size_t end = std::min(text.size(), k_note_bytes);
  while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  return text.substr(0, end) + (end < text.size() ? "…" : "");
}

// A cell with its note, if there is one.
const CellNote* note_at(std::span<const CellNote> notes, std::size_t cell)
{
  return util::find_by(notes, cell, &CellNote::cell);
}

// A workbook with one sheet, its titles written; it comes into being in a file without a name and
// is handed over at the end.
class WorkbookWriter final : public TableWriter
{
public:
  WorkbookWriter(const XlsxWriterLibrary& library, util::FileHandle file,
                 std::vector<ColumnSpec> columns, util::Instant created, ByteSink sink)
    : m_library(library), m_file(std::move(file)), m_columns(std::move(columns)),
      m_sink(std::move(sink))
  {
    make_book(created);
    make_formats();
    write_titles();
  }

  ~WorkbookWriter() override
  {
    if (m_book != nullptr) {
      m_library.close(m_book);
    }
  }
  WorkbookWriter(const WorkbookWriter&) = delete;
  WorkbookWriter& operator=(const WorkbookWriter&) = delete;

  void note(std::size_t column, const std::string& text)
  {
    m_library.write_note(m_sheet, 0, static_cast<lxw_col_t>(column), text.c_str());
  }

  bool row(std::span<const TableCell> cells) override
  {
    if (m_row >= k_most_rows) {
      return false;
    }
    for (std::size_t i = 0; i < cells.size(); ++i) {
      write(static_cast<lxw_col_t>(i), m_columns[i].type, cells[i]);
    }
    m_filled += std::ranges::any_of(cells, is_filled) ? 1 : 0;
    ++m_row;
    return true;
  }

  // Texts as they are, and numbers in columns of numbers.
  bool noted_row(std::span<const std::string> cells, std::span<const CellNote> notes)
  {
    if (m_row >= k_most_rows) {
      return false;
    }
    for (std::size_t i = 0; i < cells.size(); ++i) {
      write_noted(static_cast<lxw_col_t>(i), type_of(i), cells[i], note_at(notes, i));
    }
    m_filled += std::ranges::all_of(cells, &std::string::empty) ? 0 : 1;
    ++m_row;
    return true;
  }

  bool end() override
  {
    const bool closed = m_library.close(std::exchange(m_book, nullptr)) == LXW_NO_ERROR;
    check_rows(closed);
    return closed && hand_over();
  }

private:
  void make_book(util::Instant created)
  {
    lxw_workbook_options options = {};
    options.constant_memory = LXW_TRUE; // a row is written when the next begins
    options.tmpdir =
      const_cast<char*>(util::k_unnamed_folder); // where the workbook itself is; it is read alone
    m_book = m_library.make(fmt::format("/proc/self/fd/{}", m_file.get()).c_str(), &options);
    lxw_doc_properties properties = {};
    properties.created = static_cast<time_t>(created.micros / 1'000'000);
    m_library.set_properties(m_book, &properties);
    m_sheet = m_library.add_sheet(m_book, nullptr);
  }

  CellType type_of(std::size_t column) const
  {
    return column < m_columns.size() ? m_columns[column].type : CellType::text;
  }

  // Read back: the library does not look at whether what it puts aside was written.
  void check_rows(bool closed) const
  {
    if (const std::uint32_t kept = closed ? rows_in_workbook(m_file) : 0; kept != m_filled) {
      throw util::MachineError(util::Error{
        "workbook.cut", {util::k_unnamed_folder, std::to_string(kept), std::to_string(m_filled)}});
    }
  }

  // False where they could not be handed over.
  bool hand_over()
  {
    ::lseek(m_file.get(), 0, SEEK_SET);
    std::string block(256U * 1024, '\0');
    while (true) {
      const auto size = util::read_some(m_file, "", block.data(), block.size());
      if (!size || *size == 0) {
        return bool(size);
      }
      if (!m_sink(std::string_view(block).substr(0, *size))) {
        return false;
      }
    }
  }

  static bool is_filled(const TableCell& cell)
  {
    const auto* text = std::get_if<std::string_view>(&cell);
    return text == nullptr ? !std::holds_alternative<std::monostate>(cell) : !text->empty();
  }

  void make_formats()
  {
    m_amount = format("#,##0.00");
    m_date = format("dd/mm/yyyy");
    m_text = format("@"); // what is typed below stays as it is typed
    m_wrong = format("@");
    m_library.set_background(m_wrong, k_wrong_color);
  }

  void write_titles()
  {
    lxw_format* title = m_library.add_format(m_book);
    m_library.set_bold(title);
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      m_library.set_column(m_sheet, column, column, width_of(m_columns[i]),
                           format_of(m_columns[i].type));
      m_library.write_text(m_sheet, 0, column, std::string(m_columns[i].name).c_str(), title);
    }
    m_library.freeze(m_sheet, 1, 0);
  }

  lxw_format* format(const char* number)
  {
    lxw_format* made = m_library.add_format(m_book);
    m_library.set_number_format(made, number);
    return made;
  }

  lxw_format* format_of(CellType type) const
  {
    switch (type) {
    case CellType::amount:
      return m_amount;
    case CellType::date:
      return m_date;
    case CellType::whole:
    case CellType::percent:
      return nullptr;
    default:
      return m_text;
    }
  }

  static double width_of(const ColumnSpec& column)
  {
    return static_cast<double>(
      std::max<std::size_t>({column.name.size(), column.example.size(), 10}) + 2);
  }

  void write_noted(lxw_col_t column, CellType type, const std::string& text, const CellNote* note)
  {
    lxw_format* const wrong = note == nullptr ? nullptr : m_wrong;
    if (is_counted(type) && is_plain_number(text)) {
      m_library.write_number(m_sheet, m_row, column, std::stod(text),
                             wrong == nullptr ? format_of(type) : wrong);
    } else if (!text.empty()) {
      m_library.write_text(m_sheet, m_row, column, text.c_str(), wrong == nullptr ? m_text : wrong);
    } else if (wrong != nullptr) {
      m_library.write_blank(m_sheet, m_row, column, wrong);
    }
    if (note != nullptr) {
      write_note(column, *note);
    }
  }

  void write_note(lxw_col_t column, const CellNote& note)
  {
    if (++m_notes <= k_most_notes) {
      m_library.write_note(m_sheet, m_row, column, note_text(note.text).c_str());
    }
  }

  static bool is_counted(CellType type)
  {
    return type == CellType::amount || type == CellType::percent || type == CellType::whole;
  }

  void write(lxw_col_t column, CellType type, const TableCell& cell)
  {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) {
      write_number(column, type, *number);
    } else if (const auto* text = std::get_if<std::string_view>(&cell);
               text != nullptr && !text->empty()) {
      if (type != CellType::date || !write_date(column, *text)) {
        m_library.write_text(m_sheet, m_row, column, std::string(*text).c_str(), m_text);
      }
    }
  }

  // False when the text is no date.
  bool write_date(lxw_col_t column, std::string_view text)
  {
    const auto date = domain::Date::read(text);
    if (date) {
      lxw_datetime day = as_lxw(*date);
      m_library.write_date(m_sheet, m_row, column, &day, m_date);
    }
    return bool(date);
  }

  static lxw_datetime as_lxw(domain::Date date)
  {
    lxw_datetime day = {};
    day.year = date.year();
    day.month = static_cast<int>(date.month());
    day.day = std::stoi(date.text().substr(8));
    return day;
  }

  void write_digits(lxw_col_t column, std::int64_t number, int count)
  {
    const std::string digits = fmt::format("{:0{}}", number, count);
    m_library.write_text(m_sheet, m_row, column, digits.c_str(), m_text);
  }

  void write_number(lxw_col_t column, CellType type, std::int64_t number)
  {
    if (type == CellType::siren || type == CellType::siret) {
      write_digits(column, number, type == CellType::siren ? 9 : 14);
      return;
    }
    const bool hundredths = type == CellType::amount || type == CellType::percent;
    m_library.write_number(m_sheet, m_row, column,
                           static_cast<double>(number) / (hundredths ? 100 : 1), format_of(type));
  }

  XlsxWriterLibrary m_library;
  util::FileHandle m_file;
  std::vector<ColumnSpec> m_columns;
  ByteSink m_sink;
  lxw_workbook* m_book = nullptr;
  lxw_worksheet* m_sheet = nullptr;
  lxw_format *m_amount = nullptr, *m_date = nullptr, *m_text = nullptr, *m_wrong = nullptr;
  std::uint32_t m_row = 1, m_filled = 1, m_notes = 0; // rows with the titles
};

// Titles are a file's own: they stay while the workbook is written.
class NotedWorkbook final : public NotedTable
{
public:
  explicit NotedWorkbook(std::vector<std::string> titles) : m_titles(std::move(titles)) {}

  util::Outcome begin(const std::vector<CellType>& types, util::Instant created, ByteSink sink);
  bool row(std::span<const std::string> cells, std::span<const CellNote> notes) override
  {
    return m_writer->noted_row(cells, notes);
  }
  bool end() override { return m_writer->end(); }

private:
  std::vector<std::string> m_titles;
  std::unique_ptr<WorkbookWriter> m_writer;
};

util::Result<std::unique_ptr<WorkbookWriter>> make(std::vector<ColumnSpec> columns,
                                                   util::Instant created, ByteSink sink)
{
  TRY_ASSIGN(const XlsxWriterLibrary library, load_xlsxwriter());
  TRY_ASSIGN(util::FileHandle file, util::unnamed_file());
  return std::make_unique<WorkbookWriter>(library, std::move(file), std::move(columns), created,
                                          std::move(sink));
}

util::Outcome NotedWorkbook::begin(const std::vector<CellType>& types, util::Instant created,
                                   ByteSink sink)
{
  std::vector<ColumnSpec> columns;
  for (const std::string& title : m_titles) {
    const std::size_t i = columns.size();
    columns.push_back(
      {.name = title, .aliases = {}, .type = i < types.size() ? types[i] : CellType::text});
  }
  TRY_ASSIGN(m_writer, make(std::move(columns), created, std::move(sink)));
  return util::Done{};
}

// An example's text as its column keeps it; `kept` holds what had to be rewritten.
TableCell example_cell(const ColumnSpec& column, std::string& kept)
{
  if (column.example.empty()) {
    return std::string_view{};
  }
  std::optional<DecimalMark> seen;
  switch (column.type) {
  case CellType::amount:
  case CellType::percent:
    return amount_cell(column.example, DecimalMark::comma, seen)->cents;
  case CellType::whole:
    return *whole_cell(column.example);
  case CellType::date:
    kept = date_cell(column.example, DateOrder::dmy)->text();
    return std::string_view(kept);
  default:
    return column.example;
  }
}

} // namespace

util::Result<std::unique_ptr<TableWriter>>
make_workbook_writer(std::vector<ColumnSpec> columns, util::Instant created, ByteSink sink)
{
  TRY_ASSIGN(std::unique_ptr<TableWriter> writer,
             make(std::move(columns), created, std::move(sink)));
  return writer;
}

util::Result<std::unique_ptr<NotedTable>> make_noted_workbook(std::vector<std::string> titles,
                                                              std::vector<CellType> types,
                                                              util::Instant created, ByteSink sink)
{
  auto workbook = std::make_unique<NotedWorkbook>(std::move(titles));
  TRY(workbook->begin(types, created, std::move(sink)));
  return std::unique_ptr<NotedTable>(std::move(workbook));
}

util::Outcome write_template(FileKind kind, const std::vector<std::string>& help,
                             util::Instant created, const ByteSink& sink)
{
  const auto columns = columns_of(kind);
  TRY_ASSIGN(auto writer, make({columns.begin(), columns.end()}, created, sink));
  std::vector<std::string> kept(columns.size());
  std::vector<TableCell> example;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    writer->note(i, help[i]);
    example.push_back(example_cell(columns[i], kept[i]));
  }
  if (!writer->row(example) || !writer->end()) {
    return util::Error{"export.cut", {"1"}};
  }
  return util::Done{};
}

} // namespace myatlas::formats
