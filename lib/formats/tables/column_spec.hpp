#pragma once

#include <string_view>

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
  clients,      // companies an account takes on, with their proof
  access,       // of other accounts to its companies
  declarations, // of contributions to the OPCO
  payments,     // that came in for declarations
  employers,    // to simulate contributions for: read, never imported; the last
};

const char* to_text(FileKind kind);
util::Result<FileKind> parse_file_kind(
  std::string_view text); // "import.kind" (text, kinds), "import.kind_nearest" (text, kind)

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

// A column a kind of file may have: its name as we write it, other names it is met under (folded:
// lower case, bare letters, "_"), whether a file without it makes no sense, a cell to show in a
// template, what is in it, and whether its cells are never repeated whole.
struct ColumnSpec
{
  std::string_view name;
  std::string_view aliases; // separated by spaces
  bool required = false;
  std::string_view example = {};
  CellType type = CellType::text;
  bool is_masked = false;
};

} // namespace myatlas::formats
