#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/engine.hpp"

// What a store says of itself, a text by its name.
namespace myatlas::store {

using StoreFact = std::pair<std::string, std::string>; // name, value

std::vector<StoreFact> store_facts(Engine& engine);
std::optional<std::string> store_fact(Engine& engine, std::string_view name);
void put_store_fact(Engine& engine, std::string_view name, std::string_view value);

// A store whose clock may be set was made for tests, and says so.
void mark_for_tests(Engine& engine);
bool is_for_tests(Engine& engine);

} // namespace myatlas::store
