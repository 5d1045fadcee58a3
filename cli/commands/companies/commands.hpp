#pragma once

#include "command.hpp"

namespace myatlas::cli {

extern const Command k_add_company;
extern const Command k_edit_company;
extern const Command k_leave_company;
extern const Command k_list_companies;
extern const Command k_show_company;
extern const Command k_add_siret;
extern const Command k_remove_siret;
extern const Command k_list_establishments;
extern const Command k_add_employee;
extern const Command k_edit_employee;
extern const Command k_remove_employee;
extern const Command k_list_employees;
extern const Command k_grant_access;
extern const Command k_revoke_access;
extern const Command k_list_access;
extern const Command k_check;
extern const Command k_find_opco;

// In the order of the general help: what stands together there is one list.
inline constexpr const Command* k_company_commands[] = {
  &k_add_company,  &k_edit_company,  &k_leave_company,   &k_list_companies,
  &k_show_company, &k_add_siret,     &k_remove_siret,    &k_list_establishments,
  &k_add_employee, &k_edit_employee, &k_remove_employee, &k_list_employees,
  &k_grant_access, &k_revoke_access, &k_list_access,     &k_check,
  &k_find_opco};

} // namespace myatlas::cli
