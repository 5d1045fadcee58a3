// Rows about employers whose contributions are asked for.
#include "formats/tables/column_names.hpp"
#include "formats/tables/column_table.hpp"
#include "formats/tables/kinds.hpp"
#include "formats/tables/row_columns.hpp"
#include "formats/tables/rows.hpp"

namespace myatlas::formats {

namespace {

// Looked at, and kept as it stands.
void read_employer_siren(CellReader& cells, std::size_t column, EmployerRow& row)
{
  row.siren = cells.cell(column);
  cells.siren(column);
}

void read_employer_year(CellReader& cells, std::size_t column, EmployerRow& row)
{
  if (const auto year = cells.year(column)) {
    row.year = row.facts.year = static_cast<int>(*year);
  }
}

constexpr Column<EmployerRow> k_employer_columns[] = {
  {k_empl_siren,
   {"siren", k_siren_names, false, "732829320", CellType::siren},
   read_employer_siren},
  {k_empl_name,
   {"raison_sociale", k_name_names, false, "EXEMPLE À REMPLACER"},
   into<&CellReader::cell, &EmployerRow::name>},
  {k_empl_year, {"annee", k_year_names, true, "2025", CellType::whole}, read_employer_year},
  {k_empl_total,
   {"masse_salariale", k_payroll_names, true, "500000,00", CellType::amount},
   into<&CellReader::pay, &EmployerRow::facts, &domain::PayrollFacts::pay, &domain::Pay::total>},
  {k_empl_fixed_term, k_fixed_term_pay,
   into<&CellReader::pay, &EmployerRow::facts, &domain::PayrollFacts::pay,
        &domain::Pay::fixed_term>},
  {k_empl_fixed_term_exempt, k_exempt_fixed_term_pay,
   into<&CellReader::pay, &EmployerRow::facts, &domain::PayrollFacts::pay,
        &domain::Pay::fixed_term_exempt>},
  {k_empl_apprentices, k_apprentices_pay,
   into<&CellReader::pay, &EmployerRow::facts, &domain::PayrollFacts::pay,
        &domain::Pay::apprentices>},
  {k_empl_alsace_moselle, k_alsace_moselle_pay,
   into<&CellReader::pay, &EmployerRow::facts, &domain::PayrollFacts::pay,
        &domain::Pay::alsace_moselle>},
  {k_empl_missions,
   {"masse_missions", "masse_salariale_missions missions mission_payroll", false, "0,00",
    CellType::amount},
   into<&CellReader::pay, &EmployerRow::facts, &domain::PayrollFacts::missions>},
  {k_empl_headcount,
   {"effectif", k_headcount_names, true, "12,5", CellType::amount},
   into<&CellReader::people, &EmployerRow::facts, &domain::PayrollFacts::headcount>},
  {k_empl_headcount_of_year,
   {"effectif_annee", "effectif_de_l_annee headcount_of_year", false, "12,8", CellType::amount},
   into<&CellReader::people, &EmployerRow::facts, &domain::PayrollFacts::headcount_of_year>},
  {k_empl_ratio,
   {"taux_alternants", "part_alternants quota_alternants alternants_ratio", false, "4,5",
    CellType::percent},
   into<&CellReader::percent, &EmployerRow::facts, &domain::PayrollFacts::alternants_ratio>},
  {k_empl_alternants,
   {"alternants", "nombre_alternants", false, "3", CellType::amount},
   into<&CellReader::people, &EmployerRow::facts, &domain::PayrollFacts::alternants>},
  {k_empl_alternants_last_year,
   {"alternants_annee_precedente", "alternants_n_1 alternants_last_year", false, "2",
    CellType::amount},
   into<&CellReader::people, &EmployerRow::facts, &domain::PayrollFacts::alternants_last_year>},
  {k_empl_association,
   {"association", "non_profit", false, "non"},
   into<&CellReader::yes, &EmployerRow::facts, &domain::PayrollFacts::association>},
  {k_empl_temporary_work,
   {"interim", "travail_temporaire temporary_work", false, "non"},
   into<&CellReader::yes, &EmployerRow::facts, &domain::PayrollFacts::temporary_work>},
  {k_empl_idcc,
   {"idcc", k_idcc_names, false, "1486"},
   into<&CellReader::idcc, &EmployerRow::facts, &domain::PayrollFacts::idcc>},
};
constexpr auto k_employer_specs = specs_of<EmployerColumn>(k_employer_columns);

} // namespace

std::span<const ColumnSpec> employer_columns()
{
  return k_employer_specs;
}

EmployerRow RowReader::employer(const CsvRecord& record, RowProblems& problems)
{
  EmployerRow row;
  read_row(k_employer_columns, m_cells, record, problems, row);
  return row;
}

} // namespace myatlas::formats
