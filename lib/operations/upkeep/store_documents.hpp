#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "formats/json/json.hpp"
#include "services/garbage.hpp"
#include "store/backup_facts.hpp"
#include "store/store.hpp"

// What is told of a store that is taken as a whole.
namespace myatlas::operations {

// A backup that was made, or looked through where it lies.
struct BackupTold
{
  std::string file;
  std::string key_file = {}; // empty: no key was written
  std::optional<std::vector<std::filesystem::path>> removed =
    {}; // older ones; none where none was to go
  store::BackupFacts facts;
};
formats::Json backup_document(const BackupTold& backup);

// One that took the place of a store.
struct RestoreTold
{
  std::string store, file;
  std::string replaced; // under which name what stood there stays; empty: nothing did
  store::BackupFacts facts;
};
formats::Json restore_document(const RestoreTold& restored);

struct KeyTold
{
  std::string store, key_file;
  store::KeyRotation rotation;
};
formats::Json key_rotated(const KeyTold& key);

struct MigrationTold
{
  int from = 0, to = 0;
  std::string kept = {}; // where the store as it was is; empty: nowhere
};
formats::Json migration_document(const MigrationTold& migration);

formats::Json verification_document(const store::Verification& found);
formats::Json garbage_document(const services::Collected& found, services::Collect how);

} // namespace myatlas::operations
