#pragma once

#include <cstdint>
#include <string_view>

#include "store/engine.hpp"

namespace myatlas::store {

// The next number of a series, from 1, without gaps: taken in the transaction that uses it.
std::int64_t next_value(Engine& engine, std::string_view series);

} // namespace myatlas::store
