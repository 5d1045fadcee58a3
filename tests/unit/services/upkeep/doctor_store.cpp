#include "services/upkeep/doctor_store.hpp"

#include <doctest/doctest.h>

#include "services/garbage.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

struct LookedAt : World
{
  void back_up()
  {
    Context context = host();
    context.command = "backup";
    record_backup(context, std::string(64, '0'));
  }

  // "warning doctor.backup", "ok": what is found, and why.
  template <typename Check>
  std::string found_by(Check check)
  {
    Context context = host();
    Examination examination{.store = "myatlas.db", .backup_days = 7};
    examination.version = [] { return Result<int>(1); };
    examination.context = &context;
    examination.machine_now = now();
    const Finding finding = check(examination);
    constexpr const char* k_words[] = {"ok", "warning", "failed", "skipped"};
    const std::string health = k_words[static_cast<std::size_t>(finding.health)];
    return finding.error ? health + " " + finding.error->code : health;
  }
};

} // namespace

TEST_CASE("a backup is missed from the first day on, and again when the last one is old")
{
  LookedAt world;
  CHECK(world.found_by(check_backup) == "warning doctor.no_backup");
  world.back_up();
  CHECK(world.found_by(check_backup) == "ok");
  world.pass(7 * 24 * util::k_hour);
  CHECK(world.found_by(check_backup) == "ok");
  world.pass(1);
  CHECK(world.found_by(check_backup) == "warning doctor.backup");
}

TEST_CASE("a store of another version is told by which of the two is the newer")
{
  LookedAt world;
  CHECK(world.found_by(check_schema) == "warning store.older");
  Examination newer{.store = "myatlas.db", .version = [] { return Result<int>(100'000); }};
  REQUIRE(check_schema(newer).error);
  CHECK(check_schema(newer).error->code == "store.newer");
  newer.is_on_server = true;
  newer.version = [] { return Result<int>(1); };
  CHECK(check_schema(newer).error->code == "store.older_there");
}

TEST_CASE("how many rows the audit has is a fact with its count")
{
  LookedAt world;
  world.back_up();
  Context context = world.host();
  Examination examination{.store = "myatlas.db"};
  examination.context = &context;
  const Finding finding = check_audit(examination);
  REQUIRE(finding.fact);
  CHECK(finding.fact->fact == Fact::audit_rows);
  CHECK(std::to_string(finding.fact->count) == finding.detail);
}
