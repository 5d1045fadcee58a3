#include <doctest/doctest.h>

#include "services/files/problem_log.hpp"

using namespace myatlas;
using namespace myatlas::services;

TEST_CASE("problems come back in order, those in memory and those that are not")
{
  ProblemLog log;
  const std::uint64_t count = 50'000;
  for (std::uint64_t i = 0; i < count; ++i) {
    log.add({i,
             i + 1,
             i % 2 == 0 ? "siret" : "",
             "7:\n\x1f" + std::to_string(i),
             {"siret.form", {"a", std::to_string(i)}}});
  }
  CHECK(log.size() == count);
  CHECK(log.by_code().at("siret.form") == count);
  for (int round = 0; round < 2; ++round) { // it can be read twice
    std::uint64_t seen = 0;
    log.for_each([&](const ImportProblem& problem) {
      REQUIRE(problem.record == seen);
      REQUIRE(problem.line == seen + 1);
      REQUIRE(problem.column == (seen % 2 == 0 ? "siret" : ""));
      REQUIRE(problem.value == "7:\n\x1f" + std::to_string(seen));
      REQUIRE(problem.error.args[1] == std::to_string(seen));
      ++seen;
      return true;
    });
    CHECK(seen == count);
  }
}
