#include "services/correspondence/digests.hpp"

#include <doctest/doctest.h>

#include "services/correspondence/preferences.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

int digests(World& world)
{
  return send_digests(world.host(), formats::built_in_rates());
}

} // namespace

TEST_CASE("who wants a digest is told once a day of all there was")
{
  World world("2026-03-02");
  done(set_alert(world.paul(), "request-changed", "daily"));
  const std::string first = world.sent(), second = world.sent();
  CHECK(world.new_mails().empty());
  CHECK(digests(world) == 1);
  CHECK(world.new_mails() ==
        std::vector<std::string>{"paul@forma.fr alert: request-changed " + first +
                                 " TRANSMIS: request-changed " + second + " TRANSMIS"});
  done(open_request(world.host(), first));
  CHECK(digests(world) == 0); // not twice a day
  world.on("2026-03-03");
  CHECK(digests(world) == 1);
  world.on("2026-03-04");
  CHECK(digests(world) == 0); // nothing was
}

TEST_CASE("a weekly digest comes seven days after the last")
{
  World world("2026-03-02");
  done(set_alert(world.paul(), "request-changed", "weekly"));
  const std::string number = world.sent();
  CHECK(digests(world) == 1);
  done(open_request(world.host(), number));
  world.on("2026-03-08");
  CHECK(digests(world) == 0);
  world.on("2026-03-09");
  CHECK(digests(world) == 1);
}

TEST_CASE("by the day: a digest that begins an hour earlier the next day is due")
{
  World world("2026-03-02");
  done(set_alert(world.paul(), "request-changed", "daily"));
  const std::string number = world.sent();
  CHECK(digests(world) == 1);
  done(open_request(world.host(), number));
  world.pass(23 * util::k_hour);
  CHECK(digests(world) == 1);
}

TEST_CASE("a deadline within a week, and one that is over, is among a digest")
{
  World world("2026-03-29");
  done(set_alert(world.anne(), "deadline-near", "daily"));
  const std::string number = world.draft(); // to be sent on 6 April at the latest
  world.new_mails();
  CHECK(digests(world) == 1); // of the declaration of last year, which was due on 28 February
  for (const std::string& mail : world.new_mails()) {
    CHECK(mail.find(number) == std::string::npos);
  }
  world.on("2026-03-30");
  CHECK(digests(world) == 1);
  const auto mails = world.new_mails();
  REQUIRE(mails.size() == 1);
  CHECK(mails[0].find("deadline-near " + number + " 2026-04-06") != std::string::npos);
  CHECK(mails[0].find("deadline-near 732829320 2026-02-28") != std::string::npos);
}

TEST_CASE("an account that is not active is sent no digest")
{
  World world;
  done(set_alert(world.paul(), "request-changed", "daily"));
  world.sent();
  domain::Account locked = world.account(k_paul);
  locked.state = domain::AccountState::locked;
  world.put(locked);
  CHECK(digests(world) == 0);
}
