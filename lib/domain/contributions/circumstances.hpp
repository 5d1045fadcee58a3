#pragma once

#include <string_view>

#include "domain/contributions/contribution.hpp"

namespace myatlas::domain {

// The facts of an employer in other circumstances: another "year", another "headcount", or so many
// "alternants" more or fewer ("+1", "-2"). `base` is what it owes as it is. Fails with compare.form
// ("what=value"), compare.alternants (how many there are is not known), and as parse_year and
// parse_headcount.
util::Result<PayrollFacts> in_other_circumstances(const PayrollFacts& facts, const Simulation& base,
                                                  std::string_view what, std::string_view value);

} // namespace myatlas::domain
