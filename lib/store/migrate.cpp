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
  if (found > newest_version()) {
    return util::Error{"store.newer", {std::to_string(found), std::to_string(newest_version())}};
  }
  return util::Done{};
}

void apply_missing(Engine& engine, int last)
{
  const int found = engine.schema_version();
  for (const Migration& migration : k_migrations) {
    if (migration.version > found && migration.version <= last) {
      engine.run_script(migration.sql);
      engine.set_schema_version(migration.version);
    }
  }
}

} // namespace myatlas::store
