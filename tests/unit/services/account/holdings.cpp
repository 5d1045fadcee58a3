#include "services/account/holdings.hpp"

#include <doctest/doctest.h>

#include "services/correspondence/preferences.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

TEST_CASE("all that is kept of an account is found")
{
  World world;
  const std::string number = world.sent();
  done(set_preference(world.anne(), "refusal", "paper"));
  const AccountHoldings held = done(holdings_of_account(world.anne()));
  CHECK(held.account.email.text() == k_anne);
  REQUIRE(held.establishments.size() == 1);
  CHECK(held.establishments.front() == siret_of(k_altea));
  REQUIRE(held.companies.size() == 1);
  CHECK(held.companies.front().digits() == "732829320");
  REQUIRE(held.requests.size() == 1);
  CHECK(held.requests.front().number == number);
  REQUIRE(held.preferences.size() == 1);
  CHECK(held.preferences.front().kind == domain::LetterKind::refusal);
  CHECK(held.deeds.size() > 1);
}

TEST_CASE("an account does not hold dossiers it made whose company it left")
{
  World world;
  world.sent();
  {
    store::Transaction write(world.store(), world.host().deed());
    world.store().accounts().detach(world.account(k_anne).id, siret_of(k_altea));
    write.commit();
  }
  CHECK(done(holdings_of_account(world.anne())).requests.empty());
}
