#include "services/opened_table.hpp"

#include <fmt/ranges.h>

#include "formats/tables/json_table.hpp"
#include "formats/tables/workbook.hpp"

namespace myatlas::services {

namespace {

using util::FileHandle;

} // namespace

util::Result<OpenedTable> open_table(FileHandle file, const std::string& name,
                                     formats::FileKind kind, const formats::CsvOptions& options)
{
  if (formats::is_workbook(file)) {
    util::Result<formats::SheetCsv> csv = formats::workbook_as_csv(file, name, kind, options);
    return csv
             ? util::Result<OpenedTable>({std::move(csv->file), "xlsx", 1, csv->sheet, csv->others})
             : util::Result<OpenedTable>(csv.errors());
  }
  if (!options.sheet.empty()) {
    return util::Error{"sheet.no_workbook", {name}}.at("--sheet");
  }
  return open_piped_table(std::move(file), name);
}

util::Result<OpenedTable> open_piped_table(FileHandle file, const std::string& name)
{
  if (!formats::is_json_lines(file)) {
    return OpenedTable{std::move(file)};
  }
  util::Result<FileHandle> csv = formats::json_lines_as_csv(file, name);
  return csv ? util::Result<OpenedTable>({*std::move(csv), "jsonl", 0})
             : util::Result<OpenedTable>(csv.errors());
}

util::Errors told_of_table(const OpenedTable& table, const formats::Header& header)
{
  util::Errors told;
  if (!table.others.empty()) {
    told.push_back(
      {"workbook.other_sheets", {table.sheet, fmt::format("{}", fmt::join(table.others, ", "))}});
  }
  if (!header.above.empty()) {
    util::Error titles{"header.titles",
                       {std::to_string(header.line), std::to_string(header.above.size()),
                        header.above.front().substr(0, 80)}};
    titles.where.line = header.line;
    told.push_back(std::move(titles));
  }
  return told;
}

} // namespace myatlas::services
