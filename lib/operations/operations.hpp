#pragma once

#include <span>
#include <string_view>

#include "operations/operation.hpp"

namespace myatlas::operations {

// All there are, in the order of the commands.
std::span<const Operation* const> all();

// By the name of its command; null: there is none.
const Operation* find(std::string_view name);

} // namespace myatlas::operations
