#include "domain/dossiers/minimum_pay.hpp"

#include <algorithm>

#include "domain/values/calendar.hpp"

namespace myatlas::domain {

namespace {

constexpr int k_months_of_pay_year = 12;
constexpr int k_ages[] = {18, 21, 26};
// A row for those below each of the ages, and those above all.
constexpr int k_percent_of_minimum[][3] = {
  {27, 39, 55}, {43, 51, 67}, {53, 61, 78}, {100, 100, 100}};

Date birthday(Date birth, int age)
{
  return plus_months(birth, age * k_months_of_pay_year);
}

// The day a new band of age counts from.
Date counts_from(Date birth, int age)
{
  const Date day = birthday(birth, age);
  return plus_days(Month{day.year(), day.month()}.last_day(), 1);
}

} // namespace

int age_on(Date birth, Date day)
{
  int age = day.year() - birth.year();
  while (age > 0 && birthday(birth, age) > day) {
    --age;
  }
  return age;
}

namespace {

// The days something can change on: those of the contract's years, and of ages that count.
std::vector<Date> days_of_steps(Date birth, Date start, Date end)
{
  std::vector<Date> days;
  for (int year = 0; plus_months(start, year * k_months_of_pay_year) <= end; ++year) {
    days.push_back(plus_months(start, year * k_months_of_pay_year));
  }
  for (const int age : k_ages) {
    const Date day = counts_from(birth, age);
    if (day > start && day <= end) {
      days.push_back(day);
    }
  }
  std::ranges::sort(days);
  days.erase(std::ranges::unique(days).begin(), days.end());
  return days;
}

} // namespace

std::vector<PayStep> minimum_pay(Date birth, Date start, Date end)
{
  std::vector<PayStep> steps;
  for (const Date day : days_of_steps(birth, start, end)) {
    int year = 1;
    while (plus_months(start, year * k_months_of_pay_year) <= day) {
      ++year;
    }
    const auto band =
      std::ranges::count_if(k_ages, [&](int age) { return counts_from(birth, age) <= day; });
    steps.push_back({day, year, k_percent_of_minimum[band][std::min(year, 3) - 1]});
  }
  return steps;
}

} // namespace myatlas::domain
