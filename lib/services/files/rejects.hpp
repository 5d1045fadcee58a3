#pragma once

#include <functional>
#include <string>

#include "formats/tables/column_spec.hpp"
#include "formats/tables/columns.hpp"
#include "formats/tables/row_types.hpp"
#include "formats/tables/workbook_writer.hpp"
#include "formats/text/csv_reader.hpp"
#include "util/file.hpp"

namespace myatlas::services {

// Says a problem in the user's words; the sentences live in cli.
using Sentence = std::function<std::string(const util::Error&)>;

// How the refused rows are written: as the file wrote them.
struct RejectStyle
{
  char separator = ';';
  formats::Encoding encoding = formats::Encoding::utf_8;
  bool mark = false;
  const char* line_end = "\r\n";
  bool literal = false;        // cells are as they were meant: no guard was taken for one
  bool decimal_commas = false; // amounts are written with them, whatever mark they were read with
  std::optional<formats::DecimalMark> decimal = {}; // that mark, where it is told
  bool announces_separator = false;                 // begins with "sep=;", as the file does
};

// How they are written: as the file that they are of, or as a French Excel opens it right.
enum class RejectForm
{
  as_read,
  excel,
};

// Where they are written, and the store whose files that may not be; of which kind they are, and
// when that is.
struct RejectPlace
{
  std::filesystem::path file, store;
  formats::FileKind kind = formats::FileKind::companies;
  util::Instant now = {};
};

// Where they go when nobody says: beside the file, in its form: "mars.csv" -> "mars.rejected.csv",
// "mars.xlsx" -> "mars.rejected.xlsx", "mars.jsonl" -> "mars.jsonl.rejected.csv".
std::filesystem::path rejects_beside(const std::filesystem::path& file);

// An amount or a rate that was written with a decimal point, with a comma; any other cell as it is.
std::string with_decimal_comma(std::string_view cell, formats::CellType type,
                               std::optional<formats::DecimalMark> decimal);

// It is CSV or a workbook: import.rejects_form (path) for the name of another form.
util::Outcome check_rejects_form(const std::filesystem::path& path);

// The refused rows, as the file wrote them (same columns, separator, encoding and line ends) or for
// Excel, with _line, _code and _message behind. Corrected, it can be imported: the three columns
// are ignored. Who corrects it opens it in a spreadsheet: no cell begins a formula, as in an
// export, and none can drive a terminal. A name that ends in .xlsx is a workbook: texts are texts
// there, and a cell that is wrong is coloured and says why in a note. Made with the first row;
// there once kept.
class RejectFile
{
public:
  RejectFile(const RejectPlace& place, const formats::Header& header, const RejectStyle& style,
             Sentence sentence);

  // Fails as NewFile and store::check_target do.
  util::Outcome add(const formats::CsvRecord& record, const formats::RowProblems& problems);
  util::Outcome keep();
  bool is_workbook() const;
  bool empty() const { return !m_file; }
  const std::filesystem::path& path() const { return m_place.file; }

private:
  util::Outcome begin();
  util::Outcome begin_text();
  util::Outcome begin_workbook();
  std::size_t place_of(std::size_t column) const;
  std::vector<std::string> cells_of(const formats::CsvRecord& record) const;
  std::string as_meant(std::string_view cell) const;
  util::Outcome line(const std::vector<std::string>& cells,
                     const std::vector<formats::CellNote>& notes);
  util::Outcome row_of_workbook(const std::vector<std::string>& cells,
                                const std::vector<formats::CellNote>& notes);
  util::Outcome line_of_text(const std::vector<std::string>& cells);
  std::string as_written(const std::string& cell, std::size_t at) const;
  std::vector<formats::CellType> types_written() const;
  std::vector<formats::CellNote> notes_of(const formats::RowProblems& problems) const;

  RejectPlace m_place;
  std::vector<std::string> m_titles;
  std::vector<std::size_t> m_cell_of;
  std::vector<formats::CellType> m_types; // of the cells that are written
  std::vector<std::size_t> m_own_cells;
  RejectStyle m_style;
  Sentence m_sentence;
  std::optional<util::NewFile> m_file;
  std::unique_ptr<formats::NotedTable> m_workbook; // where it is one
};

} // namespace myatlas::services
