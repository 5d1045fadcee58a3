#include "domain/employee.hpp"

#include "util/text.hpp"

namespace myatlas::domain {

std::string identity_of(const Employee& employee)
{
  if (!employee.staff_number.empty()) {
    return "n:" + employee.staff_number;
  }
  return "p:" + util::fold(employee.birth_name) + "|" + util::fold(employee.first_name) + "|" + employee.birth_date.text();
}

} // namespace myatlas::domain
