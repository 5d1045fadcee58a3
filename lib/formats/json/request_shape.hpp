#pragma once

#include "domain/dossiers/funding_request.hpp"
#include "domain/dossiers/request_form.hpp"
#include "formats/json/employee_shape.hpp"
#include "formats/json/shape_members.hpp"

// A funding request as a file or a request holds it (schemas/funding-request-form.v1.json).
namespace myatlas::formats {

template <>
struct Shape<domain::ModuleForm>
{
  using Form = domain::ModuleForm;
  static constexpr std::tuple k_members = {
    member("title", &Form::title), member("provider_siret", &Form::provider_siret, Says::siret),
    member("activity_number", &Form::activity_number), member("hours", &Form::hours, Says::figure),
    member("teaching_cost", &Form::teaching_cost, Says::amount)};
};

template <>
struct Shape<domain::TraineeForm>
{
  using Form = domain::TraineeForm;
  static constexpr std::tuple k_members = {member("name", &Form::name),
                                           member("employee", &Form::employee, Says::figure),
                                           member("hours", &Form::hours, Says::figure),
                                           member("hourly_wage", &Form::hourly_wage, Says::amount),
                                           member("new_employee", &Form::new_employee)};
};

// All but the new employees that are told in one line each, which no file has.
template <>
struct Shape<domain::RequestForm>
{
  using Form = domain::RequestForm;
  static constexpr std::tuple k_members = {
    member("siret", &Form::siret, Says::siret),
    member("reference", &Form::reference),
    word<domain::parse_scheme>("scheme", &Form::scheme),
    member("title", &Form::title),
    member("objective", &Form::objective),
    member("contact_name", &Form::contact_name),
    member("contact_email", &Form::contact_email, Says::email),
    member("contact_phone", &Form::contact_phone),
    member("provider_siret", &Form::provider_siret, Says::siret),
    member("start", &Form::start, Says::day),
    member("end", &Form::end, Says::day),
    member("hours", &Form::hours, Says::figure),
    word<domain::parse_mode>("mode", &Form::mode),
    word<domain::parse_audience>("audience", &Form::audience),
    member("internal", &Form::internal, Says::yes_no),
    member("outside_working_time", &Form::outside_working_time, Says::yes_no),
    member("certification", &Form::certification),
    member("place", &Form::place),
    member("teaching_cost", &Form::teaching_cost, Says::amount),
    member("travel_cost", &Form::travel_cost, Says::amount),
    member("lodging_cost", &Form::lodging_cost, Says::amount),
    member("meal_cost", &Form::meal_cost, Says::amount),
    member("wage_cost", &Form::wage_cost, Says::amount),
    member("requested_amount", &Form::requested_amount, Says::amount),
    member("co_funding", &Form::co_funding, Says::amount),
    member("subrogation", &Form::subrogation, Says::yes_no),
    member("employees", &Form::employees),
    member("modules", &Form::modules),
    member("trainees", &Form::trainees)};
};

} // namespace myatlas::formats
