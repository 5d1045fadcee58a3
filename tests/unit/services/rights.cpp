#include "services/rights.hpp"

#include <doctest/doctest.h>

#include "services/companies/access.hpp"
#include "services/dossiers/seen_request.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

constexpr Act k_acts[] = {Act::see,     Act::file,   Act::attach, Act::invoice,
                          Act::declare, Act::employ, Act::grant};

// "see attach invoice": all that somebody may do to an establishment and the providers of a
// dossier.
std::string rights_of(const Context& context, const char* establishment,
                      const std::vector<domain::Siret>& providers = {})
{
  constexpr const char* k_names[] = {"see",     "file",   "attach", "invoice",
                                     "declare", "employ", "grant"};
  std::string text;
  for (std::size_t i = 0; i < std::size(k_acts); ++i) {
    const bool allowed = bool(allow(context, k_acts[i], siret_of(establishment), providers));
    text += allowed ? (text.empty() ? "" : " ") + std::string(k_names[i]) : "";
  }
  return text;
}

} // namespace

TEST_CASE("who manages an establishment does everything to it, and nothing to another company's")
{
  World world;
  CHECK(rights_of(world.anne(), k_altea) == "see file attach invoice declare employ grant");
  CHECK(rights_of(world.anne(), k_birch).empty());
}

TEST_CASE("an establishment of the same company that was not attached is a stranger's")
{
  World world;
  CHECK(standing_of(world.anne(), siret_of(k_altea_lyon)) == Standing::stranger);
  world.attach(k_anne, k_altea_lyon);
  CHECK(standing_of(world.anne(), siret_of(k_altea_lyon)) == Standing::manager);
}

TEST_CASE("the training provider of a dossier sees it, sends documents and invoices, and no more")
{
  World world;
  const std::vector<domain::Siret> providers = {siret_of(k_trainer)};
  CHECK(rights_of(world.paul(), k_altea, providers) == "see attach invoice");
  CHECK(rights_of(world.paul(), k_altea).empty()); // a dossier of somebody else's
  CHECK(rights_of(world.paul(), k_altea, {siret_of(k_other_trainer)}).empty());
}

TEST_CASE("a training provider is known by its company, whichever of its establishments is named")
{
  World world;
  CHECK(standing_of(world.paul(), siret_of(k_altea), {siret_of("88087814500023")}) ==
        Standing::provider);
}

TEST_CASE("the OPCO's people see everything and act in nobody's place")
{
  World world;
  CHECK(rights_of(world.olga(), k_birch) == "see");
}

TEST_CASE("who holds the store declares for a company besides, and does nothing else for it")
{
  World world;
  CHECK(rights_of(world.host(), k_birch) == "see declare");
}

TEST_CASE("who did not log in may do nothing, and is told that nothing is theirs")
{
  World world;
  CHECK(rights_of(world.nobody(), k_altea).empty());
  CHECK(told_by(allow(world.nobody(), Act::see, siret_of(k_altea))) ==
        "establishment.not_managed 73282932000074");
}

TEST_CASE("access to look lets one look, and says why the rest is refused")
{
  World world;
  world.add_account("leo@compta.fr", {domain::Profile::member});
  done(grant_access(world.anne(), {"leo@compta.fr", "A1", "reader", ""}));
  CHECK(rights_of(world.as("leo@compta.fr"), k_altea) == "see");
  CHECK(told_by(allow(world.as("leo@compta.fr"), Act::file, siret_of(k_altea))) ==
        "access.reader 73282932000074");
}

TEST_CASE("access to manage lets one do what the giver does, but for giving access on")
{
  World world;
  world.add_account("leo@compta.fr", {domain::Profile::member});
  done(grant_access(world.anne(), {"leo@compta.fr", "A1", "manager", ""}));
  CHECK(rights_of(world.as("leo@compta.fr"), k_altea) == "see file attach invoice declare employ");
  CHECK(rights_of(world.as("leo@compta.fr"), k_altea_lyon).empty()); // the giver has it not
}

TEST_CASE("of a dossier an account is what gives it more: its own company before what it provides")
{
  World world;
  domain::Account both = world.account(k_anne);
  both.profiles = {domain::Profile::member, domain::Profile::provider};
  both.provider = world.account(k_paul).provider;
  world.put(both);
  const std::vector<domain::Siret> providers = {siret_of(k_trainer)};
  CHECK(standing_of(world.anne(), siret_of(k_altea), providers) == Standing::manager);
  CHECK(standing_of(world.anne(), siret_of(k_birch), providers) == Standing::provider);
}

