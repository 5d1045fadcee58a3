#include "domain/companies/employee.hpp"

#include <algorithm>

#include "domain/values/person.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

struct SexName
{
  std::string_view folded;
  const char* sex;
};

constexpr SexName k_sexes[] = {
  {"m", "M"},        {"h", "M"},      {"1", "M"},   {"homme", "M"}, {"masculin", "M"},
  {"monsieur", "M"}, {"mr", "M"},     {"f", "F"},   {"2", "F"},     {"femme", "F"},
  {"feminin", "F"},  {"madame", "F"}, {"mme", "F"}, {"mlle", "F"}};

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

util::Result<std::string> parse_sex(std::string_view text)
{
  const std::string folded = util::fold(text);
  const auto found = std::ranges::find(k_sexes, std::string_view(folded), &SexName::folded);
  return found == std::end(k_sexes)
           ? util::Result<std::string>(util::Error{"employee.sex", {std::string(text)}})
           : util::Result<std::string>(std::string(found->sex));
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
  return form.birth_date.empty()
           ? util::Result<EmployeeForm>(util::Error{"employee.form", {std::string(text)}})
           : util::Result<EmployeeForm>(form);
}

util::Outcome check_nir(const Employee& employee)
{
  const std::string& nir = employee.nir;
  if (nir.size() < 5) {
    return util::Done{};
  }
  const std::string birth = employee.birth_date.text();
  const bool other_sex = !employee.sex.empty() && (nir[0] == '1' || nir[0] == '2') &&
                         (nir[0] == '1') != (employee.sex == "M");
  const int month = (nir[3] - '0') * 10 + (nir[4] - '0');
  const bool other_birth = nir.substr(1, 2) != birth.substr(2, 2) ||
                           (month >= 1 && month <= 12 && nir.substr(3, 2) != birth.substr(5, 2));
  return other_sex || other_birth ? util::Outcome(util::Error{"nir.coherence", {masked_nir(nir)}})
                                  : util::Outcome(util::Done{});
}

util::Outcome check_nir_department(const std::string& nir, std::string_view department, Date birth)
{
  constexpr std::size_t k_place = 5;
  const bool definitive = nir.size() >= k_place + 3 && (nir[0] == '1' || nir[0] == '2');
  const std::string told = department_code(department);
  if (!definitive || told.empty()) {
    return util::Done{};
  }
  const std::string of_nir = nir.substr(k_place, told.size() == 3 ? 3 : 2);
  const auto formerly = [&](int year, std::string_view old,
                            std::initializer_list<std::string_view> now) {
    return birth.year() < year && of_nir == old &&
           std::ranges::find(now, std::string_view(told)) != now.end();
  };
  const bool of_algeria = birth.year() < 1963 && of_nir >= "91" && of_nir <= "96" && told == "99";
  const bool same = of_nir == told || of_algeria || formerly(1976, "20", {"2A", "2B"}) ||
                    formerly(1968, "75", {"92", "93", "94"}) ||
                    formerly(1968, "78", {"91", "92", "93", "94", "95"});
  return same ? util::Outcome(util::Done{})
              : util::Outcome(util::Error{"nir.department", {masked_nir(nir), told}});
}

std::string identity_of(const Employee& employee)
{
  if (!employee.staff_number.empty()) {
    return "n:" + employee.staff_number;
  }
  return "p:" + util::fold(employee.birth_name) + "|" + util::fold(employee.first_name) + "|" +
         employee.birth_date.text();
}

} // namespace myatlas::domain
