#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "store/document_place.hpp"
#include "store/store.hpp"
#include "util/result.hpp"

// Stores on a server: postgresql://…
namespace myatlas::store {

bool is_database(const std::string& store);

// A store on a server, the key that only hosts have, and where its documents are.
struct DatabasePlace
{
  std::string url;
  std::filesystem::path key;
  DocumentsThere documents = {};
};

// Opens what `migrate` made. Fails like postgres::Connection::open, with store.not_made,
// store.not_ours, store.newer, store.older_there (where, its version, this program's),
// store.key_missing, store.key_open, store.key_other, store.documents_other. Nothing is ever made
// or migrated by it.
util::Result<std::unique_ptr<Store>> open_database(const DatabasePlace& place, Store::Use use,
                                                   std::function<void()> waiting = {});

// The version of the store as it stands.
util::Result<int> version_of_database(const std::string& url);

// What an administrator should know of the server, whether there is a store or not.
struct ServerFacts
{
  std::string version;          // "15.18"
  bool has_checksums = false;   // of its pages
  bool is_superuser = false;    // who asks: nothing is kept from them
  std::int64_t clock_ahead = 0; // of this machine's, in microseconds
  int copies = 0;               // servers that follow it
};

util::Result<ServerFacts> facts_of_server(const std::string& url, util::Instant now);

struct MigratedDatabase
{
  int from = 0, to = 0; // from 0: it was made
  bool made_key = false;
};

// Makes the store's schema, or brings it to this program's version, as the owner of its tables: in
// one transaction, one program at a time. The key is made with the store, unless its file is there
// already.
util::Result<MigratedDatabase> migrate_database(const DatabasePlace& place, Store::Clocks clocks);

// The SQL by which an administrator makes the roles of a store's owner and of its users.
std::string_view database_roles_sql();

} // namespace myatlas::store
