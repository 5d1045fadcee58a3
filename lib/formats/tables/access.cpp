// Rows about access of other accounts to companies.
#include "domain/account/access.hpp"
#include "formats/tables/column_names.hpp"
#include "formats/tables/column_table.hpp"
#include "formats/tables/company_numbers.hpp"
#include "formats/tables/kinds.hpp"
#include "formats/tables/row_columns.hpp"
#include "formats/tables/rows.hpp"

namespace myatlas::formats {

namespace {

void read_access_role(CellReader& cells, std::size_t column, AccessRow& row)
{
  row.role = word_of(cells.parsed(column, domain::parse_access_role));
}

constexpr Column<AccessRow> k_access_columns[] = {
  {k_acc_email,
   {"email", "e_mail courriel mail adresse_mail collaborateur", true, "EXEMPLE@cabinet.example"},
   into<&CellReader::as_it_stands, &AccessRow::email>},
  {k_acc_company, k_company, read_company<AccessRow, k_acc_siret, k_acc_code, k_acc_client>},
  {k_acc_siret, k_company_siret},
  {k_acc_code, k_company_member_code},
  {k_acc_role, {"role", "droit droits", true, "lecteur"}, read_access_role},
  {k_acc_until,
   {"jusqu_au", "until fin date_fin date_de_fin expiration", false, "31/12/2026", CellType::date},
   into<&CellReader::day_text, &AccessRow::until>},
  {k_acc_name, {"raison_sociale", k_name_names, false, ""}},
  {k_acc_client, k_company_client},
};
constexpr auto k_access_specs = specs_of<AccessColumn>(k_access_columns);

} // namespace

std::span<const ColumnSpec> access_columns()
{
  return k_access_specs;
}

AccessRow RowReader::access(const CsvRecord& record, RowProblems& problems)
{
  AccessRow row;
  read_row(k_access_columns, m_cells, record, problems, row);
  return row;
}

} // namespace myatlas::formats
