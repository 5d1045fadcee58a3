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

struct RegistrationForm
{
  std::vector<std::string> profiles;
  std::string email, title, last_name, first_name, phone;
  std::vector<CompanyForm> companies;
  std::string provider_siret, activity_number, uai;
  bool certify = false;
  bool accept_terms = false;
};

struct RequestForm
{
  std::string siret, scheme, title, provider_siret, start, end, hours, mode, teaching_cost;
  std::vector<std::string> employees;
};

} // namespace myatlas::domain
