#pragma once

#include <optional>
#include <string>
#include <vector>

namespace myatlas::domain {

// What a person typed or a file holds, before anything is checked. Empty: not given.

struct CompanyForm
{
  std::string member_code, payroll, payroll_year;
  std::vector<std::string> sirets;
  bool all_establishments = false;
};

// Of a training provider.
struct ParticularsForm
{
  std::string company_name, legal_form, vat_exemption, vat_number;
};

struct RegistrationForm
{
  std::vector<std::string> profiles;
  std::string email, title, last_name, first_name, phone;
  std::vector<CompanyForm> companies;
  std::string provider_siret, activity_number, uai;
  ParticularsForm particulars;
  bool certify = false;
  bool accept_terms = false;
};

// Without the NIR, which is never on a command line.
struct EmployeeForm
{
  std::string siret, staff_number, birth_name, used_name, first_name, sex, birth_date, email, contract, job, status;
};

struct ModuleForm
{
  std::string title, provider_siret, activity_number, hours, teaching_cost;
};

struct TraineeForm
{
  std::string name, employee, hours, hourly_wage; // employee: staff number or name of an employee of the company
  std::optional<EmployeeForm> new_employee = {};  // made with the request, at its establishment
};

struct RequestForm
{
  std::string siret, reference, scheme, title, objective, contact_name, contact_email, contact_phone, provider_siret, start, end, hours, mode,
    audience, internal, outside_working_time, certification, place, teaching_cost, travel_cost, lodging_cost, meal_cost, wage_cost,
    requested_amount, co_funding, subrogation;
  std::vector<std::string> employees;     // trainees told by their names alone
  std::vector<std::string> new_employees; // "NAME, FIRST NAME, BIRTH DATE": see read_new_employee
  std::vector<ModuleForm> modules;
  std::vector<TraineeForm> trainees;
};

// A text of the form and its name in files; the option is the same with dashes.
struct RequestField
{
  const char* name;
  std::string RequestForm::*text;
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

// Pay of a year or a month, told as a person tells it.
struct PayForm
{
  std::string payroll, cdd_payroll, cdd_exempt_payroll, apprentice_payroll, alsace_moselle_payroll;
};

struct MonthForm : PayForm
{
  std::string month, apprentices;
};

struct PayrollForm : PayForm
{
  std::string name, siren, year, month, headcount, headcount_of_year, mission_payroll, alternants_ratio, alternants, alternants_last_year,
    idcc, previous_month_payroll, previous_month_apprentices, rounding;
  std::vector<std::string> headcount_history; // "2024=12"
  std::vector<MonthForm> months;
  bool association = false, temporary_work = false;
};

} // namespace myatlas::domain
