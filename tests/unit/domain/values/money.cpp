#include <doctest/doctest.h>

#include "domain/values/money.hpp"

using namespace myatlas;
using namespace myatlas::domain;

TEST_CASE("an amount has two decimals and a point, a rate what it needs")
{
  CHECK(Money::parse("1234.5")->text() == "1234.50");
  CHECK(Money::parse("1.234").error().code == "amount.precision");
  CHECK(Money::parse("500.000").error().code == "amount.precision"); // half a million, or 500
  CHECK(parse_percent("20.000").error().code == "vat_rate.form");
  CHECK(Money::parse("1,5").error().code == "amount.form");
  CHECK(Money::parse("99999999999").error().code == "amount.range");
  CHECK(apply(*Rate::parse("0.0055"), Money{100'00}).text() == "0.55");
  CHECK(apply(*Rate::parse("0.00005"), Money{100'00}).cents == 1); // half a cent goes up
  CHECK(Rate::parse("x").error().code == "rate.form");
  CHECK(Rate::parse("0.000884")->text() == "0.000884");
}
