// Rows about companies to be taken on, with their proof.
#include <algorithm>
#include <iterator>

#include "domain/account/access.hpp"
#include "formats/tables/column_names.hpp"
#include "formats/tables/column_table.hpp"
#include "formats/tables/kinds.hpp"
#include "formats/tables/row_columns.hpp"
#include "formats/tables/rows.hpp"
#include "formats/text/cells.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

constexpr std::string_view k_all_words[] = {"tous", "toutes", "tout", "all"};

bool means_all(std::string_view cell)
{
  const std::string folded = util::fold(cell);
  return folded.empty() || util::contains(k_all_words, std::string_view(folded));
}

std::string listed_siret(CellReader& cells, std::size_t column, const std::string& part)
{
  const auto siret = cells.take(column, siret_cell(part));
  return siret ? siret->digits() : "";
}

std::vector<std::string> listed_sirets(CellReader& cells, std::size_t column)
{
  return util::mapped(parts_of_cell(cells.cell(column)),
                      [&](const std::string& part) { return listed_siret(cells, column, part); });
}

void read_client_sirets(CellReader& cells, std::size_t column, ClientRow& row)
{
  row.form.all_establishments = means_all(cells.cell(column));
  if (!row.form.all_establishments) {
    row.form.sirets = listed_sirets(cells, column);
  }
}

// Who takes a company on manages it.
void read_client_role(CellReader& cells, std::size_t column, ClientRow&)
{
  const auto role = cells.parsed(column, domain::parse_access_role);
  if (role == domain::AccessRole::reader) {
    cells.refuse(column, "client.reader");
  }
}

constexpr Column<ClientRow> k_client_columns[] = {
  {k_cli_code,
   {"code_adherent", k_code_names, true, "EXEMPLE1"},
   into<&CellReader::code, &ClientRow::form, &domain::CompanyForm::member_code>},
  {k_cli_payroll,
   {"masse_salariale", k_payroll_names, true, "500000,00", CellType::amount},
   into<&CellReader::pay_text, &ClientRow::form, &domain::CompanyForm::payroll>},
  {k_cli_year,
   {"annee", k_year_names, false, "2025", CellType::whole},
   into<&CellReader::year_text, &ClientRow::form, &domain::CompanyForm::payroll_year>},
  {k_cli_siret,
   {"siret",
    "etablissement etablissements sirets n_siret no_siret num_siret numero_siret numero_de_siret",
    false, "tous", CellType::siret},
   read_client_sirets},
  {k_cli_role, {"role", "droit droits", false, "gestionnaire"}, read_client_role},
  {k_cli_name, {"raison_sociale", k_name_names, false, ""}},
  {k_cli_reference,
   {"reference", k_client_reference_names, false, ""},
   into<&CellReader::reference, &ClientRow::reference>},
};
constexpr auto k_client_specs = specs_of<ClientColumn>(k_client_columns);

} // namespace

std::span<const ColumnSpec> client_columns()
{
  return k_client_specs;
}

ClientRow RowReader::client(const CsvRecord& record, RowProblems& problems)
{
  ClientRow row;
  read_row(k_client_columns, m_cells, record, problems, row);
  return row;
}

} // namespace myatlas::formats
