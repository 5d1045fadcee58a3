#pragma once

#include <filesystem>
#include <string>

#include "services/context.hpp"
#include "util/crypto.hpp"

// What is decided of backups before a store is opened.
namespace myatlas::services {

// Of the backup in `file`: from `key_file`, else beside it, else the one of the store in use.
// file.missing (file), backup.key (path).
Result<util::Key> key_of_backup(const std::filesystem::path& file,
                                const std::filesystem::path& key_file,
                                const std::filesystem::path& of_store);

// Whether the audit may be told of a backup: by who may write the store, which may be on a server,
// and where that does not bring the store up to date.
bool may_tell_audit(const std::string& store, const store::BackupFacts& facts);

} // namespace myatlas::services
