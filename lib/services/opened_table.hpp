#pragma once

#include <string>
#include <vector>

#include "formats/tables/columns.hpp"
#include "util/file.hpp"

namespace myatlas::services {

// A file of rows as CSV: text as it stands, or what a workbook or JSON lines were made.
struct OpenedTable
{
  util::FileHandle file;
  std::string format = {}; // "xlsx", "jsonl"; empty: it is text already
  std::uint64_t first_line = 1;
  std::string sheet = {}; // of a workbook: the one that is read
  std::vector<std::string> others =
    {}; // and those that are not, though they are shown and have something in them
};

// Of a file, or of a pipe that was put aside (util::put_aside): JSON lines, text or a workbook,
// told by its first bytes. Fails as workbook_as_csv and json_lines_as_csv do; sheet.no_workbook
// (name).
util::Result<OpenedTable> open_table(util::FileHandle file, const std::string& name,
                                     formats::FileKind kind, const formats::CsvOptions& options);

// What is to be told of it before its rows, each with its line: workbook.other_sheets (sheet, the
// others), header.titles (line, how many lines stand above, the first of them).
util::Errors told_of_table(const OpenedTable& table, const formats::Header& header);

} // namespace myatlas::services
