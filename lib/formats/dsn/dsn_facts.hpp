#pragma once

#include <optional>
#include <string_view>

#include "domain/contributions/employer.hpp"
#include "formats/dsn/dsn_year.hpp"

namespace myatlas::formats {

// What is declared of an establishment for the year with a code of block 82 ("076"), before any
// reduction; nothing when no file says it.
std::optional<domain::Money> establishment_amount(const DsnYear& year, std::string_view code);

// The pay of the months that are there, apprentices, zone by postcode, branch; the headcount
// estimated from open contracts, which is an average of this year's months.
domain::PayrollFacts facts_of(const DsnYear& year);

} // namespace myatlas::formats
