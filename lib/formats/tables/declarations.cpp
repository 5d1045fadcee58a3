// Rows about declarations of contributions.
#include "formats/tables/column_names.hpp"
#include "formats/tables/column_table.hpp"
#include "formats/tables/company_numbers.hpp"
#include "formats/tables/kinds.hpp"
#include "formats/tables/row_columns.hpp"
#include "formats/tables/rows.hpp"

namespace myatlas::formats {

namespace {

void read_voluntary(CellReader& cells, std::size_t column, DeclarationRow& row)
{
  row.voluntary = cells.pay_text(column);
  if (row.voluntary == domain::Money{}.text()) {
    row.voluntary.clear();
  }
}

constexpr Column<DeclarationRow> k_declaration_columns[] = {
  {k_dec_company, k_company, read_company<DeclarationRow, k_dec_siret, k_dec_code, k_dec_client>},
  {k_dec_siret, k_company_siret},
  {k_dec_code, k_company_member_code},
  {k_dec_year,
   {"annee", k_year_names, true, "2025", CellType::whole},
   into<&CellReader::year_text, &DeclarationRow::form, &domain::PayrollForm::year>},
  {k_dec_total,
   {"masse_salariale", k_payroll_names, false, "500000,00", CellType::amount},
   into<&CellReader::pay_text, &DeclarationRow::form, &domain::PayrollForm::payroll>},
  {k_dec_fixed_term, k_fixed_term_pay,
   into<&CellReader::pay_text, &DeclarationRow::form, &domain::PayrollForm::cdd_payroll>},
  {k_dec_fixed_term_exempt, k_exempt_fixed_term_pay,
   into<&CellReader::pay_text, &DeclarationRow::form, &domain::PayrollForm::cdd_exempt_payroll>},
  {k_dec_apprentices, k_apprentices_pay,
   into<&CellReader::pay_text, &DeclarationRow::form, &domain::PayrollForm::apprentice_payroll>},
  {k_dec_alsace_moselle, k_alsace_moselle_pay,
   into<&CellReader::pay_text, &DeclarationRow::form,
        &domain::PayrollForm::alsace_moselle_payroll>},
  {k_dec_headcount,
   {"effectif", k_headcount_names, false, "12,5", CellType::amount},
   into<&CellReader::people_text, &DeclarationRow::form, &domain::PayrollForm::headcount>},
  {k_dec_ratio,
   {"taux_alternants", "part_alternants quota_alternants alternants_ratio", false, "",
    CellType::percent},
   into<&CellReader::percent_text, &DeclarationRow::form, &domain::PayrollForm::alternants_ratio>},
  {k_dec_alternants,
   {"alternants", "nombre_alternants", false, "", CellType::amount},
   into<&CellReader::people_text, &DeclarationRow::form, &domain::PayrollForm::alternants>},
  {k_dec_association,
   {"association", "non_profit", false, "non"},
   into<&CellReader::yes, &DeclarationRow::form, &domain::PayrollForm::association>},
  {k_dec_temporary_work,
   {"interim", "travail_temporaire temporary_work", false, "non"},
   into<&CellReader::yes, &DeclarationRow::form, &domain::PayrollForm::temporary_work>},
  {k_dec_idcc,
   {"idcc", k_idcc_names, false, "1486"},
   into<&CellReader::idcc, &DeclarationRow::form, &domain::PayrollForm::idcc>},
  {k_dec_voluntary,
   {"versement_volontaire", "volontaire voluntary", false, "", CellType::amount},
   read_voluntary},
  {k_dec_name, {"raison_sociale", k_name_names, false, "EXEMPLE À REMPLACER"}},
  {k_dec_reference,
   {"reference", "ref reference_interne reference_declaration n_reference no_reference", false, ""},
   into<&CellReader::reference, &DeclarationRow::reference>},
  {k_dec_client, k_company_client},
};
constexpr auto k_declaration_specs = specs_of<DeclarationColumn>(k_declaration_columns);

} // namespace

std::span<const ColumnSpec> declaration_columns()
{
  return k_declaration_specs;
}

DeclarationRow RowReader::declaration(const CsvRecord& record, RowProblems& problems)
{
  DeclarationRow row;
  read_row(k_declaration_columns, m_cells, record, problems, row);
  return row;
}

} // namespace myatlas::formats
