#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/companies/company_form.hpp"
#include "domain/companies/employee.hpp"
#include "services/context.hpp"
#include "util/crypto.hpp"

namespace myatlas::services {

// Which employee is meant: staff number or name, of one company when several are managed.
struct EmployeeName
{
  std::string who, company;
};

// Adds an employee of an establishment the account manages. All problems at once: those of each
// member, field.required, employee.establishment, nir.*, nir.coherence; employee.exists (name).
Result<domain::Employee> add_employee(const Context& context, const domain::EmployeeForm& form,
                                      const util::Secret& nir);

// The employee a request is for: of that form, made at the establishment unless the company has the
// same person; none where it is not known. Inside the caller's transaction, with its row of audit.
// Problems as of add_employee, at `prefix` and the member.
std::optional<domain::Employee> hire(const Context& context, std::optional<domain::Siret> siret,
                                     const domain::EmployeeForm& form, const std::string& prefix,
                                     Errors& problems);

// Changes what the form gives; the rest stays. employee.unknown, employee.several, employee.exists.
Result<domain::Employee> edit_employee(const Context& context, const EmployeeName& name,
                                       const domain::EmployeeForm& form, const util::Secret& nir);

Result<domain::Employee> remove_employee(const Context& context, const EmployeeName& name);

Result<std::vector<domain::Employee>> list_employees(const Context& context,
                                                     const std::string& company);

// The one employee of that staff number or name among some.
Result<domain::Employee> named_employee(const std::vector<domain::Employee>& employees,
                                        const std::string& who);

// Those the actor sees, of all companies or of one.
std::vector<domain::Employee> seen_employees(const Context& context,
                                             std::optional<domain::Siren> company);

} // namespace myatlas::services
