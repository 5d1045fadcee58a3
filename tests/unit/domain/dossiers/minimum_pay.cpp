#include <doctest/doctest.h>

#include "domain/dossiers/minimum_pay.hpp"

using namespace myatlas;
using namespace myatlas::domain;

TEST_CASE("the least pay steps with the year and the age")
{
  const auto told = [](const char* birth, const char* start, const char* end) {
    std::vector<std::pair<std::string, int>> steps;
    for (const PayStep& step :
         minimum_pay(*Date::parse(birth), *Date::parse(start), *Date::parse(end))) {
      steps.emplace_back(step.from.text(), step.percent);
    }
    return steps;
  };
  using Steps = std::vector<std::pair<std::string, int>>;
  CHECK(told("2006-05-15", "2024-09-01", "2026-08-31") ==
        Steps{{"2024-09-01", 43}, {"2025-09-01", 51}});
  CHECK(told("2008-10-20", "2026-09-01", "2028-08-31") ==
        Steps{{"2026-09-01", 27}, {"2026-11-01", 43}, {"2027-09-01", 51}});
  CHECK(told("2005-08-20", "2026-09-01", "2029-08-31") ==
        Steps{{"2026-09-01", 53}, {"2027-09-01", 61}, {"2028-09-01", 78}});
  CHECK(told("1999-01-01", "2026-09-01", "2027-08-31") == Steps{{"2026-09-01", 100}});
}
