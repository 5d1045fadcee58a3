#pragma once

#include "domain/companies/company_form.hpp"
#include "domain/companies/employee.hpp"
#include "formats/json/shape_members.hpp"

// A person who is employed, in requests of several wings: without the establishment, which those
// name by themselves, and without the NIR.

template <>
struct myatlas::formats::Shape<myatlas::domain::EmployeeForm>
{
  using Form = domain::EmployeeForm;
  static constexpr std::tuple k_members = {member("staff_number", &Form::staff_number),
                                           member("birth_name", &Form::birth_name),
                                           member("used_name", &Form::used_name),
                                           member("first_name", &Form::first_name),
                                           word<domain::parse_sex>("sex", &Form::sex),
                                           member("birth_date", &Form::birth_date, Says::day),
                                           member("email", &Form::email, Says::email),
                                           member("contract", &Form::contract),
                                           member("job", &Form::job),
                                           member("status", &Form::status)};
  static_assert(std::tuple_size_v<decltype(k_members)> == std::size(domain::k_employee_members));
};
