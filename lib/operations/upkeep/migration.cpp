#include "operations/upkeep/migration.hpp"

#include "store/database.hpp"

namespace myatlas::operations {

namespace {

Result<Migrated> migrate_server(const HostStore& host)
{
  TRY_ASSIGN(const store::MigratedDatabase done,
             store::migrate_database(database_of(host), host.making.clocks));
  return Migrated{.told = {.from = done.from, .to = done.to}, .made_key = done.made_key};
}

// Opened to be written it is brought up to date.
Result<Migrated> migrate_file(const HostStore& host)
{
  TRY_ASSIGN(const int from, version_of(host));
  TRY_ASSIGN(const services::Context* const context, host.open(StoreUse::write));
  const int to = context->store.version();
  const std::string kept = from == to ? "" : host.place + "-before-v" + std::to_string(to);
  return Migrated{.told = {.from = from, .to = to, .kept = kept}};
}

} // namespace

Result<Migrated> migrate(const HostStore& host)
{
  return is_on_server(host) ? migrate_server(host) : migrate_file(host);
}

} // namespace myatlas::operations
