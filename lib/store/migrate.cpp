#include "store/migrate.hpp"

#include <array>
#include <string>

namespace myatlas::store {

namespace {

constexpr std::array k_migrations = {
#include "migrations.inc"
};

} // namespace

std::span<const Migration> migrations()
{
  return k_migrations;
}

int newest_version()
{
  return k_migrations.back().version;
}

util::Outcome check_version(Engine& engine)
{
  const int found = engine.schema_version();
  return util::fail_unless(
    found <= newest_version(),
    {"store.newer", {std::to_string(found), std::to_string(newest_version())}});
}

static void apply(Engine& engine, const Migration& migration)
{
  engine.run_script(migration.sql);
  engine.set_schema_version(migration.version);
}

void apply_missing(Engine& engine, int last)
{
  const int found = engine.schema_version();
  for (const Migration& migration : k_migrations) {
    if (migration.version > found && migration.version <= last) {
      apply(engine, migration);
    }
  }
}

} // namespace myatlas::store
