#include "services/attempts.hpp"

#include <doctest/doctest.h>

#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

bool is_locked_now(World& world)
{
  return is_locked(world.nobody(), domain::AttemptKind::login, k_anne);
}

bool try_once(World& world)
{
  return count_wrong_try(world.nobody(), domain::AttemptKind::login, k_anne);
}

void try_five_times(World& world)
{
  for (int i = 0; i < 5; ++i) {
    world.pass(i == 0 ? 0 : util::k_second);
    REQUIRE(try_once(world));
  }
}

} // namespace

TEST_CASE("five wrong tries lock what was tried, four do not")
{
  World world;
  for (int i = 0; i < 4; ++i) {
    CHECK(try_once(world));
    CHECK_FALSE(is_locked_now(world));
  }
  CHECK(try_once(world));
  CHECK(is_locked_now(world));
}

TEST_CASE("a try on what is locked counts for nothing, and does not lengthen the hour")
{
  World world;
  try_five_times(world);
  world.pass(59 * util::k_minute);
  CHECK_FALSE(try_once(world));
  CHECK(is_locked_now(world));
  world.pass(util::k_minute - 1);
  CHECK(is_locked_now(world));
  world.pass(1); // an hour after the fifth
  CHECK_FALSE(is_locked_now(world));
}

TEST_CASE("the hour begins with the fifth try, not with the first")
{
  World world;
  for (int i = 0; i < 5; ++i) {
    REQUIRE(try_once(world));
    world.pass(10 * util::k_minute);
  }
  world.pass(49 * util::k_minute); // 59 minutes after the fifth
  CHECK(is_locked_now(world));
  world.pass(util::k_minute);
  CHECK_FALSE(is_locked_now(world));
}

TEST_CASE("five tries in more than an hour lock nothing")
{
  World world;
  for (int i = 0; i < 5; ++i) {
    REQUIRE(try_once(world));
    world.pass(i == 0 ? 60 * util::k_minute + 1 : 0); // the first is older than an hour
  }
  CHECK_FALSE(is_locked_now(world));
  CHECK(try_once(world)); // the fifth within the hour
  CHECK(is_locked_now(world));
}

TEST_CASE("tries at something else, or of another kind, are counted by themselves")
{
  World world;
  try_five_times(world);
  CHECK(is_locked_now(world));
  CHECK_FALSE(is_locked(world.nobody(), domain::AttemptKind::login, k_paul));
  CHECK_FALSE(is_locked(world.nobody(), domain::AttemptKind::member_code, k_anne));
}

TEST_CASE("a time that is given takes no try back: the machine's clock counts")
{
  World world;
  const util::FixedClock machine(world.now());
  for (int i = 0; i < 5; ++i) {
    Context nobody = world.nobody();
    nobody.machine = &machine;
    REQUIRE(count_wrong_try(nobody, domain::AttemptKind::login, k_anne));
    world.pass(24 * util::k_hour); // a day later, it is said each time
  }
  Context nobody = world.nobody();
  nobody.machine = &machine;
  CHECK(is_locked(nobody, domain::AttemptKind::login, k_anne));
}

TEST_CASE("a wrong try at an account stands in the audit by its id, and one at nobody's tells none")
{
  World world;
  const std::string id = world.account(k_anne).id;
  REQUIRE(try_once(world));
  CHECK(world.store().audit().list().back().subject == "login attempt of account " + id);
  REQUIRE(count_wrong_try(world.nobody(), domain::AttemptKind::login,
                          "Abcdefg1")); // a password in the wrong place
  CHECK(world.store().audit().list().back().subject == "login attempt");
}
