#pragma once

#include <cstdint>
#include <string_view>

#include "store/engine.hpp"

namespace myatlas::store {

// The next number of a series, from 1, without gaps: taken in the transaction that uses it.
std::int64_t next_value(Engine& engine, std::string_view series);

// The same for who takes many: the last that was taken, 0 at first, and the last that is taken
// then.
std::int64_t last_value(Engine& engine, std::string_view series);
void set_last_value(Engine& engine, std::string_view series, std::int64_t value);

} // namespace myatlas::store
