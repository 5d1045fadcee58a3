#include "services/contributions/simulate_variants.hpp"

#include <doctest/doctest.h>

#include "services/contributions/simulate_form.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

domain::PayrollForm form_of_ten(const char* year, const char* idcc)
{
  domain::PayrollForm form;
  form.year = year;
  form.headcount = "10";
  form.payroll = "400000";
  form.idcc = idcc;
  return form;
}

util::Result<std::vector<Variant>> variants_of(const domain::PayrollForm& form,
                                               const std::vector<std::string>& compare,
                                               UnknownBranch unknown = UnknownBranch::left_out)
{
  const domain::RateTable& rates = formats::built_in_rates();
  const auto base = done(simulate_forms(rates, {form}, UnknownBranch::left_out));
  return simulate_variants(rates, base.front().facts, base.front().simulation, compare, unknown);
}

} // namespace

TEST_CASE("cases stand behind what was asked, in their order")
{
  const auto variants =
    done(variants_of(form_of_ten("2025", ""), {"year=2024,2021", "headcount=50"}));
  std::string labels;
  for (const Variant& variant : variants) {
    labels += variant.label + ";";
  }
  CHECK(labels == ";year=2024;year=2021;headcount=50;");
  CHECK(variants[2].simulation.year == 2021);
}

TEST_CASE("all that is wrong with cases is told at once")
{
  const auto refused =
    variants_of(form_of_ten("2025", ""), {"headcount", "size=2", "year=2031", "headcount=x"});
  CHECK(codes_of(refused) == "compare.form, compare.form, rates.year, headcount.form");
  CHECK(refused.errors().front().where.column == "compare");
  CHECK(refused.errors()[2].where.column == "year");
}

TEST_CASE("a case whose branch has no known rate is refused where that was asked")
{
  const domain::PayrollForm form = form_of_ten("2022", "2335");
  CHECK(done(variants_of(form, {"year=2025"})).back().simulation.unknown.has_value());
  CHECK(told_by(variants_of(form, {"year=2025"}, UnknownBranch::refused)).starts_with("idcc: "));
}
