#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "store/backup_facts.hpp"
#include "store/sharing.hpp"
#include "util/crypto.hpp"
#include "util/file.hpp"
#include "util/result.hpp"

namespace myatlas::store {

struct RestoreFacts
{
  BackupFacts backup;
  std::filesystem::path replaced; // what stood there, under its new name; empty: nothing did
};

// A backup is one SQLite file: the store's tables and its documents in parts of a megabyte.
// backup.damaged (path, what) when it is not whole; backup.not_ours when it is no backup,
// file.missing when there is none (path).
util::Result<BackupFacts> check_backup(const std::filesystem::path& path, const util::Key& key);

// Writes a backup that comes by a pipe to `to`, as much of it as its header says: backup.not_ours
// (name) after a hundred bytes of anything else and when more comes, backup.cut (name, bytes, told)
// when less does, disk.full before anything is written, and what PatientReader says.
util::Outcome take_in_backup(const util::FileHandle& from, const std::string& name,
                             std::chrono::seconds patience, const std::filesystem::path& to);

// Puts a backup in place of the store at `to`, once it was looked through; what stood there is kept
// under a name with the instant. It has the rights of the store that stood there; where none did,
// `sharing` says for whom it is. A restore that was killed is done again.
util::Result<RestoreFacts> restore_backup(const std::filesystem::path& from, const util::Key& key,
                                          const std::filesystem::path& to, util::Instant now,
                                          Sharing sharing = Sharing::owner);

} // namespace myatlas::store
