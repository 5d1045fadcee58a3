#include "services/dossiers/side_cost_limits.hpp"

#include <doctest/doctest.h>

#include "unit/domain/dossiers/sample_contract.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

using domain::Contract;
using domain::CostNature;
using domain::Date;
using domain::Money;

constexpr Money k_year = domain::k_most_rqth_a_year;

Contract lasting(const char* first, const char* last, const Contract::Values& more = {})
{
  Contract::Values values = domain::with(domain::base(), more);
  values["contrat.dateDebutContrat"] = first;
  values["contrat.dateFinContrat"] = last;
  util::Errors problems, warnings;
  return Contract::read(values, problems, warnings);
}

Contract lasting_disabled(const char* first, const char* last)
{
  return lasting(first, last, {{"apprenti.handicap", "true"}});
}

Date the_day(const char* text)
{
  return *Date::parse(text);
}

store::InvoicedLine line_with(CostNature nature, std::int64_t cents, int instalment)
{
  return {"F-1", {nature, Money{cents}, instalment}};
}

std::vector<std::int64_t> cents_left(const store::InvoicedLines& lines)
{
  std::vector<std::int64_t> cents;
  for (const store::InvoicedLine& one : lines) {
    cents.push_back(one.line.amount.cents);
  }
  return cents;
}

} // namespace

TEST_CASE("nights are as many as the contract has days, both of its ends among them")
{
  const Contract contract = lasting("2026-09-01", "2026-09-30");
  CHECK(days_of(contract, std::nullopt) == 30);
  CHECK(days_of(contract, the_day("2026-09-10")) == 10);
  CHECK(days_of(contract, the_day("2026-09-01")) == 1);
  CHECK(days_of(contract, the_day("2026-08-31")) == std::nullopt);
  CHECK(most_of(CostNature::hebergement, contract, std::nullopt) ==
        Money{30 * domain::k_night.cents});
}

TEST_CASE("the supplement counts a year that was begun whole, and is of who is disabled")
{
  const CostNature supplement = CostNature::majoration_rqth;
  CHECK(most_of(supplement, lasting("2026-09-01", "2027-08-31"), std::nullopt) == Money{});
  CHECK(most_of(supplement, lasting_disabled("2026-09-01", "2027-08-31"), std::nullopt) == k_year);
  CHECK(most_of(supplement, lasting_disabled("2026-09-01", "2027-09-01"), std::nullopt) ==
        Money{2 * k_year.cents});
  CHECK(most_of(supplement, lasting_disabled("2026-09-01", "2028-08-31"), the_day("2027-08-31")) ==
        k_year);
}

TEST_CASE("other natures have no most of their contract")
{
  const Contract contract = lasting("2026-09-01", "2026-09-30");
  CHECK(most_of(CostNature::restauration, contract, std::nullopt) == std::nullopt);
}

TEST_CASE("what is over is told by nature, and what has no name shares what is left")
{
  const CostLimits limits{.agreed = {{CostNature::hebergement, Money{60'00}}},
                          .most = {{CostNature::majoration_rqth, Money{100'00}}},
                          .of_any = Money{120'00}};
  CHECK(limits.over({{CostNature::hebergement, Money{60'00}}}) == Money{});
  CHECK(limits.over({{CostNature::hebergement, Money{60'01}}}) == Money{1});
  CHECK(limits.over({{CostNature::majoration_rqth, Money{100'01}}}) == Money{1});
  CHECK(limits.over({{CostNature::restauration, Money{120'00}}}) == Money{});
  const CostSums both = {{CostNature::restauration, Money{60'00}},
                         {CostNature::majoration_rqth, Money{60'01}}};
  CHECK(limits.over(both) == Money{1});
}

TEST_CASE("a sum that came back names its nature, where that was kept")
{
  CHECK(nature_of_share(share_of_nature(CostNature::restauration)) == CostNature::restauration);
  CHECK(nature_of_share("side_costs nothing") == std::nullopt);
  CHECK(nature_of_share("teaching") == std::nullopt);
}

TEST_CASE("what came back is taken off its nature, the last lines first")
{
  const store::InvoicedLines lines = {line_with(CostNature::restauration, 30'00, 1),
                                      line_with(CostNature::hebergement, 60'00, 1),
                                      line_with(CostNature::restauration, 20'00, 2)};
  const CameBack named{Money{25'00}, {{CostNature::restauration, Money{25'00}}}};
  CHECK(cents_left(less_recovered(lines, named, {})) == std::vector<std::int64_t>{25'00, 60'00, 0});
  CHECK(less_recovered(lines, {}, {}).size() == 3);
}

TEST_CASE("what came back without a nature is of what is beyond its limit before all else")
{
  const store::InvoicedLines lines = {line_with(CostNature::restauration, 30'00, 1),
                                      line_with(CostNature::hebergement, 60'00, 1)};
  const CostLimits limits{
    .agreed = {{CostNature::restauration, Money{20'00}}}, .most = {}, .of_any = Money{60'00}};
  CHECK(cents_left(less_recovered(lines, {Money{10'00}, {}}, limits)) ==
        std::vector<std::int64_t>{20'00, 60'00});
  CHECK(cents_left(less_recovered(lines, {Money{11'00}, {}}, limits)) ==
        std::vector<std::int64_t>{20'00, 59'00});
}
