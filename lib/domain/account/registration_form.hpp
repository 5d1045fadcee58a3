#pragma once

#include <string>
#include <vector>

#include "domain/companies/company_form.hpp"

namespace myatlas::domain {

// What a person typed or a file holds, before anything is checked. Empty: not given.

// Of a training provider.
struct ParticularsForm
{
  std::string company_name, legal_form, vat_exemption, vat_number;
};

struct RegistrationForm
{
  std::vector<std::string> profiles;
  std::string email, title, last_name, first_name, phone;
  std::vector<CompanyForm> companies;
  std::string provider_siret, activity_number, uai;
  ParticularsForm particulars;
  bool certify = false;
  bool accept_terms = false;
};

} // namespace myatlas::domain
