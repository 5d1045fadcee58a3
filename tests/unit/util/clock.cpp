#include <doctest/doctest.h>

#include "util/clock.hpp"

using namespace myatlas;
using namespace myatlas::util;

TEST_CASE("instants are RFC 3339 in UTC")
{
  CHECK(to_rfc3339(*parse_rfc3339("2026-02-28T23:30:00+01:00")) == "2026-02-28T22:30:00Z");
  CHECK(to_rfc3339(*parse_rfc3339("2026-02-28")) == "2026-02-28T00:00:00Z");
  CHECK(to_rfc3339(*parse_rfc3339("2026-02-28T10:00:00.5Z")) == "2026-02-28T10:00:00.500000Z");
  for (const char* wrong :
       {"2026-02-30T00:00:00Z", "yesterday", "2026-02-28T25:00:00Z", "2026-02-28T10:00:00", ""}) {
    CAPTURE(wrong);
    CHECK(parse_rfc3339(wrong).error().code == "instant.form");
  }
}
