#pragma once

#include "formats/json/employee_shape.hpp"
#include "operations/operation.hpp"

namespace myatlas::operations {

struct AddEmployee
{
  std::string siret;
  domain::EmployeeForm form;
  util::Secret nir;
};

// By staff number or name, of one company where several are managed.
struct EmployeeName
{
  std::string employee, company;
};

// What is given changes, the rest stays.
struct EditEmployee
{
  EmployeeName name;
  AddEmployee change;
};

struct ListEmployees
{
  std::string company;
};

extern const OperationOf<AddEmployee> k_add_employee;
extern const OperationOf<EditEmployee> k_edit_employee;
extern const OperationOf<EmployeeName> k_remove_employee;
extern const OperationOf<ListEmployees> k_list_employees;

} // namespace myatlas::operations

namespace myatlas::formats {

template <>
struct Shape<operations::AddEmployee>
{
  using Form = operations::AddEmployee;
  static constexpr std::tuple k_members = {member("siret", &Form::siret, Says::siret),
                                           flat(&Form::form),
                                           member("nir", &Form::nir, Says::secret)};
};

template <>
struct Shape<operations::EmployeeName>
{
  using Form = operations::EmployeeName;
  static constexpr std::tuple k_members = {required("employee", &Form::employee),
                                           member("company", &Form::company)};
};

template <>
struct Shape<operations::EditEmployee>
{
  using Form = operations::EditEmployee;
  static constexpr std::tuple k_members = {flat(&Form::name), flat(&Form::change)};
};

template <>
struct Shape<operations::ListEmployees>
{
  using Form = operations::ListEmployees;
  static constexpr std::tuple k_members = {member("company", &Form::company)};
};

} // namespace myatlas::formats
