#include "services/files/kept_rejects.hpp"

#include <array>
#include <vector>

#include <unistd.h>

#include "domain/invoices/invoice.hpp"
#include "formats/json/json.hpp"
#include "formats/tables/columns.hpp"
#include "formats/text/dialect.hpp"
#include "services/files/rejects.hpp"
#include "services/opened_table.hpp"
#include "util/ranges.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using formats::CellType;
using formats::CsvReader;
using formats::Encoding;
using formats::TitleMap;
using store::Batch;
using util::FileHandle;

constexpr std::size_t k_header_bytes = 64U * 1024;

// What stands between our own titles, which every reject file ends its header with.
std::optional<char> separator_in(std::string_view begin)
{
  constexpr std::string_view k_before = "_line", k_after = "_code";
  for (std::size_t at = begin.find(k_before); at != begin.npos; at = begin.find(k_before, at + 1)) {
    const std::string_view behind = begin.substr(at + k_before.size());
    if (behind.substr(std::min<std::size_t>(1, behind.size())).starts_with(k_after)) {
      return behind.front();
    }
  }
  return std::nullopt;
}

// That of the batch where our titles are not found.
char separator_of(std::string_view begin, const Batch& batch)
{
  const auto found = separator_in(begin);
  return found ? *found : formats::parse_separator(batch.separator).as_optional().value_or(';');
}

// What its titles were taken for.
TitleMap titles_told(const Batch& batch)
{
  const auto options = formats::parse_json(batch.options);
  const bool is_told = options && options->is_object();
  return is_told ? options->value("titles", TitleMap()) : TitleMap();
}

CellType type_of(std::size_t column, formats::FileKind kind)
{
  return column == formats::k_absent ? CellType::text : formats::columns_of(kind)[column].type;
}

// What the columns of a reject file are, text for those that say nothing.
std::vector<CellType> types_of(const std::vector<std::string_view>& titles, const Batch& batch)
{
  return util::mapped(titles, [&, map = titles_told(batch)](std::string_view title) {
    return type_of(formats::column_titled(batch.kind, title, map), batch.kind);
  });
}

// What it was written in, unless it says itself that it is UTF-8.
Encoding encoding_of(const FileHandle& file, const Batch& batch)
{
  const auto told = formats::parse_encoding(batch.encoding);
  return is_marked_utf8(file) || !told ? Encoding::utf_8 : *told;
}

// The lines of a reject file as Excel opens them right.
class ExcelLines
{
public:
  explicit ExcelLines(const Batch& batch) : m_batch(batch) {}

  std::string line_of(const std::vector<std::string_view>& cells)
  {
    if (m_types.empty()) {
      m_types = types_of(cells, m_batch);
      return joined(cells, [](std::size_t, std::string_view title) { return std::string(title); });
    }
    return joined(cells, [this](std::size_t at, std::string_view cell) { return shown(at, cell); });
  }

private:
  std::string shown(std::size_t at, std::string_view cell) const
  {
    return at < m_types.size() ? with_decimal_comma(cell, m_types[at], m_batch.decimal)
                               : std::string(cell);
  }

  template <typename Text>
  static std::string joined(const std::vector<std::string_view>& cells, Text text)
  {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      line += i == 0 ? "" : ";";
      line += formats::csv_cell(text(i, cells[i]), ';');
    }
    return line + "\r\n";
  }

  const Batch& m_batch;
  std::vector<CellType> m_types; // of the header's cells
};

} // namespace

bool is_marked_utf8(const FileHandle& file)
{
  const std::string_view mark = formats::byte_order_mark(Encoding::utf_8);
  std::array<char, 3> head{};
  return ::pread(file.get(), head.data(), head.size(), 0) == std::ssize(head) &&
         std::string_view(head.data(), head.size()) == mark;
}

util::Result<CsvReader> read_kept_rejects(FileHandle file, const Batch& batch)
{
  TRY_ASSIGN(OpenedTable table, open_table(std::move(file), batch.reject_path, batch.kind, {}));
  const bool is_text = table.format.empty();
  const Encoding encoding = is_text ? encoding_of(table.file, batch) : Encoding::utf_8;
  TRY_ASSIGN(formats::TextSource source,
             formats::TextSource::open(std::move(table.file), batch.reject_path, encoding));
  CsvReader reader(std::move(source));
  TRY_ASSIGN(const std::string_view begin, reader.peek(k_header_bytes));
  const char separator = separator_of(begin, batch);
  if (begin.starts_with("sep=")) {
    reader.skip_line();
  }
  reader.set_separator(separator);
  return reader;
}

util::Outcome kept_rejects_for_excel(FileHandle file, const Batch& batch,
                                     const std::function<void(std::string_view)>& print)
{
  TRY_ASSIGN(CsvReader reader, read_kept_rejects(std::move(file), batch));
  print(formats::byte_order_mark(Encoding::utf_8));
  ExcelLines lines(batch);
  for (;;) {
    TRY_ASSIGN(const formats::CsvRecord* record, reader.next());
    if (record == nullptr) {
      return util::Done{};
    }
    print(lines.line_of(record->cells));
  }
}

} // namespace myatlas::services
