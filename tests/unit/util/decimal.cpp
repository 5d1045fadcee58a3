#include <doctest/doctest.h>

#include "util/decimal.hpp"

using namespace myatlas;
using namespace myatlas::util;

TEST_CASE("decimals are exact")
{
  CHECK(parse_decimal("-1234.50")->units == -123450);
  CHECK(parse_decimal("1234.50")->scale == 2);
  CHECK(parse_decimal("1,5").error().code == "decimal.form");
  CHECK(parse_decimal(".5").error().code == "decimal.form");
  CHECK(parse_decimal("1.").error().code == "decimal.form");
  CHECK(parse_decimal("1234567890123456789").error().code == "decimal.range");
  CHECK(*rescale({15, 1}, 2) == 150);
  CHECK(rescale({1234, 3}, 2).error().code == "decimal.precision");
  CHECK(format_decimal(-5, 2) == "-0.05");
  CHECK(divide_half_up(5, 2) == 3);
  CHECK(divide_half_up(-5, 2) == -3);
  CHECK(divide_half_up(4, 3) == 1);
}
