#include <doctest/doctest.h>

#include "domain/values/calendar.hpp"

using namespace myatlas;
using namespace myatlas::domain;

namespace {

Date day(const char* text)
{
  return *Date::parse(text);
}

} // namespace

TEST_CASE("Easter falls where the tables of the church put it")
{
  for (const char* sunday : {"1954-04-18", "1961-04-02", "2000-04-23", "2008-03-23", "2011-04-24",
                             "2019-04-21", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28",
                             "2038-04-25", "1913-03-23", "1943-04-25"}) {
    CHECK(easter(day(sunday).year()) == day(sunday));
  }
}

TEST_CASE("public holidays of 2026, with those of Alsace-Moselle")
{
  int france = 0, alsace = 0;
  for (Date d = day("2026-01-01"); d.year() == 2026; d = plus_days(d, 1)) {
    france += is_public_holiday(d, Zone::france) ? 1 : 0;
    alsace += is_public_holiday(d, Zone::alsace_moselle) ? 1 : 0;
  }
  CHECK(france == 11);
  CHECK(alsace == 13);
  for (const char* holiday :
       {"2026-01-01", "2026-04-06", "2026-05-01", "2026-05-08", "2026-05-14", "2026-05-25",
        "2026-07-14", "2026-08-15", "2026-11-01", "2026-11-11", "2026-12-25"}) {
    CHECK(is_public_holiday(day(holiday), Zone::france));
  }
  CHECK(is_public_holiday(day("2026-04-03"), Zone::alsace_moselle));
  CHECK(is_public_holiday(day("2026-12-26"), Zone::alsace_moselle));
  CHECK_FALSE(is_public_holiday(day("2026-04-03"), Zone::france));
}

TEST_CASE("working days step over Sundays and holidays, months end on their last day")
{
  CHECK(monday_of(day("2026-09-07")) == day("2026-09-07"));
  CHECK(monday_of(day("2026-09-13")) == day("2026-09-07")); // a Sunday
  CHECK(monday_of(day("1969-12-28")) == day("1969-12-22"));
  CHECK(plus_working_days(day("2026-09-01"), 5, Zone::france) ==
        day("2026-09-07")); // a Tuesday; Saturday counts
  CHECK(plus_working_days(day("2026-04-02"), 1, Zone::france) == day("2026-04-03"));
  CHECK(plus_working_days(day("2026-04-02"), 1, Zone::alsace_moselle) ==
        day("2026-04-04")); // Good Friday
  CHECK(plus_working_days(day("2026-04-02"), 2, Zone::alsace_moselle) ==
        day("2026-04-07")); // Easter Sunday and Monday
  CHECK(plus_working_days(day("2026-12-24"), 5, Zone::france) ==
        day("2026-12-31")); // Christmas, a Sunday
  CHECK(plus_months(day("2026-10-31"), 4) == day("2027-02-28"));
  CHECK(plus_months(day("2027-10-31"), 4) == day("2028-02-29"));
  CHECK(plus_months(day("2026-01-15"), -2) == day("2025-11-15"));
  CHECK(plus_months(day("2026-03-31"), -13) == day("2025-02-28"));
}

TEST_CASE("a day that is no working day has a next one")
{
  CHECK(working_day_from(*Date::from(2026, 2, 28), Zone::france).text() ==
        "2026-03-02"); // a Saturday
  CHECK(working_day_from(*Date::from(2026, 4, 3), Zone::france).text() ==
        "2026-04-03"); // Good Friday is one in most of France
  CHECK(working_day_from(*Date::from(2026, 4, 3), Zone::alsace_moselle).text() == "2026-04-07");
  CHECK(working_day_from(*Date::from(2026, 5, 1), Zone::france).text() == "2026-05-04");
}
