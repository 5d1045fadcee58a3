#include "domain/values/calendar.hpp"
#include "util/ranges.hpp"

#include <algorithm>

namespace myatlas::domain {

namespace {

struct MonthDay
{
  unsigned month, day;
};

// L3133-1, those that stand on a date.
constexpr MonthDay k_fixed[] = {{1, 1},  {5, 1},  {5, 8},   {7, 14},
                                {8, 15}, {11, 1}, {11, 11}, {12, 25}};

// Days after Easter Sunday: Easter Monday, Ascension, Whit Monday.
constexpr int k_after_easter[] = {1, 39, 50};

int weekday(Date day) // 0 is Sunday
{
  return (day.days() % 7 + 7 + 4) % 7; // 1970-01-01 was a Thursday
}

bool is_sunday(Date day)
{
  return weekday(day) == 0;
}

} // namespace

Date easter(int year)
{
  // Butcher's rule.
  const int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25,
            g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4,
            l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451, sum = h + l - 7 * m + 114;
  return *Date::from(year, static_cast<unsigned>(sum / 31), static_cast<unsigned>(sum % 31 + 1));
}

bool is_public_holiday(Date day, Zone zone)
{
  const int year = day.year(), from_easter = day.days() - easter(year).days();
  const auto falls = [&](const MonthDay& fixed) {
    return *Date::from(year, fixed.month, fixed.day) == day;
  };
  if (std::ranges::any_of(k_fixed, falls) || util::contains(k_after_easter, from_easter)) {
    return true;
  }
  return zone == Zone::alsace_moselle && (from_easter == -2 || falls({12, 26}));
}

Date monday_of(Date day)
{
  return plus_days(day, -((weekday(day) + 6) % 7));
}

Date plus_days(Date day, int days)
{
  return Date::of_days(day.days() + days);
}

Date plus_months(Date day, int months)
{
  const int month = static_cast<int>(day.month()) - 1 + months;
  const Month wanted{day.year() + (month >= 0 ? month / 12 : (month - 11) / 12),
                     static_cast<unsigned>((month % 12 + 12) % 12 + 1)};
  const Date first = wanted.first_day();
  const int of_month = day.days() - Month{day.year(), day.month()}.first_day().days();
  return std::min(plus_days(first, of_month), wanted.last_day());
}

namespace {

constexpr int k_saturday = 6;

bool is_day_of_rest(Date day, Zone zone)
{
  return is_sunday(day) || is_public_holiday(day, zone);
}

} // namespace

Date plus_working_days(Date day, int count, Zone zone)
{
  while (count > 0) {
    day = plus_days(day, 1);
    count -= is_day_of_rest(day, zone) ? 0 : 1;
  }
  return day;
}

Date working_day_from(Date day, Zone zone)
{
  while (weekday(day) == k_saturday || is_day_of_rest(day, zone)) {
    day = plus_days(day, 1);
  }
  return day;
}

} // namespace myatlas::domain
