#include "operations/dossiers/deadlines.hpp"

#include <doctest/doctest.h>

#include "unit/operations/asker.hpp"

using namespace myatlas;
using namespace myatlas::operations;
using services::World;

TEST_CASE("deadlines are listed, or counted by client and week")
{
  World world;
  world.draft();
  Asker anne(world.anne());
  const Json listed = anne.document("list-deadlines", R"({"until": "2026-04-07"})");
  CHECK(listed["schema"] == "myatlas/deadlines/1");
  REQUIRE(listed["deadlines"].size() == 2); // to declare last year's contribution, too
  CHECK(listed["deadlines"][1]["subject"] == "D20260000001");
  const Json weeks = anne.document("list-deadlines", R"({"until": "2026-04-07", "by": "week"})");
  CHECK(weeks["schema"] == "myatlas/due-weeks/1");
  REQUIRE(weeks["weeks"].size() == 2);
  CHECK(weeks["weeks"][1]["count"] == 1);
  CHECK(weeks["weeks"][0]["company_name"] == "ALTEA CONSEIL");
}

TEST_CASE("what is wrong with the asking for deadlines is told at its members")
{
  World world;
  Asker anne(world.anne());
  CHECK(anne.told("list-deadlines", R"({"by": "day"})") == "by: usage.choice day by client, week");
  CHECK(anne.told("list-deadlines", R"({"until": "tomorrow"})").starts_with("until: date."));
  CHECK(anne.told("list-deadlines", R"({"company": "ZZ"})").starts_with("company: "));
}
