#pragma once

#include <cstdint>
#include <vector>

#include "store/engine.hpp"
#include "util/crypto.hpp"

// What a store tells of its keys: which it is sealed with, once that was changed, and those before,
// sealed with it.
namespace myatlas::store {

// A key that was changed: rows of the audit up to `until` were written with it.
struct FormerKey
{
  std::int64_t until = 0;
  util::Key key = {};
};

// In the order they were in use; none where the key of today does not open them.
std::vector<FormerKey> former_keys(Engine& engine, const util::Key& key);

// Whether the store is sealed with this key, as far as it tells: one whose key was never changed
// tells nothing.
enum class Told
{
  nothing,
  this_one,
  another,
};
Told told_of(Engine& engine, const util::Key& key);

// From now on the store is sealed with `key`; `former` was in use until that row of the audit.
void put_key(Engine& engine, const util::Key& before, const util::Key& key, std::int64_t until);

} // namespace myatlas::store
