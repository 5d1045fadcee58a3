#pragma once

#include <filesystem>
#include <string>

#include "store/engine.hpp"
#include "util/result.hpp"

namespace myatlas::store {

// Compares the whole schema of a store, or of a backup, with what the migrations up to its version
// make: a trigger, a view, an index or a check that is not theirs would run with every command.
// Fails with "store.foreign_schema" (path, object, version) for each that is foreign, changed or
// missing. Nothing of a foreign schema has run until then.
util::Outcome check_schema(Engine& engine, Role role, const std::filesystem::path& path);

// Of the schema of a store of the newest version: known, it need not be made again at every start.
// A test tells what it is.
std::string schema_digest(const Schema& schema);
bool is_known_schema(const Schema& schema);

} // namespace myatlas::store
