#include <doctest/doctest.h>

#include <algorithm>
#include <tuple>

#include "formats/json/rates_json.hpp"

using namespace myatlas;
using namespace myatlas::domain;

TEST_CASE("the table of rates the program was built with is that of the file")
{
  const RateTable& built = formats::built_in_rates();
  const RateTable read = *formats::read_rates(formats::built_in_rates_text());
  const auto same_days = [](const Validity& a, const Validity& b) {
    return a.from == b.from && a.to == b.to;
  };
  const auto same_bounds = [](const Band& a, const Band& b) {
    return a.from == b.from && a.above == b.above && a.below == b.below && a.to == b.to;
  };
  const auto same_wages = [](const std::vector<MinimumWage>& a, const std::vector<MinimumWage>& b) {
    return std::ranges::equal(a, b, [](const MinimumWage& x, const MinimumWage& y) {
      return x.from == y.from && x.monthly == y.monthly;
    });
  };
  CHECK(std::tie(built.version, built.first_year, built.last_year, built.associations_pay_from,
                 built.associations_legal, built.frozen_thresholds) ==
        std::tie(read.version, read.first_year, read.last_year, read.associations_pay_from,
                 read.associations_legal, read.frozen_thresholds));
  CHECK(formats::built_in_rates_version() == read.version);
  CHECK(std::ranges::equal(built.rules, read.rules, [&](const RateRule& a, const RateRule& b) {
    return std::tie(a.contribution, a.zone, a.temporary_work, a.idcc, a.rate, a.minimum, a.legal,
                    a.sources) == std::tie(b.contribution, b.zone, b.temporary_work, b.idcc, b.rate,
                                           b.minimum, b.legal, b.sources) &&
           same_days(a.valid, b.valid) && same_bounds(a.headcount, b.headcount) &&
           same_bounds(a.ratio, b.ratio);
  }));
  CHECK(std::ranges::equal(built.terms, read.terms, [&](const Term& a, const Term& b) {
    return std::tie(a.name, a.value, a.legal) == std::tie(b.name, b.value, b.legal) &&
           same_days(a.valid, b.valid);
  }));
  CHECK(std::ranges::equal(built.collections, read.collections,
                           [&](const Collection& a, const Collection& b) {
                             return std::tie(a.contribution, a.collector, a.due, a.legal) ==
                                      std::tie(b.contribution, b.collector, b.due, b.legal) &&
                                    same_days(a.valid, b.valid);
                           }));
  CHECK(std::ranges::equal(built.branches, read.branches, [](const Branch& a, const Branch& b) {
    return std::tie(a.idcc, a.has_contribution) == std::tie(b.idcc, b.has_contribution);
  }));
  CHECK(same_wages(built.minimum_wages, read.minimum_wages));
  CHECK(std::ranges::equal(built.territory_wages, read.territory_wages,
                           [&](const TerritoryWages& a, const TerritoryWages& b) {
                             return a.department == b.department &&
                                    same_wages(a.monthly, b.monthly);
                           }));
}

TEST_CASE("a rate table that is wrong is refused")
{
  std::string text(formats::built_in_rates_text());
  CHECK(formats::read_rates("{}").error().code == "rates.file");
  CHECK(formats::read_rates(text.replace(text.find("\"0.0055\""), 8, "\"lots\"")).error().code ==
        "rates.file");
}
