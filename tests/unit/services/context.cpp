#include "services/context.hpp"

#include <doctest/doctest.h>

#include "services/companies/access.hpp"
#include "services/office/roles.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

TEST_CASE("an account that is no longer of the profile it names may not act in it")
{
  World world;
  CHECK(acting_as(world.anne(), domain::Profile::member));
  CHECK(told_by(acting_as(world.anne(), domain::Profile::provider)) == "profile.required provider");
  CHECK(told_by(acting_as(world.paul(), domain::Profile::member)) == "profile.required member");
  CHECK(codes_of(acting_as(world.nobody(), domain::Profile::member)) == "session.required");
  CHECK(codes_of(acting_account(world.host())) == "session.required"); // it is no account
}

TEST_CASE("a training provider acts once it was approved, and no longer when it was refused")
{
  World world;
  world.add_provider("new@forma.fr", k_other_trainer, nullptr, domain::ProviderState::pending);
  CHECK(told_by(acting_as(world.as("new@forma.fr"), domain::Profile::provider)) ==
        "provider.pending 98765432400019");
  CHECK(perimeter_of(world.as("new@forma.fr")).provider_number() == -1);
  done(approve_provider(world.host(), "new@forma.fr"));
  CHECK(acting_as(world.as("new@forma.fr"), domain::Profile::provider));
  CHECK(perimeter_of(world.as("new@forma.fr")).provider_number() == 987654324);
  done(refuse_provider(world.host(), "new@forma.fr"));
  CHECK(told_by(acting_as(world.as("new@forma.fr"), domain::Profile::provider)) ==
        "provider.refused 98765432400019");
}

TEST_CASE("the audit names who did something: an address, or the operator and who is behind it")
{
  World world;
  CHECK(world.anne().deed().actor == k_anne);
  CHECK(world.olga().deed().actor == k_olga);
  Context host = world.host();
  CHECK(host.deed().actor == "operator:test");
  host.behind = "anne@server";
  CHECK(host.deed().actor == "operator:test anne@server");
  Context anne = world.anne();
  anne.behind = "anne@server";
  CHECK(anne.deed().actor == k_anne); // the account is who is behind it
}

TEST_CASE("a day is that of the zone: at half past eleven in the evening UTC it is tomorrow's")
{
  World world("2026-03-02");
  CHECK(world.host().today() == date_of_text("2026-03-02"));
  world.pass(12 * util::k_hour - util::k_second); // a second before midnight in Paris
  CHECK(world.host().today() == date_of_text("2026-03-02"));
  world.pass(util::k_second);
  CHECK(world.host().today() == date_of_text("2026-03-03"));
}

TEST_CASE("where a time is given, what ends looks at the later of it and the machine's")
{
  World world("2026-03-02");
  const util::FixedClock later(world.now() + 24 * util::k_hour);
  Context host = world.host();
  CHECK(host.latest_day() == date_of_text("2026-03-02"));
  host.machine = &later;
  CHECK(host.today() == date_of_text("2026-03-02"));
  CHECK(host.latest_day() == date_of_text("2026-03-03"));
  CHECK(host.machine_now() == later.now());
  const util::FixedClock earlier(world.now() + -24 * util::k_hour);
  host.machine = &earlier;
  CHECK(host.latest_day() == date_of_text("2026-03-02"));
  CHECK(host.machine_now() == earlier.now());
}

TEST_CASE("access that ended by the machine's clock has ended, whatever time is given")
{
  World world("2026-03-02");
  world.add_account("leo@compta.fr", {domain::Profile::member});
  done(grant_access(world.anne(), {"leo@compta.fr", "A1", "reader", "2026-03-31"}));
  Context leo = world.as("leo@compta.fr");
  CHECK(list_access(leo)->at(0).in_force);
  const util::FixedClock april(world.now() + 31 * 24 * util::k_hour);
  leo.machine = &april;
  CHECK_FALSE(list_access(leo)->at(0).in_force);
}
