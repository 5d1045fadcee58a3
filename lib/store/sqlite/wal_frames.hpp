#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <unordered_set>

#include "util/secret_hash.hpp"

namespace myatlas::store::sqlite {

// What stands in a write-ahead log (https://www.sqlite.org/fileformat2.html#the_write_ahead_log).
struct WalFrames
{
  std::unordered_set<std::uint32_t, util::SecretHash> pages; // of whole transactions
  std::optional<std::int64_t>
    damaged; // the first frame that was written and is not whole, 1 the first; 0: the header
};

// SQLite passes over a damaged frame and all after it without a word: they would be lost. The
// frames of an older log, and those a writer was cut off at, are no damage.
WalFrames read_wal(const std::filesystem::path& wal);

} // namespace myatlas::store::sqlite
