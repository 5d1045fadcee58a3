#pragma once

#include <string>
#include <string_view>

#include "formats/tables/column_spec.hpp"
#include "formats/text/csv_options.hpp"
#include "util/file.hpp"

namespace myatlas::formats {

constexpr std::size_t k_most_workbook_bytes = 64U * 1024 * 1024;
constexpr std::uint64_t k_most_unpacked_bytes = 512ULL * 1024 * 1024;

// True when the file begins as a workbook of Excel 2007 and later does.
bool is_workbook(const util::FileHandle& file);

// A sheet as CSV of ours, its name, and those of the others that are shown and have something in
// them.
struct SheetCsv
{
  util::FileHandle file;
  std::string sheet;
  std::vector<std::string> others;
};

// The first sheet that is shown, or the one that is asked for, of an .xlsx workbook as CSV of ours
// (UTF-8, semicolons, decimal points), one record a row of the sheet, in a file without a name.
// Numbers keep the digits Excel holds; a number in a column of dates is a day of Excel's calendar.
// The archive is unpacked by zlib, its XML parsed by orcus, in a process of its own with memory and
// time by what the archive says it holds; what the cells mean is read here, since orcus's own
// reader of workbooks leaves out texts that are not in the shared table, without a word. What the
// rows may not have (256 cells, a mebibyte a row) ends the reading. Fails with workbook.unreadable
// (name), workbook.damaged (name, part), workbook.large (name, bytes), workbook.costly (name),
// workbook.sheet (name asked for, those there are), csv.too_many_columns and csv.record_too_long,
// both with their row, file.too_large.
util::Result<SheetCsv> workbook_as_csv(const util::FileHandle& file, const std::string& name,
                                       FileKind kind, const CsvOptions& options = {});

// The same in this process, for the fuzzer, into a file that is open; the errors' name is empty.
// Answers the names of the sheet that was read and of the others, a line each.
util::Result<std::string> unbounded_workbook_as_csv(std::string_view bytes, FileKind kind,
                                                    const CsvOptions& options,
                                                    const util::FileHandle& into);

} // namespace myatlas::formats
