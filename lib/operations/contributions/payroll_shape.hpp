#pragma once

#include "domain/contributions/pay_form.hpp"
#include "formats/json/shape_members.hpp"

namespace myatlas::formats {

template <>
struct Shape<domain::PayForm>
{
  using Form = domain::PayForm;
  static constexpr std::tuple k_members = {
    member("payroll", &Form::payroll, Says::amount),
    member("cdd_payroll", &Form::cdd_payroll, Says::amount),
    member("cdd_exempt_payroll", &Form::cdd_exempt_payroll, Says::amount),
    member("apprentice_payroll", &Form::apprentice_payroll, Says::amount),
    member("alsace_moselle_payroll", &Form::alsace_moselle_payroll, Says::amount)};
};

template <>
struct Shape<domain::MonthForm>
{
  using Form = domain::MonthForm;
  static constexpr std::tuple k_members =
    std::tuple_cat(std::tuple{member("month", &Form::month),
                              member("apprentices", &Form::apprentices, Says::figure)},
                   Shape<domain::PayForm>::k_members);
};

template <>
struct Shape<domain::PayrollForm>
{
  using Form = domain::PayrollForm;
  static constexpr std::tuple k_members = std::tuple_cat(
    std::tuple{
      member("name", &Form::name), member("siren", &Form::siren, Says::siren),
      member("year", &Form::year, Says::figure), member("month", &Form::month),
      member("headcount", &Form::headcount, Says::figure),
      member("headcount_of_year", &Form::headcount_of_year, Says::figure),
      member("mission_payroll", &Form::mission_payroll, Says::amount),
      member("alternants_ratio", &Form::alternants_ratio, Says::figure),
      member("alternants", &Form::alternants, Says::figure),
      member("alternants_last_year", &Form::alternants_last_year, Says::figure),
      member("idcc", &Form::idcc),
      member("previous_month_payroll", &Form::previous_month_payroll, Says::amount),
      member("previous_month_apprentices", &Form::previous_month_apprentices, Says::figure),
      member("rounding", &Form::rounding), member("headcount_history", &Form::headcount_history),
      member("months", &Form::months), member("association", &Form::association),
      member("temporary_work", &Form::temporary_work)},
    Shape<domain::PayForm>::k_members);
};

} // namespace myatlas::formats
