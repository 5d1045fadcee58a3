#include <doctest/doctest.h>

#include <filesystem>

#include "util/clock.hpp"
#include "util/time_zone.hpp"

using namespace myatlas;

TEST_CASE("other zones are read from the system's tables, with the rule at their end")
{
  CHECK(util::TimeZone::named("Europe/Nowhere").error().code == "time_zone.unknown");
  CHECK(util::TimeZone::named("../../../etc/passwd").error().code == "time_zone.unknown");
  CHECK(util::TimeZone::named("UTC")->offset_at({}) == 0);
  CHECK_FALSE(util::TimeZone::by_rule("CET-1CEST"));
  CHECK_FALSE(util::TimeZone::by_rule("CET-1CEST,M13.5.0,M10.5.0"));
  const auto madrid = util::TimeZone::named("Europe/Madrid"),
             sydney = util::TimeZone::named("Australia/Sydney");
  if (!std::filesystem::exists("/usr/share/zoneinfo/Europe/Madrid")) {
    MESSAGE("no tables of time zones here");
    return;
  }
  REQUIRE(madrid);
  REQUIRE(sydney);
  const util::TimeZone paris = util::TimeZone::paris();
  for (int day = 0; day < 365 * 60; ++day) { // from 2000 on, past the last transition of a table
    const util::Instant at{(10'957LL + day) * 24 * util::k_hour};
    REQUIRE(madrid->offset_at(at) == paris.offset_at(at));
  }
  CHECK(util::TimeZone::named("leapseconds").error().code ==
        "time_zone.table"); // a text that stands among the tables
  CHECK(sydney->offset_at(*util::parse_rfc3339("2026-01-01T00:00:00Z")) == 11 * 3600);
  CHECK(sydney->offset_at(*util::parse_rfc3339("2050-07-01T00:00:00Z")) == 10 * 3600);
}
