#pragma once

#include <string>
#include <string_view>

#include "domain/contributions/rates.hpp"

namespace myatlas::formats {

// A rate table of schemas/rates.v1.json's shape. Fails with rates.file (what is wrong) or as
// parse_json does.
util::Result<domain::RateTable> read_rates(std::string_view text);

// The same of a table to compute with: rates.faulty (what is wrong) where two rates answer the same
// question, at "rates".
util::Result<domain::RateTable> read_usable_rates(std::string_view text);

// The table the program was built with.
const domain::RateTable& built_in_rates();
std::string_view built_in_rates_text();
std::string built_in_rates_version(); // without reading the whole table

} // namespace myatlas::formats
