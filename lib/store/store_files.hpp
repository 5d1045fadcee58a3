#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "util/crypto.hpp"
#include "util/result.hpp"

// What lies beside a store's main file.
namespace myatlas::store {

// Whether a store's name is a URL, of whatever kind, and not a path: there are no files then.
bool is_url(const std::string& store);

// Its being there says that a restore was cut off between two files: the store is not opened until
// it is done.
std::filesystem::path restore_marker(const std::filesystem::path& store);

// Fails with store.owner (path, whose it is) when root would write in the folder of somebody else,
// who could not use what root leaves there, and might have put a link where root would write.
util::Outcome check_owner(const std::filesystem::path& store);

// store.no_locks (path, reason) where the file system of a store has none; a lock that somebody
// holds, or that may not be made, is fine.
util::Outcome check_locks(const std::filesystem::path& store);

// store.older (path, its version, this program's, who may bring it up to date).
util::Error older(const std::filesystem::path& store, int version);

// Whether the store is the operator's: one may write it, it is not there yet, or only its disk
// keeps its owner from writing.
bool is_own(const std::filesystem::path& store);

// Fails with file.of_store (target) where a file of results may not be made: at the place of the
// store, its key, its journals or its copies, and among its documents, by whatever name.
util::Outcome check_target(const std::filesystem::path& store, const std::filesystem::path& target);

// Where a new key lies until the store is sealed with it.
std::filesystem::path next_key(const std::filesystem::path& store);

util::Key new_key(); // from chance

std::string_view bytes_of_key(const util::Key& key);

// Makes a key file, which read_key reads.
util::Outcome write_key(const std::filesystem::path& path, const util::Key& key,
                        unsigned rights = 0600);

// backup.exists (path) where something is; file.cannot_create (path) where its folder may not be
// entered.
util::Outcome check_free(const std::filesystem::path& path);

// What is in the way of a key that is kept beside a backup: one that is there already has to be
// this one, for another backup needs another. Empty: none is kept.
util::Outcome check_kept_key(const std::filesystem::path& path, const util::Key& key);

// The 32 bytes of a key file; store.key, store.key_open (path), machine.files.
util::Result<util::Key> read_key(const std::filesystem::path& path);

} // namespace myatlas::store
