#pragma once

#include "formats/tables/column_spec.hpp"
#include "formats/tables/table_writer.hpp"
#include "util/clock.hpp"
#include "util/result.hpp"

namespace myatlas::formats {

// .xlsx by libxlsxwriter, which is loaded when the first workbook is written: it brings four
// libraries more, which every other start would pay for. Identifiers are text, so that their digits
// stay; amounts are numbers and dates are dates. `created` is what the workbook says of itself: the
// same rows at the same time are the same bytes.

// Fails with workbook.library (the system's reason); a row beyond what a sheet holds ends the
// writing (row() is false).
util::Result<std::unique_ptr<TableWriter>>
make_workbook_writer(std::vector<ColumnSpec> columns, util::Instant created, ByteSink sink);

// What is wrong with a cell: it is coloured, and the text stands at it as a note.
struct CellNote
{
  std::size_t cell = 0;
  std::string text;
};

// Rows of texts as a workbook, with notes at cells. A number stays one where its column is of
// numbers.
class NotedTable
{
public:
  virtual ~NotedTable() = default;
  virtual bool row(std::span<const std::string> cells,
                   std::span<const CellNote> notes) = 0; // false: beyond what a sheet holds
  virtual bool end() = 0;
};

// `types` are those of the columns, text where there are fewer. Fails as make_workbook_writer does.
util::Result<std::unique_ptr<NotedTable>> make_noted_workbook(std::vector<std::string> titles,
                                                              std::vector<CellType> types,
                                                              util::Instant created, ByteSink sink);

// A workbook to fill in: the titles, each with its entry of `help` as a note, and one row as an
// example. Fails as above, and with export.cut.
util::Outcome write_template(FileKind kind, const std::vector<std::string>& help,
                             util::Instant created, const ByteSink& sink);

} // namespace myatlas::formats
