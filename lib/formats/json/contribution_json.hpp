#pragma once

#include "domain/contributions/contribution.hpp"
#include "formats/json/json.hpp"

namespace myatlas::formats {

// schemas/contribution.v1.json: amounts are strings with two decimals, rates decimal strings.
Json to_json(const domain::Simulation& simulation);

} // namespace myatlas::formats
