#pragma once

#include "operations/host_store.hpp"
#include "operations/upkeep/store_documents.hpp"

namespace myatlas::operations {

struct Migrated
{
  MigrationTold told;
  bool made_key = false; // of a store on a server, which was made with it
};

// Brings the store up to this program's version. One on a server is made here and nowhere else, by
// the owner of its tables; a file as it was is kept beside it.
Result<Migrated> migrate(const HostStore& host);

} // namespace myatlas::operations
