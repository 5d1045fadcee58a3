#pragma once

#include <string>
#include <string_view>

#include "formats/columns.hpp"
#include "util/file.hpp"

namespace myatlas::formats {

constexpr std::size_t k_most_workbook_bytes = 64U * 1024 * 1024;
constexpr std::uint64_t k_most_unpacked_bytes = 512ULL * 1024 * 1024;

// True when the file begins as a workbook of Excel 2007 and later does.
bool is_workbook(const util::FileHandle& file);

// Orcus unpacks the archive and parses its XML; what the cells mean is read here, since orcus's own reader of workbooks leaves out
// texts that are not in the shared table, without a word.
// The first sheet of an .xlsx workbook as CSV of ours (UTF-8, semicolons, decimal points), one record a row of the sheet, in a
// file without a name. Numbers keep the digits Excel holds; a number in a column of dates is a day of Excel's calendar.
// Fails with workbook.unreadable (name), workbook.large (name, bytes), file.too_large.
util::Result<util::FileHandle> workbook_as_csv(const util::FileHandle& file, const std::string& name, FileKind kind);

} // namespace myatlas::formats
