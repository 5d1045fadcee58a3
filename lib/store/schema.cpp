#include "store/schema.hpp"

#include <algorithm>
#include <iterator>

#include "store/backup_facts.hpp"
#include "store/migrate.hpp"
#include "store/sqlite/open.hpp"
#include "util/digest.hpp"

namespace myatlas::store {

namespace {

constexpr std::string_view k_known_digest =
  "15ddfca43b2dba76de6ce7eb13e87de2d80806abccb917f9ce80a52df9a4d759";
constexpr std::size_t k_most_foreign = 20;

Schema made_schema(int version, Role role)
{
  const std::unique_ptr<Engine> engine = sqlite::open_memory();
  apply_missing(*engine, version);
  if (role == Role::backup) {
    engine->run_script(k_backup_tables);
  }
  return engine->schema();
}

} // namespace

static void add_text(util::Sha256& sha, const std::string& text)
{
  sha.update(text);
  sha.update(std::string_view("\0", 1));
}

std::string schema_digest(const Schema& schema)
{
  util::Sha256 sha;
  for (const SchemaObject& object : schema.objects) {
    add_text(sha, object.name);
    add_text(sha, object.text);
  }
  return sha.hex();
}

bool is_known_schema(const Schema& schema)
{
  return schema.version == newest_version() && schema_digest(schema) == k_known_digest;
}

namespace {

// A changed one is in both, and told once.
std::vector<SchemaObject> differences(const Schema& found, const Schema& made)
{
  std::vector<SchemaObject> different;
  std::ranges::set_symmetric_difference(found.objects, made.objects, std::back_inserter(different));
  const auto repeated = std::ranges::unique(different, {}, &SchemaObject::name);
  different.erase(repeated.begin(), repeated.end());
  different.resize(std::min(different.size(), k_most_foreign));
  return different;
}

} // namespace

util::Outcome check_schema(Engine& engine, Role role, const std::filesystem::path& path)
{
  const Schema found = engine.schema();
  if (role == Role::store && is_known_schema(found)) {
    return util::Done{};
  }
  const Schema made = made_schema(found.version, role);
  util::Errors foreign;
  for (const SchemaObject& object : differences(found, made)) {
    foreign.push_back(
      {"store.foreign_schema", {path.string(), object.name, std::to_string(found.version)}});
  }
  return util::or_problems(util::Done{}, foreign);
}

} // namespace myatlas::store
