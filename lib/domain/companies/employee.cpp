#include "domain/companies/employee.hpp"

#include <algorithm>

#include "domain/values/names.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

using util::Done;
using util::Error;
using util::fold;
using util::Outcome;
using util::Result;
using util::trim;

constexpr NamedValue<Sex> k_sexes[] = {
  {"M", Sex::male},       {"H", Sex::male},         {"1", Sex::male},
  {"homme", Sex::male},   {"masculin", Sex::male},  {"monsieur", Sex::male},
  {"mr", Sex::male},      {"F", Sex::female},       {"2", Sex::female},
  {"femme", Sex::female}, {"feminin", Sex::female}, {"madame", Sex::female},
  {"mme", Sex::female},   {"mlle", Sex::female}};
static_assert(has_all<k_sexes>());

bool is_corsican(const std::string& code)
{
  return code == "2A" || code == "2B";
}

bool is_number_of_department(const std::string& code)
{
  return util::is_digits(code) && (code.size() == 2 || code.size() == 3);
}

bool is_department(const std::string& code)
{
  return is_corsican(code) || is_number_of_department(code);
}

// "1", "01" and "001" as "01", "2a" as "2A", "971" as it is; empty: nothing that is one.
std::string department_code(std::string_view text)
{
  std::string code = util::to_upper(trim(text));
  if (code.size() == 3 && code[0] == '0') {
    code.erase(0, 1);
  }
  code = code.size() == 1 ? "0" + code : code;
  return is_department(code) ? code : "";
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

Result<Sex> parse_sex(std::string_view text)
{
  const Result<Sex> sex = value_of(k_sexes, fold(text), "employee.sex");
  return sex ? sex : Error{"employee.sex", {std::string(text)}};
}

namespace {

// What stands before the next comma, taken off; empty: nothing does.
std::string next_part(std::string_view& rest)
{
  const std::size_t comma = rest.find(',');
  if (comma == rest.npos) {
    return {};
  }
  const std::string_view part = trim(rest.substr(0, comma));
  rest.remove_prefix(comma + 1);
  return std::string(part);
}

} // namespace

Result<EmployeeForm> read_new_employee(std::string_view text)
{
  EmployeeForm form;
  std::string_view rest = text;
  form.birth_name = next_part(rest);
  form.first_name = next_part(rest);
  form.birth_date = trim(rest);
  if (form.birth_name.empty() || form.first_name.empty() || form.birth_date.empty()) {
    return Error{"employee.form", {std::string(text)}};
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

bool contradict(std::optional<Sex> one, std::optional<Sex> other)
{
  return one && other && one != other;
}

} // namespace

Outcome check_nir(const Nir& nir, std::optional<Sex> sex, Date birth)
{
  if (contradict(sex, sex_of(nir)) || !says_birth(nir.text(), birth.text())) {
    return Error{"nir.coherence", {masked_nir(nir.text())}};
  }
  return Done{};
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

// Abroad today.
bool was_of_algeria(std::string_view old, std::string_view now, int year)
{
  return year < 1963 && old >= "91" && old <= "96" && now == "99";
}

// Whether a department was, in the year of birth, another one, or one of Algeria.
bool was_formerly(std::string_view old, std::string_view now, int year)
{
  const auto was_so = [&](const FormerDepartment& former) {
    return year < former.until && old == former.old && now == former.now;
  };
  return was_of_algeria(old, now, year) || std::ranges::any_of(k_former_departments, was_so);
}

// The department of birth as a number tells it, with as many figures as one has.
std::string department_in(const Nir& nir, std::size_t figures)
{
  constexpr std::size_t k_place = 5;
  return nir.text().substr(k_place, figures);
}

} // namespace

Outcome check_nir_department(const Nir& nir, std::string_view department, Date birth)
{
  const std::string told = department_code(department);
  if (!sex_of(nir) || told.empty()) {
    return Done{};
  }
  const std::string of_nir = department_in(nir, told.size());
  if (of_nir != told && !was_formerly(of_nir, told, birth.year())) {
    return Error{"nir.department", {masked_nir(nir.text()), told}};
  }
  return Done{};
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
  return fold(employee.birth_name) + "|" + fold(employee.first_name) + "|" +
         employee.birth_date.text();
}

namespace {

std::string_view without_key(const Nir& nir)
{
  constexpr std::size_t k_key = 13;
  return std::string_view(nir.text()).substr(0, k_key);
}

} // namespace

bool is_same_person(const Employee& one, const Employee& other)
{
  if (one.nir && other.nir) {
    return without_key(*one.nir) == without_key(*other.nir);
  }
  return one.birth_date == other.birth_date && person_key(one) == person_key(other);
}

} // namespace myatlas::domain
