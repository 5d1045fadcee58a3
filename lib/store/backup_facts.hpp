#pragma once

#include <cstdint>
#include <string>

#include "util/clock.hpp"

namespace myatlas::store {

// What a backup is of.
struct BackupFacts
{
  std::int64_t documents = 0, bytes = 0; // of the file
  int version = 0;                       // of the store
  std::int64_t audit_sequence = 0;
  std::string audit_hash, sha256; // of the file
  util::Instant made;
};

} // namespace myatlas::store
