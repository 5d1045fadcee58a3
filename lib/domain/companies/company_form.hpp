#pragma once

#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "domain/values/names.hpp"

namespace myatlas::domain {

// What a person typed or a file holds, before anything is checked. Empty: not given.

struct CompanyForm
{
  std::string member_code, payroll, payroll_year;
  std::vector<std::string> sirets;
  bool all_establishments = false;
};

// Without the NIR, which is never on a command line.
struct EmployeeForm
{
  std::string siret, staff_number, birth_name, used_name, first_name, sex, birth_date, email,
    contract, job, status;
};

// Its members by their names in documents, but for the establishment.
inline constexpr std::pair<const char*, TextMember<EmployeeForm>> k_employee_members[] = {
  {"staff_number", &EmployeeForm::staff_number},
  {"birth_name", &EmployeeForm::birth_name},
  {"used_name", &EmployeeForm::used_name},
  {"first_name", &EmployeeForm::first_name},
  {"sex", &EmployeeForm::sex},
  {"birth_date", &EmployeeForm::birth_date},
  {"email", &EmployeeForm::email},
  {"contract", &EmployeeForm::contract},
  {"job", &EmployeeForm::job},
  {"status", &EmployeeForm::status},
};
static_assert((std::size(k_employee_members) + 1) * sizeof(std::string) == sizeof(EmployeeForm));

} // namespace myatlas::domain
