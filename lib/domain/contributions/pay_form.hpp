#pragma once

#include <string>
#include <vector>

namespace myatlas::domain {

// What a person typed or a file holds, before anything is checked. Empty: not given.

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
  std::string name, siren, year, month, headcount, headcount_of_year, mission_payroll,
    alternants_ratio, alternants, alternants_last_year, idcc, previous_month_payroll,
    previous_month_apprentices, rounding;
  std::vector<std::string> headcount_history; // "2024=12"
  std::vector<MonthForm> months;
  bool association = false, temporary_work = false;
};

} // namespace myatlas::domain