TEST_CASE("a provider that may look at a company too acts as the provider")
{
  World world;
  domain::Account paul = world.account(k_paul);
  paul.profiles.push_back(domain::Profile::member);
  world.put(paul);
  done(grant_access(world.anne(), {k_paul, "A1", "reader", ""}));
  CHECK(standing_of(world.paul(), siret_of(k_altea), {siret_of(k_trainer)}) == Standing::provider);
  CHECK(standing_of(world.paul(), siret_of(k_altea)) == Standing::reader);
}

TEST_CASE("somebody who was given the provider to look at reads its dossiers")
{
  World world;
  world.add_provider("ines@forma.fr", k_trainer, nullptr, domain::ProviderState::pending);
  done(grant_access(world.paul(), {"ines@forma.fr", "880878145", "reader", ""}));
  const Context ines = world.as("ines@forma.fr");
  CHECK(rights_of(ines, k_altea, {siret_of(k_trainer)}) == "see");
  CHECK(codes_of(acting_as(ines, domain::Profile::provider)) == "access.reader");
}

TEST_CASE("what may be done depends on which of the four kinds acts")
{
  World world;
  struct Expected
  {
    Context context;
    bool reads, sees_all, sees_it, declares;
  };
  const Expected expected[] = {{world.nobody(), false, false, false, false},
                               {world.paul(), true, false, false, false},
                               {world.olga(), true, true, true, false},
                               {world.host(), true, true, true, true}};
  for (const Expected& one : expected) {
    CAPTURE(one.context.actor.name());
    CHECK(bool(may_read(one.context)) == one.reads);
    CHECK(sees_everything(one.context) == one.sees_all);
    CHECK(perimeter_of(one.context).everything == one.sees_all);
    CHECK(may(standing_of(one.context, siret_of(k_altea)), Act::see) == one.sees_it);
    CHECK(may(standing_of(one.context, siret_of(k_altea)), Act::declare) == one.declares);
    CHECK_FALSE(may(standing_of(one.context, siret_of(k_altea)), Act::file));
  }
}

TEST_CASE("no standing may do more than the one above it, and a stranger may nothing")
{
  constexpr Standing k_rising[] = {Standing::stranger, Standing::reader, Standing::delegate,
                                   Standing::manager};
  for (const Act act : k_acts) {
    CHECK_FALSE(may(Standing::stranger, act));
    for (std::size_t i = 1; i < std::size(k_rising); ++i) {
      CHECK((!may(k_rising[i - 1], act) || may(k_rising[i], act)));
    }
  }
}

TEST_CASE("an invoice is the provider's when it is to be paid, else the member's that sends it")
{
  World world;
  domain::Account both = world.account(k_anne);
  both.profiles.push_back(domain::Profile::provider);
  both.provider = world.account(k_paul).provider;
  const std::string paid_to_provider = world.sent();
  const std::string paid_back = world.sent(training([](auto& form) { form.subrogation = "no"; }));
  CHECK(sender_for(world.paul(), world.dossier(paid_to_provider)) == domain::Sender::provider);
  CHECK(sender_for(world.anne(), world.dossier(paid_to_provider)) == domain::Sender::member);
  world.put(both); // she is of both from now on
  CHECK(sender_for(world.anne(), world.dossier(paid_to_provider)) == domain::Sender::provider);
  CHECK(sender_for(world.anne(), world.dossier(paid_back)) == domain::Sender::member);
}

TEST_CASE("of the providers of a dossier an account acts as its own, and as none it only looks at")
{
  World world;
  const std::vector<domain::Siret> providers = {siret_of(k_other_trainer),
                                                siret_of("88087814500023")};
  CHECK(acting_provider(world.paul(), providers) == siret_of("88087814500023"));
  CHECK_FALSE(acting_provider(world.paul(), {siret_of(k_other_trainer)}));
  CHECK_FALSE(acting_provider(world.anne(), providers));
  world.add_provider("ines@forma.fr", k_trainer, nullptr, domain::ProviderState::pending);
  done(grant_access(world.paul(), {"ines@forma.fr", "880878145", "reader", ""}));
  CHECK_FALSE(acting_provider(world.as("ines@forma.fr"), providers));
}

TEST_CASE("a provider sees a dossier without what does not concern it")
{
  World world;
  const std::string number = world.accepted(training([](auto& form) {
                                              form.wage_cost = "600.00";
                                              form.co_funding = "200.00";
                                            }),
                                            "1800.00");
  const domain::FundingRequest whole = done(shown_request(world.anne(), number));
  CHECK(whole.side_costs.wages == money_of("600.00"));
  CHECK(whole.co_funding == money_of("200.00"));
  CHECK(whole.accepted == money_of("1800.00"));
  const domain::FundingRequest shown = done(shown_request(world.paul(), number));
  CHECK_FALSE(shown.side_costs.wages);
  CHECK_FALSE(shown.co_funding);
  CHECK(shown.accepted == money_of("1400.00")); // its teaching
}
