#include "services/account/activate.hpp"

#include <doctest/doctest.h>

#include "services/account/session.hpp"
#include "services/companies/access.hpp"
#include "services/rights.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

constexpr const char* k_new = "leo@compta.fr";
const domain::EmailAddress k_its_address = *domain::EmailAddress::parse(k_new);

// An account that waits for its activation, and was sent a code.
struct Waits : World
{
  Waits()
  {
    add_account(k_new, {domain::Profile::member}, domain::AccountState::pending);
    done(resend_activation(nobody(), k_its_address));
  }
  util::Outcome activate_with(const util::Secret& code, const char* password)
  {
    return activate(nobody(), k_its_address, code, util::Secret(password));
  }
};

} // namespace

TEST_CASE("an account is active once its code and a password were given")
{
  Waits world;
  CHECK(codes_of(log_in(world.nobody(), k_its_address, util::Secret("Abcdefg1"))) ==
        "login.refused");
  done(world.activate_with(world.code_sent_to(k_new), "Abcdefg1"));
  CHECK(world.account(k_new).state == domain::AccountState::active);
  CHECK(log_in(world.nobody(), k_its_address, util::Secret("Abcdefg1")));
}

TEST_CASE("a weak password is told before the code is looked at, which still opens")
{
  Waits world;
  const util::Secret code = world.code_sent_to(k_new);
  for (int i = 0; i < 6; ++i) {
    CHECK(codes_of(world.activate_with(util::Secret("wrong"), "abc")) ==
          "password.short, password.upper, password.digit_or_special");
  }
  CHECK(world.activate_with(code, "Abcdefg1"));
}

TEST_CASE("the fifth wrong code voids the right one, and a new one is sent")
{
  Waits world;
  const util::Secret code = world.code_sent_to(k_new);
  for (int i = 0; i < 5; ++i) {
    CHECK(codes_of(world.activate_with(util::Secret("wrong"), "Abcdefg1")) == "code.refused");
  }
  CHECK(codes_of(world.activate_with(code, "Abcdefg1")) == "code.refused");
  world.pass(util::k_minute);
  done(resend_activation(world.nobody(), k_its_address));
  CHECK(world.activate_with(world.code_sent_to(k_new), "Abcdefg1"));
}

TEST_CASE("a code of ten minutes ago activates nothing")
{
  Waits world;
  world.pass(10 * util::k_minute);
  CHECK(codes_of(world.activate_with(world.code_sent_to(k_new), "Abcdefg1")) == "code.expired");
  CHECK(world.account(k_new).state == domain::AccountState::pending);
}

TEST_CASE("an account that is active is not activated again, nor sent a code")
{
  Waits world;
  const util::Secret code = world.code_sent_to(k_new);
  done(world.activate_with(code, "Abcdefg1"));
  CHECK(codes_of(world.activate_with(code, "Hijklmn2")) == "code.refused");
  world.new_mails();
  CHECK(resend_activation(world.nobody(), k_its_address)); // as if it waited
  CHECK(world.new_mails().empty());
}

TEST_CASE("a new code may be asked for four times more within an hour")
{
  Waits world; // was sent one
  for (int i = 0; i < 4; ++i) {
    CHECK(resend_activation(world.nobody(), k_its_address));
  }
  CHECK(codes_of(resend_activation(world.nobody(), k_its_address)) == "mail.limit");
}

TEST_CASE("who was invited while it waited has the access once it is active")
{
  Waits world;
  done(grant_access(world.anne(), {k_new, "A1", "reader", ""}));
  CHECK(standing_of(world.as(k_new), siret_of(k_altea)) == Standing::stranger);
  done(world.activate_with(world.code_sent_to(k_new), "Abcdefg1"));
  CHECK(standing_of(world.as(k_new), siret_of(k_altea)) == Standing::reader);
}
