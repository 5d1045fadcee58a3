#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "services/context.hpp"

namespace myatlas::services {

// What was, or in a trial would be, taken away.
struct Collected
{
  std::vector<std::filesystem::path>
    files; // documents that nothing names, and half-written files of killed programs
  std::int64_t file_bytes = 0;
  std::int64_t expired = 0; // rows: sessions and codes that are over, old attempts
  std::int64_t bytes_before = 0, bytes_after = 0; // of the store's file
};

enum class Collect
{
  trial,
  now,
};

// Takes away what nothing needs and writes the store's file anew, with a checksum in every page;
// with `older_than`, also stores that were replaced, copies from before a migration and mails that
// were sent, once they are that old. gc.failed (path, reason).
Result<Collected> collect_garbage(const Context& context, Collect how,
                                  std::optional<std::chrono::days> older_than);

// Gives the store a new key and writes its file anew, so that nothing sealed with the old one stays
// in it. What Store::rotate_key fails with.
Result<store::KeyRotation> rotate_key(const Context& context, const std::filesystem::path& old_key);

// That a backup was made, or took the place of the store: what the audit should tell.
void record_backup(const Context& context, const std::string& sha256);
void record_restore(const Context& context, const std::string& sha256);

} // namespace myatlas::services
