#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "formats/json/json.hpp"
#include "operations/host_store.hpp"
#include "services/upkeep/backup_rotation.hpp"
#include "services/upkeep/backups.hpp"
#include "store/backup_facts.hpp"

// Backups: made, looked through, and put in place of the store.
namespace myatlas::operations {

using services::Rotation;
using store::BackupFacts;

// How older backups are kept, "daily=7,weekly=4": backup.keep (text). Empty: nothing is asked for.
Result<Rotation> rotation_asked(const std::string& keep);

// Writes a backup that comes by a pipe to `to`, as store::take_in_backup fails.
Outcome take_in_piped(const util::FileHandle& pipe, std::chrono::seconds patience,
                      const std::filesystem::path& to);

// The file a backup is asked to be, or with `keep` one named by its instant in the folder that
// `file` is: file.cannot_create (file) where there is no such folder.
Result<std::filesystem::path> place_of_backup(const HostStore& host, const std::string& file,
                                              bool keep);

// Where no key is written, `key_file` is empty. What Store::back_up fails with.
Result<BackupFacts> back_up(const HostStore& host, const std::filesystem::path& file,
                            const std::filesystem::path& key_file);

// Whether the audit tells of a backup. Whoever may only read a store can back it up all the same,
// and a backup is needed most where a disk is full, read-only or has no locks.
struct AuditTold
{
  bool was_only_read = false;
  std::string failure = {}; // code of why it could not be written
};
AuditTold tell_audit(const HostStore& host, const BackupFacts& facts);

// Of the older backups in the folder of the one just made, those that are not to be kept.
Result<std::vector<std::filesystem::path>> remove_old_backups(const HostStore& host,
                                                              const std::filesystem::path& made,
                                                              const Rotation& rotation);

// Looks a backup through where it lies, without a store being made of it; `key_file` may be empty.
Result<BackupFacts> look_through(const HostStore& host, const std::filesystem::path& file,
                                 const std::filesystem::path& key_file);

// The key of a backup, as look_through finds it.
Result<util::Key> key_of_backup(const HostStore& host, const std::filesystem::path& file,
                                const std::filesystem::path& key_file);

// Puts the backup in `file` in place of the store, and tells its audit; what stood there is kept.
// The document calls the backup by the name it was asked for by.
Result<formats::Json> restore(const HostStore& host, const std::filesystem::path& file,
                              const std::string& name, const util::Key& key);

} // namespace myatlas::operations
