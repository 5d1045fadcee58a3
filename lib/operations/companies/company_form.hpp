#pragma once

#include "domain/companies/company_form.hpp"
#include "formats/json/shape_members.hpp"

// How a company is proved, in requests of several wings.

template <>
struct myatlas::formats::Shape<myatlas::domain::CompanyForm>
{
  using Form = domain::CompanyForm;
  static constexpr std::tuple k_members = {
    member("member_code", &Form::member_code), member("payroll", &Form::payroll, Says::amount),
    member("payroll_year", &Form::payroll_year, Says::figure),
    member("sirets", &Form::sirets, Says::siret),
    member("all_establishments", &Form::all_establishments)};
};
