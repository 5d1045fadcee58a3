#include "services/contributions/simulate_form.hpp"

#include <doctest/doctest.h>

#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

domain::PayrollForm payroll_form_of(const char* payroll, const char* idcc = "1486")
{
  domain::PayrollForm form;
  form.year = "2025";
  form.headcount = "8";
  form.payroll = payroll;
  form.idcc = idcc;
  return form;
}

util::Result<std::vector<SimulatedForm>> simulated(const std::vector<domain::PayrollForm>& forms,
                                                   UnknownBranch unknown = UnknownBranch::left_out)
{
  return simulate_forms(formats::built_in_rates(), forms, unknown);
}

} // namespace

TEST_CASE("each of several employers has its problems at its place")
{
  const auto refused =
    simulated({payroll_form_of("-5"), payroll_form_of("1000"), payroll_form_of("x")});
  CHECK(codes_of(refused) == "amount.negative, amount.form");
  CHECK(refused.errors().back().where.column == "employers[2].payroll");
  CHECK(told_by(simulated({payroll_form_of("-5")})) == "payroll: amount.negative -5");
}

TEST_CASE("a branch whose rate is not known is told, or refused")
{
  const auto left_out =
    done(simulated({payroll_form_of("260000", "2335"), payroll_form_of("1000")}));
  CHECK(codes_of(left_out.front().warnings) == "rates.unknown");
  CHECK(left_out.back().warnings.empty());
  const auto refused =
    simulated({payroll_form_of("1000"), payroll_form_of("260000", "2335")}, UnknownBranch::refused);
  CHECK(refused.error().where.column == "employers[1].idcc");
}

TEST_CASE("where apprentices work is asked where their pay is in no base")
{
  domain::PayrollForm form = payroll_form_of("400000");
  form.apprentice_payroll = "20000";
  CHECK(done(simulated({form})).front().warnings.empty());
  form.alsace_moselle_payroll = "100000";
  CHECK(codes_of(done(simulated({form})).front().warnings) == "contribution.apprentices_elsewhere");
  form.headcount = "12";
  CHECK(done(simulated({form})).front().warnings.empty());
}
