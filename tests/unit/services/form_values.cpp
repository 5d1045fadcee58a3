#include "services/form_values.hpp"

#include <doctest/doctest.h>

#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

TEST_CASE("a member that was not given leaves a value as it was, one that is wrong too")
{
  util::Errors problems;
  domain::Date day = date_of_text("2026-03-02");
  take(day, "", domain::Date::parse, "day", problems);
  take(day, "  ", domain::Date::parse, "day", problems);
  CHECK(problems.empty());
  take(day, "2026-02-30", domain::Date::parse, "day", problems);
  CHECK(day == date_of_text("2026-03-02"));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].where.column == "day");
  take(day, "2026-03-03", domain::Date::parse, "day", problems);
  CHECK(day == date_of_text("2026-03-03"));
}

TEST_CASE("each member that is blank is asked for at its place")
{
  util::Errors problems;
  const std::string given = "x", blank = " ", none;
  CHECK(require({{"a", &given}}, problems));
  CHECK_FALSE(require({{"a", &given}, {"b", &blank}, {"c", &none}}, problems, "rows[0]."));
  REQUIRE(problems.size() == 2);
  CHECK(told_by(problems[0]) == "rows[0].b: field.required b");
  CHECK(told_by(problems[1]) == "rows[0].c: field.required c");
}

TEST_CASE("a line is trimmed, counted in characters, and one line")
{
  CHECK(*line_of("  été ", 3) == "été");
  CHECK(codes_of(line_of("étés", 3)) == "text.length");
  CHECK(codes_of(line_of("a\nb", 10)) == "text.control");
  CHECK(codes_of(line_of("a\x1b[31m", 10)) == "text.control");
}

TEST_CASE("a day has come when it is today, and not before")
{
  World world("2026-03-02");
  CHECK(past_day(world.host(), "2026-03-02"));
  CHECK(told_by(past_day(world.host(), "2026-03-03")) == "date.future 2026-03-03 2026-03-02");
  CHECK(codes_of(past_day(world.host(), "x")) == "date.form");
}
