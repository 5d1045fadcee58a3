#include "formats/tables/table_writer.hpp"

#include <charconv>

#include "formats/json/json.hpp"
#include "formats/tables/column_spec.hpp"
#include "formats/text/csv_reader.hpp"
#include "formats/text/fast_cells.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

constexpr std::size_t k_buffer = 256U * 1024;

// Digits of `number`, at least `width` of them.
void append_number(std::string& into, std::int64_t number, std::size_t width = 0)
{
  char digits[24];
  const char* const end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  const auto size = static_cast<std::size_t>(end - digits);
  into.append(width > size ? width - size : 0, '0');
  into.append(digits, size);
}

// Hundredths as "1234,56".
void append_hundredths(std::string& into, std::int64_t value, char mark)
{
  if (value < 0) {
    into += '-';
    value = -value;
  }
  append_number(into, value / 100);
  into += mark;
  append_number(into, value % 100, 2);
}

void append_value(std::string& into, CellType type, std::int64_t value, char mark)
{
  switch (type) {
  case CellType::siren:
    return append_number(into, value, 9);
  case CellType::siret:
    return append_number(into, value, 14);
  case CellType::amount:
  case CellType::percent:
    return append_hundredths(into, value, mark);
  default:
    return append_number(into, value);
  }
}

class BufferedWriter : public TableWriter
{
public:
  BufferedWriter(std::vector<ColumnSpec> columns, ByteSink sink)
    : m_columns(std::move(columns)), m_sink(std::move(sink))
  {
  }
  bool end() override { return flush(); }

protected:
  bool row_is_done() { return m_buffer.size() < k_buffer || flush(); }

  std::vector<ColumnSpec> m_columns;
  std::string m_buffer;

private:
  bool flush()
  {
    const bool taken = m_sink(m_buffer);
    m_buffer.clear();
    return taken;
  }

  ByteSink m_sink;
};

// As a French Excel opens it right: semicolons, decimal commas, UTF-8 with its mark, CR LF.
class CsvWriter final : public BufferedWriter
{
public:
  CsvWriter(std::vector<ColumnSpec> columns, ByteSink sink)
    : BufferedWriter(std::move(columns), std::move(sink))
  {
    m_buffer = "\xEF\xBB\xBF";
    put_titles();
    m_buffer += "\r\n";
  }

  bool row(std::span<const TableCell> cells) override
  {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i != 0) {
        m_buffer += ';';
      }
      append_cell(m_columns[i].type, cells[i]);
    }
    m_buffer += "\r\n";
    return row_is_done();
  }

private:
  void append_cell(CellType type, const TableCell& cell)
  {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) {
      append_value(m_buffer, type, *number, ',');
    } else if (const auto* text = std::get_if<std::string_view>(&cell)) {
      append_text(*text);
    }
  }

  void put_titles()
  {
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
      m_buffer += i == 0 ? "" : ";";
      m_buffer += m_columns[i].name;
    }
  }

  void append_text(std::string_view text)
  {
    const bool quiet = !text.empty() && text[0] > '.' && text[0] != '=' && text[0] != '@' &&
                       text.back() > ' ' && // no blank around
                       fast::is_plain_text(text);
    const char* const end = text.data() + text.size();
    if (quiet && fast::cell_end(text.data(), end, ';') == end && text.find('"') == text.npos &&
        !holds_formula(text)) {
      m_buffer += text;
    } else {
      m_buffer += csv_cell(harmless_cell(std::string(text)), ';');
    }
  }
};

class JsonLinesWriter final : public BufferedWriter
{
public:
  using BufferedWriter::BufferedWriter;

  bool row(std::span<const TableCell> cells) override
  {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      m_buffer += i == 0 ? "{\"" : ",\"";
      put_member(m_columns[i], cells[i]);
    }
    m_buffer += "}\n";
    return row_is_done();
  }

private:
  void put_member(const ColumnSpec& column, const TableCell& cell)
  {
    m_buffer += column.name;
    m_buffer += "\":";
    append_cell(column.type, cell);
  }

  void append_number_of(CellType type, std::int64_t number)
  {
    const char* const quote = type == CellType::whole ? "" : "\"";
    m_buffer += quote;
    append_value(m_buffer, type, number, '.');
    m_buffer += quote;
  }

  void append_cell(CellType type, const TableCell& cell)
  {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) {
      append_number_of(type, *number);
    } else if (const auto* text = std::get_if<std::string_view>(&cell);
               text != nullptr && !text->empty()) {
      m_buffer += json_text(Json(std::string(*text)));
    } else {
      m_buffer += "null";
    }
  }
};

} // namespace

util::Outcome check_table_name(const std::filesystem::path& file, const char* option)
{
  const std::string ending = util::to_lower(file.extension().string());
  const bool is_known = file.empty() || ending == ".csv" || ending == ".xlsx";
  return util::fail_unless(is_known, {"usage.choice", {file.string(), option, ".csv, .xlsx"}});
}

std::unique_ptr<TableWriter> make_csv_writer(std::vector<ColumnSpec> columns, ByteSink sink)
{
  return std::make_unique<CsvWriter>(std::move(columns), std::move(sink));
}

std::unique_ptr<TableWriter> make_json_lines_writer(std::vector<ColumnSpec> columns, ByteSink sink)
{
  return std::make_unique<JsonLinesWriter>(std::move(columns), std::move(sink));
}

} // namespace myatlas::formats
