#include "services/upkeep/backups.hpp"

#include "store/database.hpp"
#include "store/migrate.hpp"
#include "store/store_files.hpp"

namespace myatlas::services {

namespace fs = std::filesystem;

namespace {

// Beside the backup, unless it stands there alone and the store's is there.
fs::path usual_key(const fs::path& file, const fs::path& of_store)
{
  const fs::path beside = file.string() + "-key";
  return fs::exists(beside) || !fs::exists(of_store) ? beside : of_store;
}

} // namespace

Result<util::Key> key_of_backup(const fs::path& file, const fs::path& key_file,
                                const fs::path& of_store)
{
  if (!fs::exists(file)) {
    return Error{"file.missing", {file.string()}};
  }
  const fs::path path = key_file.empty() ? usual_key(file, of_store) : key_file;
  const Result<util::Key> key = store::read_key(path);
  return !key && key.error().code == "store.key"
           ? Result<util::Key>(Error{"backup.key", {path.string()}})
           : key;
}

bool may_tell_audit(const std::string& store, const store::BackupFacts& facts)
{
  const bool may_write = store::is_database(store) || store::is_own(store);
  return may_write && facts.version == store::newest_version();
}

} // namespace myatlas::services
