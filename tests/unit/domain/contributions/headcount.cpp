#include <doctest/doctest.h>

#include "domain/contributions/headcount.hpp"

using namespace myatlas;
using namespace myatlas::domain;

TEST_CASE("the headcount is cut, not rounded")
{
  CHECK(*parse_headcount("10.999") == 1099);
  CHECK(*parse_headcount("12") == 1200);
  CHECK_FALSE(parse_headcount("1.000")); // a thousand, or one
  CHECK(parse_headcount("12.x").error().code == "headcount.form");
}

TEST_CASE("the freeze: six years at or above, a year below acts at once")
{
  std::map<int, std::int64_t> history;
  for (int year = 2021; year <= 2026; ++year) {
    history[year] = 1200;
  }
  CHECK(*threshold_counts(history, 2026, 1100));
  history[2023] = 1099;
  CHECK_FALSE(*threshold_counts(history, 2026, 1100));
  history.erase(2023);
  CHECK(threshold_counts(history, 2026, 1100).error().code == "contribution.history_short");
}
