#pragma once

#include <span>
#include <string>
#include <string_view>

#include "operations/operation.hpp"

namespace myatlas::operations {

// All there are, in the order of the commands.
std::span<const Operation* const> all();

// By the name of its command; null: there is none.
const Operation* find(std::string_view name);

// "read", "account": as machine output has them.
const char* name_of(Effect effect);
const char* name_of(Who who);

// Of the schema of its request: "admin-open-invoice-request".
std::string request_name(const Operation& operation);
Json request_schema(const Operation& operation);

} // namespace myatlas::operations
