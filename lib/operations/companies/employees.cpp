// Employees of the companies of an account.
#include "services/companies/employees.hpp"

#include "formats/json/json_records.hpp"
#include "operations/companies/employees.hpp"
#include "operations/documents.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

constexpr const char* k_employee = "myatlas/employee/1";

util::Result<Json> employee_answer(const util::Result<domain::Employee>& employee)
{
  return employee ? util::Result<Json>(document(k_employee, formats::to_json(*employee)))
                  : util::Result<Json>(employee.errors());
}

domain::EmployeeForm form_of(const AddEmployee& request)
{
  domain::EmployeeForm form = request.form;
  form.siret = request.siret;
  return form;
}

util::Result<Json> add_employee(const Context& context, const AddEmployee& request)
{
  return employee_answer(services::add_employee(context, form_of(request), request.nir));
}

util::Result<Json> edit_employee(const Context& context, const EditEmployee& request)
{
  return employee_answer(services::edit_employee(context,
                                                 {request.name.employee, request.name.company},
                                                 form_of(request.change), request.change.nir));
}

util::Result<Json> remove_employee(const Context& context, const EmployeeName& name)
{
  return employee_answer(services::remove_employee(context, {name.employee, name.company}));
}

util::Result<Json> list_employees(const Context& context, const ListEmployees& request)
{
  TRY_ASSIGN(const auto found, services::list_employees(context, request.company));
  Json employees = Json::array();
  for (const domain::Employee& employee : found) {
    employees.push_back(formats::to_json(employee));
  }
  return Json{{"schema", "myatlas/employees/1"}, {"employees", employees}};
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
