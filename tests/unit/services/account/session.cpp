#include "services/account/session.hpp"

#include <doctest/doctest.h>

#include "services/office/manage_accounts.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

const domain::EmailAddress k_address = *domain::EmailAddress::parse(k_anne);

void give_password(World& world, const char* password)
{
  store::Transaction write(world.store(), world.host().deed());
  world.store().accounts().set_password(world.account(k_anne).id,
                                        util::hash_secret(util::Secret(password)));
  write.commit();
}

util::Result<NewSession> log_in_with(World& world, const char* password)
{
  return log_in(world.nobody(), k_address, util::Secret(password));
}

bool lives(World& world, const NewSession& session)
{
  return bool(authenticate(world.store(), session.token, {world.now(), world.now()}));
}

} // namespace

TEST_CASE("a right password opens a session that lives twelve hours")
{
  World world;
  give_password(world, "Abcdefg1");
  const NewSession session = done(log_in_with(world, "Abcdefg1"));
  CHECK(session.token.reveal().size() == 64);
  CHECK(session.expires == world.now() + 12 * util::k_hour);
  world.pass(12 * util::k_hour - 1);
  CHECK(lives(world, session));
  world.pass(1);
  CHECK_FALSE(lives(world, session));
}

TEST_CASE("an address is one account whatever its case, and whose password is wrong is not told")
{
  World world;
  give_password(world, "Abcdefg1");
  const auto login = [&](const char* email, const char* password) {
    return codes_of(
      log_in(world.nobody(), *domain::EmailAddress::parse(email), util::Secret(password)));
  };
  CHECK(login("ANNE@altea.fr", "Abcdefg1").empty());
  CHECK(login("anne@altea.fr", "Abcdefg2") == "login.refused");
  CHECK(login("nobody@altea.fr", "Abcdefg1") == "login.refused");
}

TEST_CASE("five wrong passwords lock the account for an hour, the right one too")
{
  World world;
  give_password(world, "Abcdefg1");
  for (int i = 0; i < 5; ++i) {
    CHECK(codes_of(log_in_with(world, "wrong")) == "login.refused");
  }
  CHECK(told_by(log_in_with(world, "Abcdefg1")) == "login.locked anne@altea.fr");
  CHECK(is_locked_by_tries(world.host(), world.account(k_anne)));
  world.pass(util::k_hour + util::k_second);
  CHECK(log_in_with(world, "Abcdefg1"));
}

TEST_CASE("an address without an account locks as one that has one")
{
  World world;
  const auto nobody = *domain::EmailAddress::parse("nobody@x.fr");
  for (int i = 0; i < 5; ++i) {
    CHECK(codes_of(log_in(world.nobody(), nobody, util::Secret("wrong"))) == "login.refused");
  }
  CHECK(codes_of(log_in(world.nobody(), nobody, util::Secret("wrong"))) == "login.locked");
}

TEST_CASE("who logs in begins to count anew")
{
  World world;
  give_password(world, "Abcdefg1");
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 4; ++i) {
      CHECK(codes_of(log_in_with(world, "wrong")) == "login.refused");
    }
    CHECK(log_in_with(world, "Abcdefg1"));
  }
}

TEST_CASE("an account that is not active does not log in")
{
  World world;
  give_password(world, "Abcdefg1");
  for (const domain::AccountState state :
       {domain::AccountState::pending, domain::AccountState::locked,
        domain::AccountState::closed}) {
    domain::Account account = world.account(k_anne);
    account.state = state;
    world.put(account);
    CHECK(codes_of(log_in_with(world, "Abcdefg1")) == "login.refused");
  }
}

TEST_CASE("a session ends with its log-out, and another of the same account goes on")
{
  World world;
  give_password(world, "Abcdefg1");
  const NewSession here = done(log_in_with(world, "Abcdefg1")),
                   there = done(log_in_with(world, "Abcdefg1"));
  log_out(world.anne(), here.token);
  CHECK_FALSE(lives(world, here));
  CHECK(lives(world, there));
}

TEST_CASE("to lock an account ends its sessions, and to unlock it opens none")
{
  World world;
  give_password(world, "Abcdefg1");
  const NewSession session = done(log_in_with(world, "Abcdefg1"));
  done(lock_account(world.host(), k_anne));
  CHECK_FALSE(lives(world, session));
  CHECK(codes_of(log_in_with(world, "Abcdefg1")) == "login.refused");
  done(unlock_account(world.host(), k_anne));
  CHECK_FALSE(lives(world, session));
  CHECK(log_in_with(world, "Abcdefg1"));
}

TEST_CASE("a session that ended by either clock has ended")
{
  World world;
  give_password(world, "Abcdefg1");
  const NewSession session = done(log_in_with(world, "Abcdefg1"));
  const util::Instant now = world.now(), later = now + 12 * util::k_hour;
  const auto is_open = [&](util::Instant given, util::Instant machine) {
    return codes_of(authenticate(world.store(), session.token, {given, machine}));
  };
  CHECK(is_open(now, now).empty());
  CHECK(is_open(later, now) == "session.expired");
  CHECK(is_open(now, later) == "session.expired");
  CHECK(codes_of(authenticate(world.store(), util::Secret("x"), {now, now})) == "session.expired");
}
