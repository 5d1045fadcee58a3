#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/companies/company_form.hpp"
#include "domain/values/names.hpp"

namespace myatlas::domain {

// What a person typed or a file holds, before anything is checked. Empty: not given.

struct ModuleForm
{
  std::string title, provider_siret, activity_number, hours, teaching_cost;
};

struct TraineeForm
{
  std::string name, employee, hours,
    hourly_wage; // employee: staff number or name of an employee of the company
  std::optional<EmployeeForm> new_employee = {}; // made with the request, at its establishment
};

struct RequestForm
{
  std::string siret, reference, scheme, title, objective, contact_name, contact_email,
    contact_phone, provider_siret, start, end, hours, mode, audience, internal,
    outside_working_time, certification, place, teaching_cost, travel_cost, lodging_cost, meal_cost,
    wage_cost, requested_amount, co_funding, subrogation;
  std::vector<std::string> employees;     // trainees told by their names alone
  std::vector<std::string> new_employees; // "NAME, FIRST NAME, BIRTH DATE": see read_new_employee
  std::vector<ModuleForm> modules;
  std::vector<TraineeForm> trainees;
};

// A text of the form and its name in files; the option is the same with dashes.
struct RequestField
{
  const char* name;
  TextMember<RequestForm> text;
  bool yes_no = false; // a boolean in JSON
};

inline constexpr RequestField k_request_fields[] = {
  {"siret", &RequestForm::siret},
  {"reference", &RequestForm::reference},
  {"scheme", &RequestForm::scheme},
  {"title", &RequestForm::title},
  {"objective", &RequestForm::objective},
  {"contact_name", &RequestForm::contact_name},
  {"contact_email", &RequestForm::contact_email},
  {"contact_phone", &RequestForm::contact_phone},
  {"provider_siret", &RequestForm::provider_siret},
  {"start", &RequestForm::start},
  {"end", &RequestForm::end},
  {"hours", &RequestForm::hours},
  {"mode", &RequestForm::mode},
  {"audience", &RequestForm::audience},
  {"internal", &RequestForm::internal, true},
  {"outside_working_time", &RequestForm::outside_working_time, true},
  {"certification", &RequestForm::certification},
  {"place", &RequestForm::place},
  {"teaching_cost", &RequestForm::teaching_cost},
  {"travel_cost", &RequestForm::travel_cost},
  {"lodging_cost", &RequestForm::lodging_cost},
  {"meal_cost", &RequestForm::meal_cost},
  {"wage_cost", &RequestForm::wage_cost},
  {"requested_amount", &RequestForm::requested_amount},
  {"co_funding", &RequestForm::co_funding},
  {"subrogation", &RequestForm::subrogation, true},
};

// The texts that another form says; the others stay.
inline void take_texts(RequestForm& form, const RequestForm& said)
{
  for (const RequestField& field : k_request_fields) {
    if (const std::string& text = said.*field.text; !text.empty()) {
      form.*field.text = text;
    }
  }
}

} // namespace myatlas::domain
