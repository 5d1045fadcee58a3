#pragma once

#include <string>
#include <vector>

#include "domain/contributions/contribution.hpp"
#include "services/contributions/simulate_batch.hpp"

namespace myatlas::services {

// An employer in other circumstances, or as it is.
struct Variant
{
  std::string label; // "year=2025"; empty for what was asked first
  domain::Simulation simulation;
};

// What an employer owes as it is, and in each case of `compare` ("year=2024,2025", "headcount=11",
// "alternants=+1"), in their order. Fails as in_other_circumstances, at "compare", and as
// domain::simulate, with all that is wrong; with what is not known of a branch where that is
// refused.
Result<std::vector<Variant>> simulate_variants(const domain::RateTable& rates,
                                               const domain::PayrollFacts& facts,
                                               const domain::Simulation& base,
                                               const std::vector<std::string>& compare,
                                               UnknownBranch unknown);

} // namespace myatlas::services
