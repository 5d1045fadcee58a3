#include "services/companies/access.hpp"

#include <doctest/doctest.h>

#include "services/companies/companies.hpp"
#include "services/office/manage_accounts.hpp"
#include "services/rights.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

constexpr const char* k_leo = "leo@compta.fr"; // an accountant

// It is 2 March 2026.
struct WithLeo : World
{
  WithLeo() { add_account(k_leo, {domain::Profile::member}); }
  Context leo() { return as(k_leo); }
  Standing standing(const char* siret = k_altea) { return standing_of(leo(), siret_of(siret)); }
  std::string give(const char* role, const char* until = "", const char* company = "A1")
  {
    return told_by(grant_access(anne(), {k_leo, company, role, until}));
  }
};

} // namespace

TEST_CASE("access holds through the day it was given until")
{
  WithLeo world;
  CHECK(world.give("reader", "2026-03-31").empty());
  world.on("2026-03-31");
  CHECK(world.standing() == Standing::reader);
  world.on("2026-04-01");
  CHECK(world.standing() == Standing::stranger);
}

TEST_CASE("access without a day holds until the end of next year")
{
  WithLeo world;
  const AccessView given = done(grant_access(world.anne(), {k_leo, "A1", "manager", ""}));
  CHECK(given.grant.until == date_of_text("2027-12-31"));
  world.on("2027-12-31");
  CHECK(world.standing() == Standing::delegate);
  world.on("2028-01-01");
  CHECK(world.standing() == Standing::stranger);
}

TEST_CASE("access is given from today on: a day that is over is refused, today is not")
{
  WithLeo world;
  CHECK(world.give("reader", "2026-03-01") == "until: access.past 2026-03-01");
  CHECK(world.give("reader", "2026-03-02").empty());
}

TEST_CASE("a role is one of two, and is asked for")
{
  WithLeo world;
  CHECK(world.give("admin").starts_with("role: access.role_unknown admin"));
  CHECK(world.give("") == "role: field.required role");
}

TEST_CASE("one gives access to what one manages, and learns nothing of the rest")
{
  WithLeo world;
  CHECK(world.give("reader", "", "B2") == "company: company.unknown B2");
  CHECK(world.give("reader", "", "Z9") == "company: company.unknown Z9");
  CHECK(world.give("reader", "", k_birch) == "company: company.unknown 51234567900017");
}

TEST_CASE("who was given access gives none")
{
  WithLeo world;
  CHECK(world.give("manager").empty());
  world.add_account("mia@compta.fr", {domain::Profile::member});
  CHECK(told_by(grant_access(world.leo(), {"mia@compta.fr", "A1", "reader", ""})) ==
        "company: access.given_on 732829320");
}

TEST_CASE("nobody gives access to themselves")
{
  WithLeo world;
  CHECK(told_by(grant_access(world.anne(), {"ANNE@altea.fr", "A1", "reader", ""})) ==
        "email: access.self");
}

TEST_CASE("two numbers of one company agree, or the access is refused")
{
  WithLeo world;
  CHECK(grant_access(world.anne(), {k_leo, "A1", "reader", "", {"732829320", k_altea_lyon}}));
  CHECK(told_by(grant_access(world.anne(), {k_leo, "A1", "reader", "", {k_birch}})) ==
        "company: company.contradiction A1 51234567900017");
}

TEST_CASE("given again, access takes the place of what was given")
{
  WithLeo world;
  CHECK(world.give("reader", "2026-03-31").empty());
  CHECK(world.give("manager", "2026-06-30").empty());
  CHECK(world.standing() == Standing::delegate);
  const auto given = done(list_access(world.anne()));
  REQUIRE(given.size() == 1);
  CHECK(given[0].grant.until == date_of_text("2026-06-30"));
  CHECK(world.give("reader", "2026-06-30").empty());
  CHECK(world.standing() == Standing::reader);
}

TEST_CASE("the same access again changes nothing and leaves no trace")
{
  WithLeo world;
  const AccessForm form{k_leo, "A1", "reader", "2026-03-31"};
  store::Transaction write(world.store(), world.host().deed());
  CHECK(done(give_access(world.anne(), form)).change == AccessChange::given);
  const std::size_t rows = world.store().audit().list().size();
  CHECK(done(give_access(world.anne(), form)).change == AccessChange::none);
  CHECK(world.store().audit().list().size() == rows);
  CHECK(done(give_access(world.anne(), {k_leo, "A1", "reader", "2026-04-30"})).change ==
        AccessChange::renewed);
}

TEST_CASE("access that was taken back has ended at once")
{
  WithLeo world;
  CHECK(world.give("manager").empty());
  CHECK_FALSE(done(revoke_access(world.anne(), {k_leo, "A1", "", ""})).in_force);
  CHECK(world.standing() == Standing::stranger);
  CHECK(told_by(revoke_access(world.anne(), {k_leo, "A1", "", ""})) ==
        "email: access.none leo@compta.fr 732829320");
}

