#pragma once

#include <filesystem>

#include <sys/types.h>

#include "util/file.hpp"

namespace myatlas::store {

// For whom a store is made: its user, or the group of a folder that hands its group on.
enum class Sharing
{
  owner,
  group,
};

// What others may do with a store's files: nothing, or what its group may. A store is shared when
// its folder hands its group on (setgid) and its file lets that group in, and nobody else. What is
// made beside it then has the rights of the file, as SQLite's journals have.
struct Rights
{
  mode_t file = 0600;

  bool is_shared() const { return file != 0600; }
  mode_t folder() const;
};

Rights rights_of(const std::filesystem::path& store); // its user's alone when it is not there

// Of files in a folder of documents: its group's where it hands that on and lets it write.
Rights rights_in_folder(const std::filesystem::path& folder);

// store.sticky (folder) where the group of a shared store may not put new files in place of old
// ones that another member owns: the bit that keeps people from each other's files in /tmp.
util::Outcome check_sticky(const std::filesystem::path& store);

// Puts the lock of a store that will be made where its maker wants to share it and the folder is of
// a group that may write in it: its rights are the store's then. One that is there stays as it is.
void offer_to_group(const std::filesystem::path& store, Sharing sharing);

// Gives the new file of a store the rights of its lock.
void share_new_store(const std::filesystem::path& store);

// As mkdirat: -1, and errno says why. A folder takes on by itself that its group is handed on; to
// ask for it is forbidden to a service whose unit restricts that (RestrictSUIDSGID).
int make_folder(int above, const char* name, Rights rights);

// Of a file that is there, which is no link; what is not this user's stays as it is.
void give(const util::FileHandle& file, mode_t mode);
void give(const std::filesystem::path& path, Rights rights);

// Whether somebody may read or write the key who may not do so with what lies beside it under its
// name.
bool is_key_open(const std::filesystem::path& key);

} // namespace myatlas::store
