// Rows about employees.
#include "formats/tables/rows.hpp"

#include <algorithm>

#include "domain/companies/employee.hpp"
#include "domain/values/person.hpp"

namespace myatlas::formats {

std::string RowReader::sex(std::size_t column)
{
  if (!present(column)) {
    return {};
  }
  const util::Result<std::string> sex = domain::parse_sex(cell(column));
  if (!sex) {
    problem(column, sex.error());
    return {};
  }
  return *sex;
}

// What differs between a NIR and the rest is told, since either may be wrong.
void RowReader::birth_coherence(const EmployeeRow& row)
{
  if (row.nir.empty() || !row.birth_date) {
    return;
  }
  domain::Employee employee{domain::Siret::of_checked(0),
                            "",
                            "",
                            "",
                            "",
                            row.sex,
                            *row.birth_date,
                            row.nir,
                            "",
                            "",
                            "",
                            ""};
  const util::Outcome agrees = domain::check_nir(employee);
  if (!agrees) {
    problem(k_emp_nir, agrees.error());
  }
}

// A name of letters; most are of those that need no looking up.
std::string_view RowReader::person_name(std::size_t column)
{
  const std::size_t told = m_problems->errors.size();
  const std::string_view name = text(column);
  const auto is_plain = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == ' ' || c == '\'';
  };
  if (m_problems->errors.size() == told && !name.empty() && !std::ranges::all_of(name, is_plain)) {
    (void)take(column, domain::parse_person_name(name));
  }
  return name;
}

EmployeeRow RowReader::employee(const CsvRecord& record, RowProblems& problems)
{
  EmployeeRow row;
  if (!start(record, problems)) {
    return row;
  }
  require(k_emp_siret);
  if (present(k_emp_siret)) {
    row.siret = take(k_emp_siret, siret_cell(cell(k_emp_siret)));
  }
  row.staff_number = text(k_emp_staff_number);
  require(k_emp_birth_name);
  row.birth_name = person_name(k_emp_birth_name);
  row.used_name = person_name(k_emp_used_name);
  require(k_emp_first_name);
  row.first_name = person_name(k_emp_first_name);
  row.sex = sex(k_emp_sex);
  require(k_emp_birth_date);
  row.birth_date = date(k_emp_birth_date);
  if (present(k_emp_nir)) {
    const auto nir = take(k_emp_nir, domain::Nir::parse(without_guard(cell(k_emp_nir))));
    row.nir = nir ? nir->text() : "";
  }
  if (present(k_emp_email)) {
    const auto email = take(k_emp_email, domain::EmailAddress::parse(cell(k_emp_email)));
    row.email = email ? email->text() : "";
  }
  row.contract = text(k_emp_contract);
  row.job = text(k_emp_job);
  row.status = text(k_emp_status);
  birth_coherence(row);
  return row;
}

} // namespace myatlas::formats
