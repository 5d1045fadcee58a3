#pragma once

#include <map>
#include <optional>
#include <string>

#include "domain/date.hpp"
#include "domain/money.hpp"

namespace myatlas::domain {

enum class Rounding
{
  cent, // half up, each line once
  euro, // base and amount to the nearest euro, 0.50 up (CSS L133-10), the tax and the CSA zone by zone
};

// What is known of an employer's pay for a year, or for one month. `payroll` is the whole and holds the parts after it.
struct PayrollFacts
{
  int year = 0;
  std::optional<Month> month;
  std::optional<std::int64_t> headcount;            // average of the months of N-1 (CSS L130-1 I), hundredths, truncated
  std::map<int, std::int64_t> headcount_history;    // effectif of each year, hundredths
  Money payroll, fixed_term, fixed_term_exempt, apprentices, alsace_moselle;
  std::optional<std::int64_t> alternants_ratio;     // hundredths of a percent
  std::optional<std::int64_t> alternants;           // hundredths of a person
  std::optional<std::int64_t> alternants_last_year; // hundredths of a person
  bool association = false;
  bool temporary_work = false;
  std::string idcc;
  std::optional<Money> previous_month_payroll;
  std::optional<std::int64_t> previous_month_apprentices; // hundredths of a person
  Rounding rounding = Rounding::cent;
};

} // namespace myatlas::domain
