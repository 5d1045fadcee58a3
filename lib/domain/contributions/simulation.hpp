#pragma once

#include "domain/contributions/contribution.hpp"

namespace myatlas::domain {

// What the employer owes, each figure from `rates`. Nothing is allocated but for an error. Fails
// with rates.year, rates.unknown (what has no sourced figure), contribution.parts (a part exceeds
// the whole), contribution.months (years by months want all twelve),
// contribution.headcount_required, contribution.ratio_required, contribution.history_short
// (threshold, year). A branch whose rate is not known, for that time or (rates.unknown_size: idcc,
// headcount, time) for that size, leaves its line unknown and the total without it:
// Simulation::unknown says so.
util::Result<Simulation> simulate(const RateTable& rates, const PayrollFacts& facts);

} // namespace myatlas::domain
