// Rows about apprenticeship contracts: each is a document of its own, in a file or in a cell.
#include "formats/tables/column_table.hpp"
#include "formats/tables/kinds.hpp"
#include "formats/tables/row_columns.hpp"
#include "formats/tables/rows.hpp"

namespace myatlas::formats {

namespace {

constexpr Column<ContractRow> k_contract_columns[] = {
  {k_con_file,
   {"fichier", "fichier_contrat nom_fichier file", false, "contrat.json"},
   into<&CellReader::file_name, &ContractRow::file>},
  {k_con_contract,
   {"contrat", "contract json cerfa"},
   into<&CellReader::as_it_stands, &ContractRow::contract>},
  {k_con_request,
   {"numero_dossier", "dossier n_dossier request"},
   into<&CellReader::as_it_stands, &ContractRow::request>},
};
constexpr auto k_contract_specs = specs_of<ContractColumn>(k_contract_columns);

} // namespace

std::span<const ColumnSpec> contract_columns()
{
  return k_contract_specs;
}

static bool says_no_contract(const CellReader& cells, const ContractRow& row)
{
  return !cells.present(k_con_file) && row.contract.empty();
}

ContractRow RowReader::contract(const CsvRecord& record, RowProblems& problems)
{
  ContractRow row;
  const bool is_read = read_row(k_contract_columns, m_cells, record, problems, row);
  if (is_read && says_no_contract(m_cells, row)) {
    m_cells.problem(k_con_file, {"contract.row_empty", {}});
  }
  return row;
}

} // namespace myatlas::formats
