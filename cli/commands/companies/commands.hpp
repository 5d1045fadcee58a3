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

} // namespace myatlas::cli
