#pragma once

#include "domain/contribution.hpp"

namespace myatlas::domain {

// The headcounts the law looks at, in hundredths, after the freeze of CSS L130-1 II.
struct Headcount
{
  std::int64_t effective = 0;  // for the training contribution and the branches
  std::int64_t for_csa = 0;
  bool small = false;          // below 11: apprentices' pay is exempt
  bool frozen_at_250 = false;
};

// The headcount given, or that of the history held down where a crossing does not count yet.
// Fails with contribution.headcount_required or contribution.history_short.
util::Result<Headcount> headcount_for(const RateTable& rates, const PayrollFacts& facts);

} // namespace myatlas::domain
