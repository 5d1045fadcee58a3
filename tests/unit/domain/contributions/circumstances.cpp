#include "domain/contributions/circumstances.hpp"

#include <doctest/doctest.h>

#include "domain/contributions/employer_form.hpp"
#include "domain/contributions/simulation.hpp"
#include "formats/json/rates_json.hpp"

using namespace myatlas;
using namespace myatlas::domain;

namespace {

PayrollFacts facts_with(const char* headcount, const char* ratio)
{
  PayrollForm form;
  form.year = "2025";
  form.payroll = "9000000";
  form.headcount = headcount;
  form.alternants_ratio = ratio;
  return *facts_of(form);
}

// The facts of `facts` in other circumstances.
util::Result<PayrollFacts> in_case(const PayrollFacts& facts, const char* what, const char* value)
{
  return in_other_circumstances(facts, *simulate(formats::built_in_rates(), facts), what, value);
}

} // namespace

TEST_CASE(
  "a case is of another year, or of another headcount that crosses what it is compared with")
{
  const PayrollFacts ten = facts_with("10", "");
  CHECK(in_case(ten, "year", "2021")->year == 2021);
  const auto eleven = in_case(ten, "headcount", "11");
  CHECK(*eleven->headcount == 1100);
  CHECK(eleven->compared_with->of_last_year == 1000);
  CHECK(simulate(formats::built_in_rates(), *eleven)->headcount.of_last_year.frozen_at == 1100);
}

TEST_CASE(
  "alternants are counted by their ratio where their number is not told, and never below none")
{
  const PayrollFacts facts = facts_with("300", "2.9");
  CHECK(*in_case(facts, "alternants", "+1")->alternants == 970);
  CHECK_FALSE(in_case(facts, "alternants", "+1")->alternants_ratio);
  CHECK(*in_case(facts, "alternants", "-100")->alternants == 0);
  CHECK(in_case(facts_with("3", ""), "alternants", "+1").error().code == "compare.alternants");
}

TEST_CASE("what is no case is told as it was written")
{
  const PayrollFacts facts = facts_with("10", "");
  CHECK(in_case(facts, "size", "2").error().args.front() == "size=2");
  CHECK(in_case(facts, "alternants", "1").error().code == "compare.form");
  CHECK(in_case(facts, "headcount", "x").error().code == "headcount.form");
  CHECK(in_case(facts, "year", "x").error().code == "year.range");
}

TEST_CASE("a month has no other year")
{
  PayrollForm form;
  form.month = "2025-03";
  form.payroll = "3000";
  form.headcount = "5";
  CHECK(in_case(*facts_of(form), "year", "2024").error().args.front() == "year=2024");
}
