#include "operations/files/template.hpp"

#include "formats/json/contract_json.hpp"
#include "formats/json/rates_json.hpp"
#include "formats/tables/columns.hpp"
#include "formats/tables/workbook_writer.hpp"
#include "operations/documents.hpp"
#include "texts/column_words.hpp"

namespace myatlas::operations {

namespace {

Json column_json(const formats::ColumnSpec& column)
{
  return {{"name", column.name}, {"required", column.required}, {"example", column.example}};
}

void add_cell(std::string& row, std::string_view cell, bool is_first)
{
  row += (is_first ? "" : ";") + std::string(cell);
}

} // namespace

Result<formats::FileKind> template_kind(const std::string& kind)
{
  return kind == "employers" ? Result<formats::FileKind>(formats::FileKind::employers)
                             : formats::parse_file_kind(kind);
}

Json template_document(formats::FileKind kind)
{
  return {{"schema", "myatlas/template/1"},
          {"kind", formats::to_text(kind)},
          {"columns", rows_of(formats::columns_of(kind), column_json)}};
}

std::string template_csv(formats::FileKind kind)
{
  std::string titles, example;
  const auto columns = formats::columns_of(kind);
  for (const formats::ColumnSpec& column : columns) {
    const bool is_first = &column == columns.data();
    add_cell(titles, column.name, is_first);
    add_cell(example, column.example, is_first);
  }
  // The mark makes Excel read the accents; the line ends are its own.
  return "\xEF\xBB\xBF" + titles + "\r\n" + example + "\r\n";
}

Outcome write_template_workbook(const texts::Texts& texts, formats::FileKind kind,
                                util::Instant now, const formats::ByteSink& sink)
{
  std::vector<std::string> help;
  for (const formats::ColumnSpec& column : formats::columns_of(kind)) {
    help.push_back(texts::help_of(texts, column));
  }
  return formats::write_template(kind, help, now, sink);
}

Json sample_contract_document(domain::Date today)
{
  const domain::Contract sample =
    formats::sample_contract(today, formats::built_in_rates().minimum_wage(today));
  return formats::contract_json(sample, formats::Nirs::shown);
}

} // namespace myatlas::operations
