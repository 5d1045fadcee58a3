#pragma once

#include <filesystem>

#include "util/crypto.hpp"
#include "util/result.hpp"

// What lies beside a store's main file.
namespace myatlas::store {

// Its being there says that a restore was cut off between two files: the store is not opened until it is done.
std::filesystem::path restore_marker(const std::filesystem::path& store);

// The 32 bytes of a key file; store.key (path).
util::Result<util::Key> read_key(const std::filesystem::path& path);

} // namespace myatlas::store
