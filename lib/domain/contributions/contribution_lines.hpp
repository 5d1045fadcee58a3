#pragma once

#include <optional>

#include "domain/contributions/contribution_basis.hpp"

namespace myatlas::domain {

// Fills a line of the law: its base and amount by zone and rate, its rule and its reason.
// rates.unknown where no figure is known.
util::Outcome fill_line(const Calculation& c, ContributionLine& line, Contribution code,
                        const Basis& basis);

// The same for what the branch agreed on: `unknown` says why there is no amount, and the line stays
// without one.
util::Outcome fill_conventional(const Calculation& c, ContributionLine& line,
                                std::optional<util::Error>& unknown);

} // namespace myatlas::domain
