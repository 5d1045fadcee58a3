#include "services/office/manage_accounts.hpp"

#include <doctest/doctest.h>

#include "services/attempts.hpp"
#include "services/companies/access.hpp"
#include "services/rights.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

TEST_CASE("an active account is locked and unlocked, and no other")
{
  World world;
  CHECK(done(lock_account(world.host(), k_anne)).state == domain::AccountState::locked);
  CHECK(told_by(lock_account(world.host(), k_anne)) ==
        "email: account.transition anne@altea.fr locked lock");
  CHECK(done(unlock_account(world.host(), k_anne)).state == domain::AccountState::active);
  CHECK(codes_of(unlock_account(world.host(), k_anne)) == "account.transition");
  CHECK(codes_of(lock_account(world.host(), "nobody@x.fr")) == "account.unknown");
  world.add_account("new@x.fr", {domain::Profile::member}, domain::AccountState::pending);
  CHECK(codes_of(lock_account(world.host(), "new@x.fr")) == "account.transition");
}

TEST_CASE("an account that wrong passwords lock is let in by the operator")
{
  World world;
  for (int i = 0; i < 5; ++i) {
    REQUIRE(count_wrong_try(world.nobody(), domain::AttemptKind::login, k_anne));
  }
  CHECK(is_locked_by_tries(world.host(), world.account(k_anne)));
  done(unlock_account(world.host(), "Anne@altea.fr"));
  CHECK_FALSE(is_locked_by_tries(world.host(), world.account(k_anne)));
  CHECK(codes_of(unlock_account(world.host(), k_anne)) == "account.transition");
}

TEST_CASE("who is unlocked takes up what the address was invited to meanwhile")
{
  World world;
  world.add_account("leo@compta.fr", {domain::Profile::member});
  done(lock_account(world.host(), "leo@compta.fr"));
  done(grant_access(world.anne(), {"leo@compta.fr", "A1", "reader", ""}));
  CHECK(standing_of(world.as("leo@compta.fr"), siret_of(k_altea)) == Standing::stranger);
  done(unlock_account(world.host(), "leo@compta.fr"));
  CHECK(standing_of(world.as("leo@compta.fr"), siret_of(k_altea)) == Standing::reader);
}

TEST_CASE("accounts are listed by address, by state and a page at a time")
{
  World world;
  world.add_account("b@x.fr", {domain::Profile::member}, domain::AccountState::pending);
  store::AccountFilter filter;
  filter.limit = 2;
  const AccountPage first = list_accounts(world.host(), filter);
  REQUIRE(first.accounts.size() == 2);
  CHECK(first.more);
  CHECK(first.accounts[0].email.text() == k_anne);
  CHECK(first.accounts[1].email.text() == "b@x.fr");
  filter.after = "b@x.fr";
  const AccountPage second = list_accounts(world.host(), filter);
  CHECK(second.accounts.size() == 1);
  CHECK_FALSE(second.more);
  store::AccountFilter pending;
  pending.state = domain::AccountState::pending;
  CHECK(list_accounts(world.host(), pending).accounts.size() == 1);
}
