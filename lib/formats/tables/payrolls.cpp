// Rows about the pay of a company in a year.
#include "formats/tables/column_names.hpp"
#include "formats/tables/column_table.hpp"
#include "formats/tables/kinds.hpp"
#include "formats/tables/row_columns.hpp"
#include "formats/tables/rows.hpp"

namespace myatlas::formats {

namespace {

void read_payroll_year(CellReader& cells, std::size_t column, PayrollRow& row)
{
  row.year = cells.year(column);
}

// Where it is missing or wrong, which is told, no part is more than it.
void read_payroll_total(CellReader& cells, std::size_t column, PayrollRow& row)
{
  constexpr domain::Money k_any{INT64_MAX};
  row.total = cells.part_of_pay(column).value_or(k_any);
}

void read_payroll_headcount(CellReader& cells, std::size_t column, PayrollRow& row)
{
  if (const auto headcount = cells.part_of_pay(column)) {
    row.headcount = headcount->cents;
  }
}

void tell_part(CellReader& cells, std::size_t part, std::size_t whole)
{
  cells.problem(part, {"payroll.part", {cells.as_it_stands(part), cells.as_it_stands(whole)}});
}

// With it all parts are there: none is more than what it is a part of.
void read_last_part(CellReader& cells, std::size_t column, PayrollRow& row)
{
  row.alsace_moselle = cells.part_of_pay(column);
  const std::pair<std::size_t, std::optional<domain::Money>> parts[] = {
    {k_pay_fixed_term, row.fixed_term},
    {k_pay_apprentices, row.apprentices},
    {k_pay_alsace_moselle, row.alsace_moselle}};
  for (const auto& [part, money] : parts) {
    if (money && *money > row.total) {
      tell_part(cells, part, k_pay_total);
    }
  }
  if (row.fixed_term_exempt && row.fixed_term_exempt > row.fixed_term) {
    tell_part(cells, k_pay_fixed_term_exempt, k_pay_fixed_term);
  }
}

constexpr Column<PayrollRow> k_payroll_columns[] = {
  {k_pay_siren,
   {"siren", k_siren_names, true, "732829320", CellType::siren},
   into<&CellReader::siren, &PayrollRow::siren>},
  {k_pay_year, {"annee", k_year_names, true, "2025", CellType::whole}, read_payroll_year},
  {k_pay_total,
   {"masse_salariale", k_payroll_names, true, "123456,78", CellType::amount},
   read_payroll_total},
  {k_pay_fixed_term, k_fixed_term_pay, into<&CellReader::part_of_pay, &PayrollRow::fixed_term>},
  {k_pay_fixed_term_exempt, k_exempt_fixed_term_pay,
   into<&CellReader::part_of_pay, &PayrollRow::fixed_term_exempt>},
  {k_pay_apprentices, k_apprentices_pay, into<&CellReader::part_of_pay, &PayrollRow::apprentices>},
  {k_pay_alsace_moselle, k_alsace_moselle_pay, read_last_part},
  {k_pay_headcount,
   {"effectif", k_headcount_names, false, "12,5", CellType::amount},
   read_payroll_headcount},
  {k_pay_alternants,
   {"taux_alternants", "alternants part_alternants quota_alternants alternants_ratio", false, "4,5",
    CellType::percent},
   into<&CellReader::percent, &PayrollRow::alternants>},
};
constexpr auto k_payroll_specs = specs_of<PayrollColumn>(k_payroll_columns);

} // namespace

std::span<const ColumnSpec> payroll_columns()
{
  return k_payroll_specs;
}

PayrollRow RowReader::payroll(const CsvRecord& record, RowProblems& problems)
{
  PayrollRow row;
  read_row(k_payroll_columns, m_cells, record, problems, row);
  return row;
}

} // namespace myatlas::formats
