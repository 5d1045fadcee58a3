#include "domain/employee.hpp"

#include <algorithm>

#include "domain/person.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

struct SexName
{
  std::string_view folded;
  const char* sex;
};

constexpr SexName k_sexes[] = {{"m", "M"}, {"h", "M"}, {"1", "M"}, {"homme", "M"}, {"masculin", "M"}, {"monsieur", "M"}, {"mr", "M"},
                               {"f", "F"}, {"2", "F"}, {"femme", "F"}, {"feminin", "F"}, {"madame", "F"}, {"mme", "F"}, {"mlle", "F"}};

} // namespace

std::string full_name(const Employee& employee)
{
  return employee.first_name + " " + (employee.used_name.empty() ? employee.birth_name : employee.used_name);
}

util::Result<std::string> parse_sex(std::string_view text)
{
  const std::string folded = util::fold(text);
  const auto found = std::ranges::find(k_sexes, std::string_view(folded), &SexName::folded);
  return found == std::end(k_sexes) ? util::Result<std::string>(util::Error{"employee.sex", {std::string(text)}})
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
  return form.birth_date.empty() ? util::Result<EmployeeForm>(util::Error{"employee.form", {std::string(text)}}) : util::Result<EmployeeForm>(form);
}

util::Outcome check_nir(const Employee& employee)
{
  const std::string& nir = employee.nir;
  if (nir.size() < 5) {
    return util::Done{};
  }
  const std::string birth = employee.birth_date.text();
  const bool other_sex = !employee.sex.empty() && (nir[0] == '1' || nir[0] == '2') && (nir[0] == '1') != (employee.sex == "M");
  const int month = (nir[3] - '0') * 10 + (nir[4] - '0');
  const bool other_birth =
    nir.substr(1, 2) != birth.substr(2, 2) || (month >= 1 && month <= 12 && nir.substr(3, 2) != birth.substr(5, 2));
  return other_sex || other_birth ? util::Outcome(util::Error{"nir.coherence", {masked_nir(nir)}}) : util::Outcome(util::Done{});
}

std::string identity_of(const Employee& employee)
{
  if (!employee.staff_number.empty()) {
    return "n:" + employee.staff_number;
  }
  return "p:" + util::fold(employee.birth_name) + "|" + util::fold(employee.first_name) + "|" + employee.birth_date.text();
}

} // namespace myatlas::domain
