#include "services/opened_table.hpp"

#include <fmt/ranges.h>

#include "formats/tables/json_table.hpp"
#include "formats/tables/workbook.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using util::Error;
using util::FileHandle;
using util::Result;

Result<OpenedTable> opened_workbook(const FileHandle& file, const std::string& name,
                                    formats::FileKind kind, const formats::CsvOptions& options)
{
  TRY_ASSIGN(formats::SheetCsv csv, formats::workbook_as_csv(file, name, kind, options));
  return OpenedTable{std::move(csv.file), "xlsx", 1, csv.sheet, csv.others};
}

Error other_sheets(const OpenedTable& table)
{
  return {"workbook.other_sheets", {table.sheet, fmt::format("{}", fmt::join(table.others, ", "))}};
}

// Lines above the header.
Error titles_above(const formats::Header& header)
{
  const std::string first = header.above.front().substr(0, 80);
  Error titles{"header.titles",
               {std::to_string(header.line), std::to_string(header.above.size()), first}};
  titles.where.line = header.line;
  return titles;
}

} // namespace

Result<OpenedTable> open_table(FileHandle file, const std::string& name, formats::FileKind kind,
                               const formats::CsvOptions& options)
{
  if (formats::is_workbook(file)) {
    return opened_workbook(file, name, kind, options);
  }
  if (!options.sheet.empty()) {
    return Error{"sheet.no_workbook", {name}}.at("sheet");
  }
  if (!formats::is_json_lines(file)) {
    return OpenedTable{std::move(file)};
  }
  TRY_ASSIGN(FileHandle csv, formats::json_lines_as_csv(file, name));
  return OpenedTable{std::move(csv), "jsonl", 0};
}

util::Errors told_of_table(const OpenedTable& table, const formats::Header& header)
{
  util::Errors told;
  if (!table.others.empty()) {
    told.push_back(other_sheets(table));
  }
  if (!header.above.empty()) {
    told.push_back(titles_above(header));
  }
  return told;
}

} // namespace myatlas::services
