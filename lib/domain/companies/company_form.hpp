#pragma once

#include <string>
#include <vector>

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

} // namespace myatlas::domain
