#pragma once

#include <string>

#include "option_value.hpp"
#include "outcomes.hpp"

namespace myatlas::cli {

// What people type for a value that is so read, as forms have it: "42 964,84" is 42964.84,
// "31/12/2026" is 2026-12-31, "10,5" is 10.5. What is none of these stays as it is, for those who
// know what is expected. Fails with amount.two_ways (text) and date.two_ways
// (text, the day as the French read it, as the Americans do): nothing is guessed.
Result<std::string> read_as_typed(Reads reads, const std::string& text);

} // namespace myatlas::cli
