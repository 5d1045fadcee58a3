#include <doctest/doctest.h>

#include "formats/text/in_french.hpp"

using namespace myatlas;

TEST_CASE("documents in French write amounts, days and hours as people do")
{
  CHECK(formats::euros_in_french({1'234'567'89}) == "1\u202F234\u202F567,89\u00A0€");
  CHECK(formats::euros_in_french({-1'801'80}) == "-1\u202F801,80\u00A0€");
  CHECK(formats::euros_in_french({50}) == "0,50\u00A0€");
  CHECK(formats::long_day_in_french(*domain::Date::from(2026, 3, 1)) == "1er mars 2026");
  CHECK(formats::short_day_in_french(*domain::Date::from(2026, 3, 1)) == "01/03/2026");
  CHECK(formats::hours_in_french(1350) == "13,5\u00A0heures");
  CHECK(formats::hours_in_french(100) == "1\u00A0heure");
}
