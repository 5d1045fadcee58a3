// Rows about employees.
#include "domain/companies/employee.hpp"
#include "domain/values/person.hpp"
#include "formats/tables/column_names.hpp"
#include "formats/tables/column_table.hpp"
#include "formats/tables/kinds.hpp"
#include "formats/tables/row_columns.hpp"
#include "formats/tables/rows.hpp"
#include "formats/text/cells.hpp"

namespace myatlas::formats {

namespace {

using domain::Employee;

void read_sex(CellReader& cells, std::size_t column, EmployeeRow& row)
{
  row.rest.sex = cells.parsed(column, domain::parse_sex);
}

util::Result<domain::Nir> nir_cell(std::string_view cell)
{
  return domain::Nir::parse(without_guard(cell));
}

void read_nir(CellReader& cells, std::size_t column, EmployeeRow& row)
{
  row.rest.nir = cells.parsed(column, nir_cell);
}

void read_email(CellReader& cells, std::size_t column, EmployeeRow& row)
{
  row.rest.email = text_of(cells.parsed(column, domain::EmailAddress::parse));
}

constexpr Column<EmployeeRow> k_employee_columns[] = {
  {k_emp_siret,
   {"siret", k_siret_names, true, "73282932000074", CellType::siret},
   into<&CellReader::establishment, &EmployeeRow::siret>},
  {k_emp_staff_number,
   {"matricule", "n_matricule no_matricule code_salarie n_salarie staff_number", false, "EXEMPLE"},
   into<&CellReader::text, &EmployeeRow::rest, &Employee::staff_number>},
  {k_emp_birth_name,
   {"nom_naissance", "nom nom_de_naissance nom_de_famille nom_patronymique birth_name last_name",
    true, "DURAND"},
   into<&CellReader::person_name, &EmployeeRow::rest, &Employee::birth_name>},
  {k_emp_used_name,
   {"nom_usage", "nom_d_usage nom_marital used_name", false, ""},
   into<&CellReader::person_name, &EmployeeRow::rest, &Employee::used_name>},
  {k_emp_first_name,
   {"prenom", "prenoms first_name", true, "Anne"},
   into<&CellReader::person_name, &EmployeeRow::rest, &Employee::first_name>},
  {k_emp_sex, {"sexe", "civilite genre sex", false, "F"}, read_sex},
  {k_emp_birth_date,
   {"date_naissance", "date_de_naissance ne_le nee_le ne_e_le naissance birth_date", true,
    "14/05/1985", CellType::date},
   into<&CellReader::date, &EmployeeRow::birth_date>},
  {k_emp_nir,
   {"nir",
    "n_nir numero_nir n_secu n_ss no_ss numero_securite_sociale "
    "numero_de_securite_sociale n_securite_sociale",
    false, "285059912345654", CellType::text, true},
   read_nir},
  {k_emp_email,
   {"email", "e_mail courriel mail adresse_mail", false, "anne.durand@altea.example"},
   read_email},
  {k_emp_contract,
   {"type_contrat", "contrat nature_contrat type_de_contrat contract", false, "CDI"},
   into<&CellReader::text, &EmployeeRow::rest, &Employee::contract>},
  {k_emp_job,
   {"emploi", "poste fonction intitule_emploi intitule_du_poste job", false, "Consultante"},
   into<&CellReader::text, &EmployeeRow::rest, &Employee::job>},
  {k_emp_status,
   {"statut", "statut_professionnel categorie categorie_socioprofessionnelle csp status", false,
    "Cadre"},
   into<&CellReader::text, &EmployeeRow::rest, &Employee::status>},
};
constexpr auto k_employee_specs = specs_of<EmployeeColumn>(k_employee_columns);

} // namespace

std::span<const ColumnSpec> employee_columns()
{
  return k_employee_specs;
}

// What differs between a NIR and the rest is told, since either may be wrong.
static void check_nir_of(const EmployeeRow& row, CellReader& cells)
{
  cells.take(k_emp_nir, domain::check_nir(*row.rest.nir, row.rest.sex, *row.birth_date));
}

EmployeeRow RowReader::employee(const CsvRecord& record, RowProblems& problems)
{
  EmployeeRow row;
  read_row(k_employee_columns, m_cells, record, problems, row);
  if (row.rest.nir && row.birth_date) {
    check_nir_of(row, m_cells);
  }
  return row;
}

} // namespace myatlas::formats
