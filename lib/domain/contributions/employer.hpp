#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/values/date.hpp"
#include "domain/values/money.hpp"

namespace myatlas::domain {

enum class Rounding
{
  cent, // half up, each line once
  euro, // base and amount to the nearest euro, 0.50 up (CSS L133-10), the tax and the CSA zone by
        // zone
};

// Pay of a period, before tax: the whole, and parts of it.
struct Pay
{
  Money total, fixed_term, fixed_term_exempt, apprentices, alsace_moselle;

  Pay& operator+=(const Pay& other);
};

// Pay of one month of the year, for who knows it month by month.
struct MonthPay
{
  unsigned month = 1; // 1 is January
  Pay pay;
  std::int64_t apprentices = 0; // hundredths of a person
};

// What counts, in hundredths, of the employer a case is compared with: a threshold above it is
// crossed upwards in the case.
struct CountedBefore
{
  std::int64_t of_last_year = 0, for_csa = 0;
};

// What is known of an employer for a payroll year, or for one month.
struct PayrollFacts
{
  int year = 0;
  std::optional<Month> month;
  std::optional<std::int64_t>
    headcount; // average of the months of N-1 (CSS L130-1 I), hundredths, truncated
  std::optional<std::int64_t>
    headcount_of_year; // average of the months of N, which the CSA looks at (L6242-1 V)
  std::map<int, std::int64_t>
    headcount_history; // effectif of each year, that is the average of the year before; hundredths
  std::optional<int>
    averaged_year; // whose months the headcount is an average of, where it is not N-1: an estimate
  std::optional<CountedBefore>
    compared_with;              // of a case with another headcount whose history is not told
  Pay pay;                      // of the year or the month; with `months`, their sum
  std::vector<MonthPay> months; // all twelve of the year in order, or none
  std::uint16_t known_months =
    0xFFF; // of `months`, those whose pay is told (bit 0 is January); the others count for nothing
  std::optional<std::int64_t> alternants_ratio;     // hundredths of a percent
  std::optional<std::int64_t> alternants;           // hundredths of a person
  std::optional<std::int64_t> alternants_last_year; // hundredths of a person
  Money missions; // pay of mission contracts of a temporary-work company
  bool association = false;
  bool temporary_work = false;
  std::string idcc;
  // Of the month before the month, or of December before the months of a year: for the test of the
  // six minimum wages.
  std::optional<Money> previous_month_payroll;
  std::optional<std::int64_t> previous_month_apprentices; // hundredths of a person
  Rounding rounding = Rounding::cent;
};

} // namespace myatlas::domain