TEST_CASE("what was attached by access that was given goes with it")
{
  WithLeo world;
  CHECK(world.give("manager").empty());
  {
    store::Transaction write(world.store(), world.host().deed());
    world.store().accounts().attach(world.account(k_leo).id, siret_of(k_altea_lyon),
                                    world.account(k_anne).id);
    write.commit();
  }
  CHECK(world.standing(k_altea_lyon) == Standing::delegate);
  done(revoke_access(world.anne(), {k_leo, "A1", "", ""}));
  CHECK(world.standing(k_altea_lyon) == Standing::stranger);
}

TEST_CASE("to an address without an account access is an invitation, and is answered alike")
{
  WithLeo world;
  const AccessView known = done(grant_access(world.anne(), {k_leo, "A1", "reader", ""})),
                   invited = done(grant_access(world.anne(), {"mia@x.fr", "A1", "reader", ""}));
  CHECK(known.grant.until == invited.grant.until);
  CHECK(known.in_force == invited.in_force);
  CHECK(known.account == k_leo);
  CHECK(invited.account == "mia@x.fr");
}

TEST_CASE("an invitation is taken back as access is")
{
  WithLeo world;
  done(grant_access(world.anne(), {"mia@x.fr", "A1", "reader", ""}));
  CHECK(revoke_access(world.anne(), {"Mia@x.fr", "A1", "", ""}));
  CHECK(codes_of(revoke_access(world.anne(), {"mia@x.fr", "A1", "", ""})) == "access.none");
  const domain::Account mia = world.add_account("mia@x.fr", {domain::Profile::member});
  store::Transaction write(world.store(), world.host().deed());
  take_up_invitations(world.host(), mia);
  CHECK(standing_of(world.as("mia@x.fr"), siret_of(k_altea)) == Standing::stranger);
}

TEST_CASE("who was invited has the access from when the account is active on")
{
  WithLeo world;
  done(grant_access(world.anne(), {"mia@x.fr", "A1", "manager", "2026-06-30"}));
  const domain::Account mia = world.add_account("mia@x.fr", {domain::Profile::member});
  {
    store::Transaction write(world.store(), world.host().deed());
    take_up_invitations(world.host(), mia);
    write.commit();
  }
  CHECK(standing_of(world.as("mia@x.fr"), siret_of(k_altea)) == Standing::delegate);
  world.on("2026-07-01");
  CHECK(standing_of(world.as("mia@x.fr"), siret_of(k_altea)) == Standing::stranger);
}

TEST_CASE("a training provider gives access to itself, to accounts that say they are of it")
{
  WithLeo world;
  world.add_provider("ines@forma.fr", k_trainer, nullptr, domain::ProviderState::pending);
  CHECK(grant_access(world.paul(), {"ines@forma.fr", "880878145", "manager", ""}));
  CHECK(acting_as(world.as("ines@forma.fr"), domain::Profile::provider));
  done(
    grant_access(world.paul(), {k_leo, "880878145", "manager", ""})); // waits for Léo to be of it
  CHECK(perimeter_of(world.leo()).provider_number() == -1);
}

TEST_CASE("an account that was not approved as a provider gives no access to it")
{
  WithLeo world;
  world.add_provider("ines@forma.fr", k_trainer, nullptr, domain::ProviderState::pending);
  CHECK(codes_of(grant_access(world.as("ines@forma.fr"), {k_paul, "880878145", "reader", ""})) ==
        "provider.pending");
}

TEST_CASE("when the giver is locked what was given ends, and does not come back with the giver")
{
  WithLeo world;
  CHECK(world.give("manager").empty());
  done(lock_account(world.host(), k_anne));
  CHECK(world.standing() == Standing::stranger);
  done(unlock_account(world.host(), k_anne));
  CHECK(world.standing() == Standing::stranger);
  CHECK(standing_of(world.anne(), siret_of(k_altea)) == Standing::manager); // her own stays
}

TEST_CASE("who leaves a company takes back what was given of it")
{
  WithLeo world;
  CHECK(world.give("manager").empty());
  done(leave_company(world.anne(), "A1"));
  CHECK(world.standing() == Standing::stranger);
  CHECK(standing_of(world.anne(), siret_of(k_altea)) == Standing::stranger);
}

TEST_CASE("each sees the access that was given by and to them, the host all of it")
{
  WithLeo world;
  CHECK(world.give("reader").empty());
  CHECK(done(list_access(world.anne())).size() == 1);
  CHECK(done(list_access(world.leo())).at(0).grantor == k_anne);
  CHECK(done(list_access(world.paul())).empty());
  CHECK(done(list_access(world.host())).size() == 1);
  CHECK(codes_of(list_access(world.nobody())) == "session.required");
}
