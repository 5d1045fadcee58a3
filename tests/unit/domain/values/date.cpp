#include <doctest/doctest.h>

#include "domain/values/date.hpp"
#include "util/time_zone.hpp"

using namespace myatlas;
using namespace myatlas::domain;

TEST_CASE("a day begins at midnight in Paris, in winter and in summer")
{
  const util::TimeZone paris = util::TimeZone::paris();
  const auto day = [&](const char* text) {
    return date_of(*util::parse_rfc3339(text), paris).text();
  };
  CHECK(day("2026-04-06T21:59:59Z") == "2026-04-06");
  CHECK(day("2026-04-06T22:00:00Z") == "2026-04-07");
  CHECK(day("2026-12-31T22:59:59Z") == "2026-12-31");
  CHECK(day("2026-12-31T23:00:00Z") == "2027-01-01");
  CHECK(day("2026-03-28T23:00:00Z") ==
        "2026-03-29"); // clocks go on at 01:00 UTC that night, and back on 25 October
  CHECK(paris.offset_at(*util::parse_rfc3339("2026-03-29T00:59:59Z")) == 3600);
  CHECK(paris.offset_at(*util::parse_rfc3339("2026-03-29T01:00:00Z")) == 7200);
  CHECK(paris.offset_at(*util::parse_rfc3339("2026-10-25T00:59:59Z")) == 7200);
  CHECK(paris.offset_at(*util::parse_rfc3339("2026-10-25T01:00:00Z")) == 3600);
  CHECK(util::to_rfc3339(begin_of(*Date::from(2026, 7, 14), paris)) == "2026-07-13T22:00:00Z");
  CHECK(util::to_rfc3339(begin_of(*Date::from(2026, 3, 29), paris)) == "2026-03-28T23:00:00Z");
}
