#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "util/result.hpp"

namespace myatlas::formats {

enum class FileKind
{
  companies,
  establishments,
  employees,
  requests,
  contracts,
  invoices,
  payrolls,
  certifications,
  employers, // to simulate contributions for: read, never imported
};

const char* to_text(FileKind kind);
util::Result<FileKind> parse_file_kind(std::string_view text); // "import.kind"
std::string file_kinds();                                      // "companies, establishments, employees…"

enum class CellType
{
  text,
  siren,  // nine digits: their zeros count
  siret,  // fourteen
  amount, // cents
  whole,
  percent, // hundredths
  date,    // ISO 8601
};

// A column a kind of file may have: its name as we write it, other names it is met under (folded: lower case, bare
// letters, "_"), whether a file without it makes no sense, a cell to show in a template, and what is in it.
struct ColumnSpec
{
  std::string_view name;
  std::string_view aliases; // separated by spaces
  bool required = false;
  std::string_view example = {};
  CellType type = CellType::text;
};

std::span<const ColumnSpec> columns_of(FileKind kind);

constexpr std::size_t k_absent = SIZE_MAX;
constexpr std::size_t k_most_kind_columns = 32; // no kind of file has more

// Which cell of a record holds which column.
struct Header
{
  std::vector<std::size_t> cell_of;   // by position in columns_of(kind); k_absent when the file has none
  std::vector<std::string> titles;    // as the file writes them, our own reject columns apart
  std::size_t cells = 0;              // how many a record has
  std::vector<std::string> unknown;   // titles that say nothing to us
  std::vector<std::size_t> reject_cells; // _line, _code, _message of an earlier run: ignored
  std::size_t line_cell = k_absent;      // the first of them

  // Of the public files: an address in parts (SIRENE), a SIREN beside a SIRET that may be its NIC alone (the list of training
  // bodies), which nomenclature an activity code is of (SIRENE), and a training body's activity number (its list).
  std::vector<std::size_t> address_cells;
  std::size_t siren_cell = k_absent, nomenclature_cell = k_absent, activity_cell = k_absent;

  bool has(std::size_t column) const { return cell_of[column] != k_absent; }
};

// The column a title stands for, k_absent when it says nothing to us.
std::size_t column_titled(FileKind kind, std::string_view title);

// How many of `titles` are columns of `kind`.
std::size_t known_columns(FileKind kind, const std::vector<std::string>& titles);

// Fails, all at once, with column.missing (name, the columns looked for), column.twice (name).
util::Result<Header> read_header(FileKind kind, const std::vector<std::string>& titles);

// Whether a row is the one that `myatlas template` shows, untouched.
bool is_template_row(FileKind kind, const Header& header, std::span<const std::string_view> cells);

// Titles near to a column's name, for unknown ones: "sirett" -> "siret"; empty when none is.
std::string nearest_column(FileKind kind, std::string_view title);

// What a header says that is not known: column.unknown (title) or column.misspelt (title, the column it may mean), each at its title.
util::Errors unknown_columns(FileKind kind, const Header& header);

} // namespace myatlas::formats
