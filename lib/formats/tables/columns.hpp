#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/tables/column_spec.hpp"
#include "formats/text/csv_options.hpp"
#include "util/result.hpp"

namespace myatlas::formats {

std::span<const ColumnSpec> columns_of(FileKind kind);

constexpr std::size_t k_absent = SIZE_MAX;
constexpr std::size_t k_most_kind_columns = 32; // no kind of file has more

// Which cell of a record holds which column.
struct Header
{
  std::vector<std::size_t>
    cell_of; // by position in columns_of(kind); k_absent when the file has none
  std::vector<std::string> titles;       // as the file writes them, our own reject columns apart
  std::size_t cells = 0;                 // how many a record has
  std::vector<std::string> unknown;      // titles that say nothing to us
  std::vector<std::size_t> reject_cells; // _line, _code, _message of an earlier run: ignored
  std::size_t line_cell = k_absent;      // the first of them

  // Of the public files: an address in parts (SIRENE), a SIREN beside a SIRET that may be its NIC
  // alone (the list of training bodies), which nomenclature an activity code is of (SIRENE), and a
  // training body's activity number (its list).
  std::vector<std::size_t> address_cells;
  std::size_t siren_cell = k_absent, nomenclature_cell = k_absent, activity_cell = k_absent;

  std::uint64_t line = 1;           // where it stands
  std::vector<std::string> above;   // what stands above it, a text a line: titles of the page
  bool announces_separator = false; // the file begins with "sep=;"

  bool has(std::size_t column) const { return cell_of[column] != k_absent; }
};

// The column a title stands for, k_absent when it says nothing to us.
std::size_t column_titled(FileKind kind, std::string_view title, const TitleMap& titles = {});

// How many of `titles` are columns of `kind`.
std::size_t known_columns(FileKind kind, const std::vector<std::string>& titles,
                          const TitleMap& map = {});

// Whether a line of these titles can be the header: it has all columns a file must have, and more
// than one that is known.
bool is_header(FileKind kind, const std::vector<std::string>& titles, const TitleMap& map);

// Fails, all at once, with column.missing (name, the columns looked for), column.twice (name),
// map.title (title, the titles there are) for one of the first `demanded` that `map` names and the
// file has not.
util::Result<Header> read_header(FileKind kind, const std::vector<std::string>& titles,
                                 const TitleMap& map = {}, std::size_t demanded = 0);

// A title and the column it stands for, for --map: "MS brute=masse_salariale". map.form (text),
// map.column (name, the columns there are).
util::Result<std::pair<std::string, std::string>> parse_title_map(FileKind kind,
                                                                  std::string_view text);

// Among how many rows, the first of a file, what a template showed is looked for.
inline constexpr std::int64_t k_rows_of_template = 10;

// Whether a row is the one that `myatlas template` shows, untouched.
bool is_template_row(FileKind kind, const Header& header, std::span<const std::string_view> cells);

// How a file was read, so that the next of its kind can be.
struct Understood
{
  std::string sheet; // of a workbook
  std::uint64_t header_line = 1;
  TitleMap columns; // the titles that were understood, and what they stand for
};

// The titles of a header that stand for a column, each with its name.
TitleMap titles_known(FileKind kind, const Header& header, const TitleMap& map);

// Titles near to a column's name, for unknown ones: "sirett" -> "siret"; empty when none is.
std::string nearest_column(FileKind kind, std::string_view title);

// What a header says that is not known: column.unknown (title) or column.misspelt (title, the
// column it may mean), each at its title.
util::Errors unknown_columns(FileKind kind, const Header& header);

} // namespace myatlas::formats
