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

Date begin_of_year(Date start, int year)
{
  return plus_months(start, year * k_months_of_pay_year);
}

void add_ages(Date birth, Date start, Date end, std::vector<Date>& days)
{
  for (const int age : k_ages) {
    const Date day = counts_from(birth, age);
    if (day > start && day <= end) {
      days.push_back(day);
    }
  }
}

// The days something can change on: those of the contract's years, and of ages that count.
std::vector<Date> days_of_steps(Date birth, Date start, Date end)
{
  std::vector<Date> days;
  for (int year = 0; begin_of_year(start, year) <= end; ++year) {
    days.push_back(begin_of_year(start, year));
  }
  add_ages(birth, start, end, days);
  std::ranges::sort(days);
  days.erase(std::ranges::unique(days).begin(), days.end());
  return days;
}

// The year of a contract that a day lies in, from 1 on.
int year_on(Date start, Date day)
{
  int year = 1;
  while (begin_of_year(start, year) <= day) {
    ++year;
  }
  return year;
}

int percent_of(Date birth, int year, Date day)
{
  const auto band =
    std::ranges::count_if(k_ages, [&](int age) { return counts_from(birth, age) <= day; });
  return k_percent_of_minimum[band][std::min(year, 3) - 1];
}

} // namespace

std::vector<PayStep> minimum_pay(Date birth, Date start, Date end)
{
  std::vector<PayStep> steps;
  for (const Date day : days_of_steps(birth, start, end)) {
    const int year = year_on(start, day);
    steps.push_back({day, year, percent_of(birth, year, day)});
  }
  return steps;
}

} // namespace myatlas::domain
