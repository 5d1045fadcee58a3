#pragma once

#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "formats/tables/cell_reader.hpp"
#include "formats/tables/column_names.hpp"
#include "formats/text/cells.hpp"
#include "util/text.hpp"

// A company by any of its numbers: the one that is there is taken.
namespace myatlas::formats {

inline constexpr ColumnSpec k_company{
  "entreprise", "company siren n_siren no_siren num_siren numero_siren numero_de_siren code_siren",
  false, "732829320", CellType::siren};
inline constexpr ColumnSpec k_company_siret{"siret", k_siret_names, false, "", CellType::siret};
inline constexpr ColumnSpec k_company_member_code{"code_adherent", k_code_names, false, ""};

// What the account calls it: it names the company where nothing else does, since what a firm's file
// has beside a number need not be what the account was told.
inline constexpr ColumnSpec k_company_client{"dossier_client", k_client_reference_names, false, ""};

// Those that are told.
inline std::vector<std::string> numbers_in(CellReader& cells,
                                           std::initializer_list<std::size_t> columns)
{
  std::vector<std::string> found;
  for (const std::size_t column : columns) {
    if (cells.present(column)) {
      found.push_back(util::without_blanks(without_guard(cells.cell(column))));
    }
  }
  return found;
}

// Takes the first of the numbers that the row has, as they stand, and keeps the others beside it;
// what the account calls the company where there is none.
template <typename Row, std::size_t Siret, std::size_t MemberCode, std::size_t Client>
void read_company(CellReader& cells, std::size_t number, Row& row)
{
  std::vector<std::string> found = numbers_in(cells, {Siret, number, MemberCode});
  if (found.empty() && cells.present(Client)) {
    row.company = cells.text(Client);
    return;
  }
  if (found.empty()) {
    cells.problem(number, {"cell.company", {}});
    return;
  }
  row.company = std::move(found.front());
  row.also.assign(std::make_move_iterator(found.begin() + 1), std::make_move_iterator(found.end()));
}

} // namespace myatlas::formats
