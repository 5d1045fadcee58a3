#include <doctest/doctest.h>

#include "domain/contributions/rates.hpp"
#include "formats/json/rates_json.hpp"

using namespace myatlas;
using namespace myatlas::domain;

TEST_CASE("no two rates answer the same question, and no question of the law is without one")
{
  const RateTable& rates = formats::built_in_rates();
  CHECK(faults(rates).empty());
  for (const RateRule& rule : rates.rules) {
    CHECK_FALSE(rule.sources.empty());
  }
  RateTable doubled = rates;
  doubled.rules.push_back(rates.rules.front());
  index_years(doubled);
  CHECK(faults(doubled).size() == 1);
  RateTable gapped = rates;
  gapped.rules.erase(gapped.rules.begin()); // cfp of 2014 below 10
  index_years(gapped);
  CHECK(faults(gapped).size() >= 12);
}
