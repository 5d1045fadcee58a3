// Rows about employees.
#include "formats/rows.hpp"

#include <algorithm>

#include "domain/person.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

struct SexName
{
  std::string_view folded;
  const char* sex;
};

constexpr SexName k_sexes[] = {{"m", "M"}, {"h", "M"}, {"1", "M"}, {"homme", "M"}, {"masculin", "M"}, {"monsieur", "M"}, {"mr", "M"},
                               {"f", "F"}, {"2", "F"}, {"femme", "F"}, {"feminin", "F"}, {"madame", "F"}, {"mme", "F"}, {"mlle", "F"}};

} // namespace

std::string RowReader::sex(std::size_t column)
{
  if (!present(column)) {
    return {};
  }
  const std::string folded = util::fold(cell(column));
  const auto found = std::ranges::find(k_sexes, std::string_view(folded), &SexName::folded);
  if (found == std::end(k_sexes)) {
    problem(column, {"employee.sex", {std::string(cell(column))}});
    return {};
  }
  return found->sex;
}

// A NIR says the sex, the year and, but for some born abroad, the month of birth: what differs is told, since either may be wrong.
void RowReader::birth_coherence(const EmployeeRow& row)
{
  if (row.nir.empty()) {
    return;
  }
  const std::string birth = row.birth_date ? row.birth_date->text() : "";
  const bool other_sex = !row.sex.empty() && (row.nir[0] == '1' || row.nir[0] == '2') && (row.nir[0] == '1') != (row.sex == "M");
  const int month = (row.nir[3] - '0') * 10 + (row.nir[4] - '0');
  const bool other_birth = !birth.empty() && (row.nir.substr(1, 2) != birth.substr(2, 2) ||
                                              (month >= 1 && month <= 12 && row.nir.substr(3, 2) != birth.substr(5, 2)));
  if (other_sex || other_birth) {
    problem(k_emp_nir, {"nir.coherence", {domain::masked_nir(row.nir)}});
  }
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
  row.birth_name = text(k_emp_birth_name);
  row.used_name = text(k_emp_used_name);
  require(k_emp_first_name);
  row.first_name = text(k_emp_first_name);
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
