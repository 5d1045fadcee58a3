// Employees of the companies of an account.
#include "services/companies/employees.hpp"

#include "formats/json/json_records.hpp"
#include "operations/companies/employees.hpp"
#include "operations/documents.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

constexpr const char* k_employee = "myatlas/employee/1";

Json employee_row(const domain::Employee& employee)
{
  return formats::to_json(employee);
}

Json employee_document(const domain::Employee& employee)
{
  return document(k_employee, employee_row(employee));
}

Result<Json> employee_answer(const Result<domain::Employee>& employee)
{
  return document_of(employee, employee_document);
}

domain::EmployeeForm form_of(const AddEmployee& request)
{
  domain::EmployeeForm form = request.form;
  form.siret = request.siret;
  return form;
}

Result<Json> add_employee(const Context& context, const AddEmployee& request)
{
  return employee_answer(services::add_employee(context, form_of(request), request.nir));
}

Result<Json> edit_employee(const Context& context, const EditEmployee& request)
{
  return employee_answer(services::edit_employee(context,
                                                 {request.name.employee, request.name.company},
                                                 form_of(request.change), request.change.nir));
}

Result<Json> remove_employee(const Context& context, const EmployeeName& name)
{
  return employee_answer(services::remove_employee(context, {name.employee, name.company}));
}

Result<Json> list_employees(const Context& context, const ListEmployees& request)
{
  services::Labels labels(context);
  return list_of(
    "myatlas/employees/1", "employees", services::list_employees(context, request.company),
    [&](const auto& one) { return with_client(employee_row(one), one.siret.siren(), labels); });
}

} // namespace

constexpr OperationOf<AddEmployee> k_add_employee = operation<add_employee>({
  .name = "add-employee",
  .effect = Effect::write,
  .who = Who::account,
  .answer = k_employee,
});

constexpr OperationOf<EditEmployee> k_edit_employee = operation<edit_employee>({
  .name = "edit-employee",
  .effect = Effect::write,
  .who = Who::account,
  .answer = k_employee,
});

constexpr OperationOf<EmployeeName> k_remove_employee = operation<remove_employee>({
  .name = "remove-employee",
  .effect = Effect::write,
  .who = Who::account,
  .answer = k_employee,
});

constexpr OperationOf<ListEmployees> k_list_employees =
  operation<list_employees>({.name = "list-employees", .answer = "myatlas/employees/1"});

} // namespace myatlas::operations
