#pragma once

#include "operations/companies/access.hpp"
#include "operations/companies/companies.hpp"
#include "operations/companies/employees.hpp"
#include "operations/companies/establishments.hpp"
#include "operations/companies/opco_of.hpp"

// What may be asked, in the order of all: what stands together there is one list.
namespace myatlas::operations {

inline constexpr const Operation* k_company_operations[] = {
  &k_add_company,  &k_edit_company,  &k_leave_company,   &k_list_companies,
  &k_show_company, &k_add_siret,     &k_remove_siret,    &k_list_establishments,
  &k_add_employee, &k_edit_employee, &k_remove_employee, &k_list_employees,
  &k_grant_access, &k_revoke_access, &k_list_access,     &k_find_opco};

} // namespace myatlas::operations
