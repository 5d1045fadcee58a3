#pragma once

#include <filesystem>

#include "formats/json/json.hpp"
#include "operations/host_store.hpp"

namespace myatlas::operations {

// A store that was given a new key.
struct RotatedKey
{
  formats::Json document;
  std::filesystem::path old_key; // where it is from now on
};

// The old key goes to `old_key`; where that is empty, beside the store under a name with the
// instant. Of a store that is a file: one on a server has its key on every host (usage.both).
Result<RotatedKey> rotate_key(const HostStore& host, const std::filesystem::path& old_key);

} // namespace myatlas::operations
