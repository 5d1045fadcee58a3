// Rows about companies.
#include <string>

#include "formats/tables/column_names.hpp"
#include "formats/tables/column_table.hpp"
#include "formats/tables/kinds.hpp"
#include "formats/tables/row_columns.hpp"
#include "formats/tables/rows.hpp"
#include "formats/text/fast_cells.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

// The whole people of a headcount with one or two decimals, which are cut as the law cuts what is
// below them: 10.99 stays below 11. None of another cell.
std::optional<std::int64_t> whole_people(std::string_view cell)
{
  const std::size_t mark = cell.find_first_of(",.");
  const std::string_view whole = cell.substr(0, mark),
                         rest = mark == cell.npos ? std::string_view() : cell.substr(mark + 1);
  const bool has_decimals = !rest.empty() && rest.size() <= 2 && util::is_digits(rest);
  return has_decimals && util::is_digits(whole) ? fast::digits(whole, 6) : std::nullopt;
}

void tell_cut(CellReader& cells, std::size_t column, std::int64_t people)
{
  cells.warn(column, {"headcount.cut", {cells.as_it_stands(column), std::to_string(people)}});
}

void read_company_headcount(CellReader& cells, std::size_t column, CompanyRow& row)
{
  row.headcount = whole_people(cells.cell(column));
  if (row.headcount) {
    tell_cut(cells, column, *row.headcount);
  } else {
    row.headcount = cells.whole(column);
  }
}

// It goes with its year.
void read_company_payroll(CellReader& cells, std::size_t column, CompanyRow& row)
{
  row.payroll = cells.part_of_pay(column);
  const bool has_amount = cells.present(column), has_year = cells.present(k_company_year);
  if (has_amount && !has_year) {
    cells.problem(k_company_year, {"payroll.no_year", {}});
  } else if (!has_amount && has_year) {
    cells.problem(column, {"payroll.no_amount", {}});
  }
}

constexpr Column<CompanyRow> k_company_columns[] = {
  {k_company_code,
   {"code_adherent", k_code_names, true, "ATL100001"},
   into<&CellReader::code, &CompanyRow::code>},
  {k_company_siren,
   {"siren", k_siren_names, true, "732829320", CellType::siren},
   into<&CellReader::siren, &CompanyRow::siren>},
  {k_company_name,
   {"raison_sociale", k_name_names, true, "EXEMPLE À REMPLACER"},
   into<&CellReader::text, &CompanyRow::name>},
  {k_company_idcc,
   {"idcc", k_idcc_names, false, "1486"},
   into<&CellReader::idcc, &CompanyRow::idcc>},
  {k_company_naf, {"naf", k_naf_names, false, "6202A"}, into<&CellReader::naf, &CompanyRow::naf>},
  {k_company_headcount,
   {"effectif", k_headcount_names, false, "12", CellType::whole},
   read_company_headcount},
  {k_company_year,
   {"annee", k_year_names, false, "2025", CellType::whole},
   into<&CellReader::year, &CompanyRow::year>},
  {k_company_payroll,
   {"masse_salariale", k_payroll_names, false, "500000,00", CellType::amount},
   read_company_payroll},
  {k_company_created,
   {"date_creation", "date_de_creation creation created datecreationunitelegale", false,
    "14/05/2001", CellType::date},
   into<&CellReader::day_text, &CompanyRow::created>},
};
constexpr auto k_company_specs = specs_of<CompanyColumn>(k_company_columns);

} // namespace

std::span<const ColumnSpec> company_columns()
{
  return k_company_specs;
}

CompanyRow RowReader::company(const CsvRecord& record, RowProblems& problems)
{
  CompanyRow row;
  read_row(k_company_columns, m_cells, record, problems, row);
  return row;
}

} // namespace myatlas::formats
