#include "services/account/passwords.hpp"

#include <doctest/doctest.h>

#include "services/account/session.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

const domain::EmailAddress k_own = *domain::EmailAddress::parse(k_anne);

// Whose password is Abcdefg1.
struct WithPassword : World
{
  WithPassword()
  {
    store::Transaction write(store(), host().deed());
    store().accounts().set_password(account(k_anne).id,
                                    util::hash_secret(util::Secret("Abcdefg1")));
    write.commit();
  }
  util::Outcome change(const char* current, const char* fresh)
  {
    return change_password(anne(), util::Secret(current), util::Secret(fresh));
  }
  bool is_password(const char* password)
  {
    return util::secret_matches(*store().accounts().password(account(k_anne).id),
                                util::Secret(password));
  }
};

} // namespace

TEST_CASE("a password is changed by who knows it, which ends every session and is told by mail")
{
  WithPassword world;
  const NewSession session = done(log_in(world.nobody(), k_own, util::Secret("Abcdefg1")));
  done(world.change("Abcdefg1", "Hijklmn2"));
  CHECK(world.is_password("Hijklmn2"));
  CHECK_FALSE(authenticate(world.store(), session.token, {world.now(), world.now()}));
  CHECK(world.new_mails() == std::vector<std::string>{"anne@altea.fr password-changed"});
}

TEST_CASE("a new password is one of the portal: 8 to 12 characters of three kinds")
{
  WithPassword world;
  for (const auto& [fresh, problem] : {std::pair{"Abcde1", "password.short"},
                                       {"Abcdefghijkl1", "password.long"},
                                       {"abcdefg1", "password.upper"},
                                       {"ABCDEFG1", "password.lower"},
                                       {"Abcdefgh", "password.digit_or_special"},
                                       {"Password1", "password.common"}}) {
    CAPTURE(fresh);
    CHECK(codes_of(world.change("Abcdefg1", fresh)) == problem);
  }
  CHECK(codes_of(world.change("wrong", "")) ==
        "password.short, password.upper, password.lower, password.digit_or_special");
  CHECK(world.is_password("Abcdefg1"));
}

TEST_CASE("a wrong password changes nothing, and five lock the account as a login does")
{
  WithPassword world;
  for (int i = 0; i < 5; ++i) {
    CHECK(codes_of(world.change("wrong", "Hijklmn2")) == "password.wrong");
  }
  CHECK(codes_of(world.change("Abcdefg1", "Hijklmn2")) == "login.locked");
  CHECK(codes_of(log_in(world.nobody(), k_own, util::Secret("Abcdefg1"))) == "login.locked");
  CHECK(world.is_password("Abcdefg1"));
}

TEST_CASE("a password that is too weak is no try")
{
  WithPassword world;
  for (int i = 0; i < 6; ++i) {
    CHECK(codes_of(world.change("wrong", "weak")).starts_with("password.short"));
  }
  CHECK(world.change("Abcdefg1", "Hijklmn2"));
}

TEST_CASE("who forgot it sets another with the code that was mailed, once")
{
  WithPassword world;
  done(request_password_reset(world.nobody(), k_own));
  CHECK(world.new_mails() == std::vector<std::string>{"anne@altea.fr reset"});
  const util::Secret code = world.code_sent_to(k_anne);
  done(reset_password(world.nobody(), k_own, code, util::Secret("Hijklmn2")));
  CHECK(world.is_password("Hijklmn2"));
  CHECK(codes_of(reset_password(world.nobody(), k_own, code, util::Secret("Opqrstu3"))) ==
        "code.refused");
  CHECK(world.is_password("Hijklmn2"));
}

TEST_CASE("a weak password does not use the code up")
{
  WithPassword world;
  done(request_password_reset(world.nobody(), k_own));
  const util::Secret code = world.code_sent_to(k_anne);
  CHECK(codes_of(reset_password(world.nobody(), k_own, code, util::Secret("abc"))) ==
        "password.short, password.upper, password.digit_or_special");
  CHECK(reset_password(world.nobody(), k_own, code, util::Secret("Hijklmn2")));
}

TEST_CASE("a code that is ten minutes old sets no password")
{
  WithPassword world;
  done(request_password_reset(world.nobody(), k_own));
  const util::Secret code = world.code_sent_to(k_anne);
  world.pass(10 * util::k_minute);
  CHECK(codes_of(reset_password(world.nobody(), k_own, code, util::Secret("Hijklmn2"))) ==
        "code.expired");
}

TEST_CASE("the answer to a reset does not tell who has an account")
{
  WithPassword world;
  const auto nobody = *domain::EmailAddress::parse("nobody@x.fr");
  CHECK(request_password_reset(world.nobody(), nobody));
  CHECK(world.new_mails().empty());
  CHECK(codes_of(reset_password(world.nobody(), nobody, util::Secret("00000000000000000"),
                                util::Secret("Hijklmn2"))) == "code.refused");
}

TEST_CASE("an account that is not active is sent no code")
{
  WithPassword world;
  domain::Account account = world.account(k_anne);
  account.state = domain::AccountState::locked;
  world.put(account);
  CHECK(request_password_reset(world.nobody(), k_own));
  CHECK(world.new_mails().empty());
}

TEST_CASE("five mails of a reset within an hour are the most")
{
  WithPassword world;
  for (int i = 0; i < 5; ++i) {
    CHECK(request_password_reset(world.nobody(), k_own));
  }
  CHECK(told_by(request_password_reset(world.nobody(), k_own)) == "mail.limit anne@altea.fr");
  CHECK(world.new_mails().size() == 5);
  world.pass(util::k_hour + util::k_second);
  CHECK(request_password_reset(world.nobody(), k_own));
}

TEST_CASE("a password that was reset opens an account that wrong ones had locked")
{
  WithPassword world;
  for (int i = 0; i < 5; ++i) {
    log_in(world.nobody(), k_own, util::Secret("wrong")).errors();
  }
  done(request_password_reset(world.nobody(), k_own));
  done(reset_password(world.nobody(), k_own, world.code_sent_to(k_anne), util::Secret("Hijklmn2")));
  CHECK(log_in(world.nobody(), k_own, util::Secret("Hijklmn2")));
}

TEST_CASE("where the store asks for strong passwords, length counts and kinds do not")
{
  WithPassword world;
  Context anne = world.anne();
  anne.passwords = domain::k_strong_passwords;
  const auto change = [&](const char* fresh) {
    return codes_of(change_password(anne, util::Secret("Abcdefg1"), util::Secret(fresh)));
  };
  CHECK(change("Hijklmn2") == "password.short");
  CHECK(change("fourteen chars") == "password.short");
  CHECK(change("fifteen letters").empty());
}
