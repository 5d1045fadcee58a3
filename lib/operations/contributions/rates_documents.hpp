#pragma once

#include "domain/contributions/rates.hpp"
#include "formats/json/json.hpp"

// What is told of a rate table.
namespace myatlas::operations {

// The figures of `table` that were asked for, with what they rest on.
formats::Json rates_shown(const formats::Json& table, const formats::Json& rules);

// Of a table that can be used.
formats::Json rates_checked(const domain::RateTable& table);

} // namespace myatlas::operations
