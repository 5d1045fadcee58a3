#pragma once

#include <string>

#include "store/backup_facts.hpp"
#include "store/database.hpp"
#include "util/crypto.hpp"
#include "util/result.hpp"

namespace myatlas::store {

struct DatabaseRestored
{
  BackupFacts backup;
  std::string replaced; // the schema that what stood there has now; empty: nothing did
};

// Puts a backup, of this program's version, in place of the store on a server, as the owner of its
// tables and in one transaction: what stood there is kept as a schema of another name. Fails like
// check_backup and migrate_database, with backup.older (file, version, this program's), and with
// store.key_other when the host has the key of another store, documents.taken (place) when the
// place that documents are to be put in has another's. What stood there may have had them
// elsewhere.
util::Result<DatabaseRestored> restore_to_database(const std::filesystem::path& from,
                                                   const util::Key& key, const DatabasePlace& place,
                                                   util::Instant now);

} // namespace myatlas::store
