#include <doctest/doctest.h>

#include "services/office/roles.hpp"
#include "services/rights.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

const util::FixedClock k_noon(util::Instant{1'772'442'000'000'000}); // 2 March 2026

domain::Account someone(const char* email)
{
  domain::Account account{.id = email,
                          .email = *domain::EmailAddress::parse(email),
                          .last_name = *domain::Name::parse("Nom"),
                          .first_name = *domain::Name::parse("Prenom"),
                          .phone = {},
                          .profiles = {domain::Profile::member, domain::Profile::provider},
                          .provider =
                            domain::ProviderIdentity{*domain::Siret::parse("88087814500015"),
                                                     *domain::ActivityNumber::parse("11755555555"),
                                                     std::nullopt},
                          .state = domain::AccountState::active,
                          .language = "fr",
                          .created = k_noon.now()};
  return account;
}

Context context_of(store::Store& store, Actor actor)
{
  return {store, k_noon, true, std::move(actor), "test", "fr"};
}

} // namespace

TEST_CASE("what may be done depends on which of the four kinds acts")
{
  const auto store = store::Store::in_memory();
  const domain::Siret siret = *domain::Siret::parse("73282932000074");
  const domain::Account account = someone("a@b.fr");
  struct Expected
  {
    Actor actor;
    bool reads, sees_all, sees_it, declares;
  };
  const Expected expected[] = {{Anonymous{"operator:x"}, false, false, false, false},
                               {OfAccount{account}, true, false, false, false},
                               {Office{account}, true, true, true, false},
                               {Host{"operator:x"}, true, true, true, true}};
  for (const Expected& one : expected) {
    const Context context = context_of(*store, one.actor);
    CHECK(bool(may_read(context)) == one.reads);
    CHECK(sees_everything(context) == one.sees_all);
    CHECK(perimeter_of(context).everything == one.sees_all);
    CHECK(may(standing_of(context, siret), Act::see) == one.sees_it);
    CHECK(may(standing_of(context, siret), Act::declare) == one.declares);
    CHECK_FALSE(may(standing_of(context, siret), Act::file));
  }
}

TEST_CASE("a training provider is one when it was approved, and nobody sees what belongs to none")
{
  const auto store = store::Store::in_memory();
  domain::Account account = someone("a@b.fr");
  const std::vector<domain::Siret> own = {account.provider->siret};
  const domain::Siret siret = *domain::Siret::parse("73282932000074");
  {
    store::Transaction write(*store, {k_noon.now(), true, "x", "test"});
    store->accounts().put(account);
    write.commit();
  }
  const auto acting = [&] {
    return context_of(*store, of_account(*store, *store->accounts().find(account.email),
                                         domain::date_of(k_noon.now(), util::TimeZone::paris())));
  };
  CHECK(acting_as(acting(), domain::Profile::provider).error().code == "provider.pending");
  CHECK(standing_of(acting(), siret, own) == Standing::stranger);
  CHECK(perimeter_of(acting()).provider_number() == -1);
  REQUIRE(approve_provider(context_of(*store, Host{"operator:x"}), "A@b.fr"));
  CHECK(acting_as(acting(), domain::Profile::provider));
  CHECK(standing_of(acting(), siret, own) == Standing::provider);
  CHECK(perimeter_of(acting()).provider_number() == 880878145);
  REQUIRE(refuse_provider(context_of(*store, Host{"operator:x"}), "a@b.fr"));
  CHECK(acting_as(acting(), domain::Profile::provider).error().code == "provider.refused");
}
