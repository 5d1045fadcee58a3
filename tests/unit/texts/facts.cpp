#include "texts/facts.hpp"

#include <doctest/doctest.h>

using namespace myatlas;
using services::Fact;

TEST_CASE("a fact has words and a count, and what has none is said as it is")
{
  const texts::Texts english;
  const auto said = [&](services::ToldFact fact) {
    return texts::said_of(english, services::fine("detail", std::move(fact)));
  };
  CHECK(said({.fact = Fact::audit_rows, .count = 1}) == "1 row of the audit");
  CHECK(said({.fact = Fact::audit_rows, .count = 2}) == "2 rows of the audit");
  CHECK(said({.fact = Fact::copies, .count = 1, .of = "PostgreSQL 15"}) == "PostgreSQL 15, 1 copy");
  CHECK(said({.fact = Fact::later_rows, .count = 3, .of = "2026-03-02T09:00:00Z"}) ==
        "2026-03-02T09:00:00Z; 3 rows of the audit are of a later time");
  CHECK(texts::said_of(english, services::fine("detail")) == "detail");
}
