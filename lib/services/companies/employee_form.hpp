#pragma once

#include "domain/companies/company_form.hpp"
#include "domain/companies/employee.hpp"
#include "services/context.hpp"
#include "util/crypto.hpp"

namespace myatlas::services {

// Whether employees of an establishment are the account's to keep: employee.establishment, or
// access.reader.
void check_right(const Context& context, domain::Siret siret, Errors& problems);

// Takes what a form says of an employee, and all that is wrong with it; the rest stays.
void fill_employee(const Context& context, domain::Employee& employee,
                   const domain::EmployeeForm& form, const util::Secret& nir, Errors& problems);

} // namespace myatlas::services
