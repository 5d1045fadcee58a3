#include "services/office/roles.hpp"

#include <doctest/doctest.h>

#include "services/companies/access.hpp"
#include "services/dossiers/seen_request.hpp"
#include "services/rights.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

std::size_t rows_of_audit(World& world)
{
  return world.store().audit().list().size();
}

} // namespace

TEST_CASE("a training provider is one when it was approved, and nobody sees what belongs to none")
{
  World world;
  world.add_provider("new@forma.fr", k_trainer, nullptr, domain::ProviderState::pending);
  const std::vector<domain::Siret> own = {siret_of(k_trainer)};
  CHECK(standing_of(world.as("new@forma.fr"), siret_of(k_altea), own) == Standing::stranger);
  done(approve_provider(world.host(), "New@forma.fr"));
  CHECK(standing_of(world.as("new@forma.fr"), siret_of(k_altea), own) == Standing::provider);
}

TEST_CASE("a verdict on a provider that stands already writes nothing")
{
  World world;
  const std::size_t before = rows_of_audit(world);
  done(approve_provider(world.host(), k_paul));
  CHECK(rows_of_audit(world) == before);
  done(refuse_provider(world.host(), k_paul));
  CHECK(rows_of_audit(world) == before + 1);
  done(refuse_provider(world.host(), k_paul));
  CHECK(rows_of_audit(world) == before + 1);
}

TEST_CASE("a provider that is refused loses its dossiers, and what it gave of itself ends with it")
{
  World world;
  const std::string number = world.sent();
  world.add_provider("ines@forma.fr", k_trainer, nullptr, domain::ProviderState::pending);
  done(grant_access(world.paul(), {"ines@forma.fr", "880878145", "manager", ""}));
  CHECK(seen_request(world.as("ines@forma.fr"), number));
  done(refuse_provider(world.host(), k_paul));
  CHECK(codes_of(seen_request(world.paul(), number)) == "request.unknown");
  CHECK(codes_of(seen_request(world.as("ines@forma.fr"), number)) == "request.unknown");
  done(approve_provider(world.host(), k_paul)); // what it gave does not come back
  CHECK(seen_request(world.paul(), number));
  CHECK(codes_of(seen_request(world.as("ines@forma.fr"), number)) == "request.unknown");
}

TEST_CASE("only an account that names a training provider is approved as one")
{
  World world;
  CHECK(told_by(approve_provider(world.host(), k_anne)) == "email: provider.none anne@altea.fr");
  CHECK(told_by(approve_provider(world.host(), "x@y.fr")) == "email: account.unknown x@y.fr");
  domain::Account closed = world.account(k_paul);
  closed.state = domain::AccountState::closed;
  world.put(closed);
  CHECK(codes_of(refuse_provider(world.host(), k_paul)) == "account.transition");
}

TEST_CASE("an office sees all dossiers until it is dismissed")
{
  World world;
  const std::string number = world.sent();
  world.add_account("new@opco.fr", {domain::Profile::member});
  CHECK(codes_of(seen_request(world.as("new@opco.fr"), number)) == "request.unknown");
  done(appoint_office(world.host(), "new@opco.fr"));
  CHECK(seen_request(world.as("new@opco.fr"), number));
  done(dismiss_office(world.host(), "new@opco.fr"));
  CHECK(codes_of(seen_request(world.as("new@opco.fr"), number)) == "request.unknown");
}

TEST_CASE("who has not activated its account is not made an office")
{
  World world;
  world.add_account("new@opco.fr", {domain::Profile::member}, domain::AccountState::pending);
  CHECK(told_by(appoint_office(world.host(), "new@opco.fr")) ==
        "email: account.transition new@opco.fr pending appoint-office");
}
