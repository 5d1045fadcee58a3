#include "services/upkeep/backup_rotation.hpp"

#include <doctest/doctest.h>

using namespace myatlas;

namespace {

util::Instant instant_of_backup(const char* text)
{
  return *util::parse_rfc3339(text);
}

} // namespace

TEST_CASE("how many backups stay is said once for each period, and is more than none")
{
  const auto rotation = services::parse_rotation("weekly=4,daily=7");
  REQUIRE(rotation);
  CHECK(rotation->daily == 7);
  CHECK(rotation->weekly == 4);
  CHECK(rotation->monthly == 0);
  CHECK(services::parse_rotation(""));
  for (const char* wrong :
       {"daily", "daily=0", "daily=1,daily=2", "yearly=1", "daily=12345", ","}) {
    CHECK(services::parse_rotation(wrong).error().code == "backup.keep");
  }
}

TEST_CASE("a backup is called by its instant, and a name of a day to come is none")
{
  const util::Instant now = instant_of_backup("2026-03-02T09:00:00Z");
  CHECK(services::dated_name(now) == "myatlas-20260302T090000Z.backup");
  CHECK(services::is_dated_name("myatlas-20260302T090000Z.backup", now));
  CHECK_FALSE(services::is_dated_name("myatlas-20260302T090001Z.backup", now));
  CHECK_FALSE(services::is_dated_name("myatlas-20260230T090000Z.backup", now));
  CHECK_FALSE(services::is_dated_name("other-20260302T090000Z.backup", now));
}

TEST_CASE("the last backup of each day stays, and the one just made always")
{
  const std::string early = "myatlas-20260301T080000Z.backup",
                    late = "myatlas-20260301T200000Z.backup",
                    made = "myatlas-20260302T090000Z.backup";
  CHECK(services::to_remove({early, late, made}, made, {.daily = 2}) ==
        std::vector<std::string>{early});
  CHECK(services::to_remove({early, late, made}, made, {.daily = 1}) ==
        std::vector<std::string>{late, early});
  CHECK(services::to_remove({early}, early, {}).empty());
}
