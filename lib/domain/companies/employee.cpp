#include "domain/companies/employee.hpp"

#include <algorithm>

#include "domain/values/names.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

constexpr NamedValue<Sex> k_sexes[] = {
  {"M", Sex::male},       {"H", Sex::male},         {"1", Sex::male},
  {"homme", Sex::male},   {"masculin", Sex::male},  {"monsieur", Sex::male},
  {"mr", Sex::male},      {"F", Sex::female},       {"2", Sex::female},
  {"femme", Sex::female}, {"feminin", Sex::female}, {"madame", Sex::female},
  {"mme", Sex::female},   {"mlle", Sex::female}};
static_assert(has_all<k_sexes>());

// "1", "01" and "001" as "01", "2a" as "2A", "971" as it is; empty: nothing that is one.
std::string department_code(std::string_view text)
{
  std::string code = util::to_upper(util::trim(text));
  if (code.size() == 3 && code[0] == '0') {
    code.erase(0, 1);
  }
  code = code.size() == 1 ? "0" + code : code;
  const bool corsican = code == "2A" || code == "2B";
  return corsican || (util::is_digits(code) && (code.size() == 2 || code.size() == 3)) ? code : "";
}

} // namespace

std::string full_name(const Employee& employee)
{
  return employee.first_name + " " +
         (employee.used_name.empty() ? employee.birth_name : employee.used_name);
}

const char* to_text(Sex sex)
{
  return name_of(k_sexes, sex);
}

util::Result<Sex> parse_sex(std::string_view text)
{
  const util::Result<Sex> sex = value_of(k_sexes, util::fold(text), "employee.sex");
  return sex ? sex : util::Error{"employee.sex", {std::string(text)}};
}

util::Result<EmployeeForm> read_new_employee(std::string_view text)
{
  EmployeeForm form;
  std::string_view rest = text;
  for (std::string* part : {&form.birth_name, &form.first_name}) {
    const std::size_t comma = rest.find(',');
    *part = util::trim(rest.substr(0, comma));
    if (comma == rest.npos || part->empty()) {
      return util::Error{"employee.form", {std::string(text)}};
    }
    rest.remove_prefix(comma + 1);
  }
  form.birth_date = util::trim(rest);
  if (form.birth_date.empty()) {
    return util::Error{"employee.form", {std::string(text)}};
  }
  return form;
}

namespace {

// None of a provisional number.
std::optional<Sex> sex_of(const Nir& nir)
{
  switch (nir.text()[0]) {
  case '1':
    return Sex::male;
  case '2':
    return Sex::female;
  default:
    return std::nullopt;
  }
}

// Of another century or of a person born abroad: months above 12 say nothing.
bool says_birth(const std::string& nir, const std::string& birth)
{
  const int month = (nir[3] - '0') * 10 + (nir[4] - '0');
  return nir.substr(1, 2) == birth.substr(2, 2) &&
         (month < 1 || month > 12 || nir.substr(3, 2) == birth.substr(5, 2));
}

} // namespace

util::Outcome check_nir(const Nir& nir, std::optional<Sex> sex, Date birth)
{
  const std::optional<Sex> told = sex_of(nir);
  if ((sex && told && sex != told) || !says_birth(nir.text(), birth.text())) {
    return util::Error{"nir.coherence", {masked_nir(nir.text())}};
  }
  return util::Done{};
}

namespace {

// Corsica was 20 until 1975; the Seine (75) and the Seine-et-Oise (78) were divided in 1968.
struct FormerDepartment
{
  int until; // the year before which it was so
  std::string_view old, now;
};

constexpr FormerDepartment k_former_departments[] = {
  {1976, "20", "2A"}, {1976, "20", "2B"}, {1968, "75", "92"}, {1968, "75", "93"},
  {1968, "75", "94"}, {1968, "78", "91"}, {1968, "78", "92"}, {1968, "78", "93"},
  {1968, "78", "94"}, {1968, "78", "95"}};

// Whether a department was, in the year of birth, another one, or one of Algeria, abroad today.
bool was_formerly(std::string_view old, std::string_view now, int year)
{
  const bool of_algeria = year < 1963 && old >= "91" && old <= "96" && now == "99";
  return of_algeria ||
         std::ranges::any_of(k_former_departments, [&](const FormerDepartment& former) {
           return year < former.until && old == former.old && now == former.now;
         });
}

} // namespace

util::Outcome check_nir_department(const Nir& nir, std::string_view department, Date birth)
{
  constexpr std::size_t k_place = 5;
  const std::string told = department_code(department);
  if (!sex_of(nir) || told.empty()) {
    return util::Done{};
  }
  const std::string of_nir = nir.text().substr(k_place, told.size() == 3 ? 3 : 2);
  if (of_nir != told && !was_formerly(of_nir, told, birth.year())) {
    return util::Error{"nir.department", {masked_nir(nir.text()), told}};
  }
  return util::Done{};
}

std::string identity_of(const Employee& employee)
{
  if (!employee.staff_number.empty()) {
    return "n:" + employee.staff_number;
  }
  return "p:" + person_key(employee);
}

std::string person_key(const Employee& employee)
{
  return util::fold(employee.birth_name) + "|" + util::fold(employee.first_name) + "|" +
         employee.birth_date.text();
}

bool is_same_person(const Employee& one, const Employee& other)
{
  constexpr std::size_t k_without_key = 13;
  if (one.nir && other.nir) {
    return one.nir->text().substr(0, k_without_key) == other.nir->text().substr(0, k_without_key);
  }
  return one.birth_date == other.birth_date && person_key(one) == person_key(other);
}

} // namespace myatlas::domain
