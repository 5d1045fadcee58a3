#include "operations/account/account.hpp"

#include <doctest/doctest.h>

#include "operations/account/passwords.hpp"
#include "operations/account/registration.hpp"
#include "operations/account/session.hpp"
#include "services/account/session.hpp"
#include "unit/operations/ask.hpp"

using namespace myatlas;
using namespace myatlas::services;
using formats::Json;

namespace {

Json newcomer()
{
  return {{"profiles", {"provider"}},
          {"email", "zoe@forma.fr"},
          {"title", "MME"},
          {"last_name", "Zabulon"},
          {"first_name", "Zoé"},
          {"provider_siret", k_other_trainer},
          {"activity_number", "75331234567"},
          {"company_name", "FORMA"},
          {"certify", true},
          {"accept_terms", true}};
}

struct WithPassword : World
{
  WithPassword()
  {
    store::Transaction write(store(), host().deed());
    store().accounts().set_password(account(k_anne).id,
                                    util::hash_secret(util::Secret("Abcdefg1")));
    write.commit();
  }
};

} // namespace

TEST_CASE("an account is registered and activated by requests")
{
  World world;
  const Json registered =
    operations::document_of(operations::k_register, world.nobody(), newcomer());
  CHECK(registered["email"] == "zoe@forma.fr");
  CHECK(world.account("zoe@forma.fr").provider->particulars.name == "FORMA");
  const std::string code(world.code_sent_to("zoe@forma.fr").reveal());
  const Json activated =
    operations::document_of(operations::k_activate, world.nobody(),
                            {{"email", "zoe@forma.fr"}, {"code", code}, {"password", "Abcdefg1"}});
  CHECK(activated["state"] == "active");
  CHECK(operations::document_of(operations::k_resend_activation, world.nobody(),
                                {{"email", "zoe@forma.fr"}})["email"] == "zoe@forma.fr");
}

TEST_CASE("all that is wrong with a registration is told at its members")
{
  World world;
  Json request = newcomer();
  request["profiles"] = {"member"};
  request["companies"] = {{{"member_code", "A1"}}};
  const auto answer = operations::answer_to(operations::k_register, world.nobody(), request);
  std::vector<std::string> places;
  for (const util::Error& error : answer.errors()) {
    places.push_back(error.where.column);
  }
  CHECK(std::ranges::count(places, "companies[0].payroll") == 1);
  CHECK(std::ranges::count(places, "profiles") == 1);
  CHECK(operations::misread(operations::k_register, {{"emial", "x"}, {"certify", "yes"}}) ==
        "json.member_type, json.member_misspelt");
  CHECK(operations::misread(operations::k_resend_activation, Json::object()) == "field.required");
  CHECK(operations::refusal_of(operations::k_activate, world.nobody(), {{"email", "x"}}) ==
        "email: email.form x");
}

TEST_CASE("the token of a session is no part of its document, and ends it")
{
  WithPassword world;
  const operations::Answer answer = done(operations::answer_to(
    operations::k_login, world.nobody(), {{"email", k_anne}, {"password", "Abcdefg1"}}));
  CHECK(answer.token.reveal().size() == 64);
  CHECK(answer.document.dump().find(answer.token.reveal()) == std::string::npos);
  CHECK(operations::refusal_of(operations::k_login, world.nobody(),
                               {{"email", k_anne}, {"password", "Abcdefg2"}}) == "login.refused");
  CHECK(operations::document_of(operations::k_logout, world.nobody(),
                                {{"token", std::string(answer.token.reveal())}})["ended"] == true);
  CHECK_FALSE(authenticate(world.store(), answer.token, {world.now(), world.now()}));
}

TEST_CASE("a password is changed with the one before, or with a code sent by mail")
{
  WithPassword world;
  CHECK(operations::document_of(
          operations::k_change_password, world.anne(),
          {{"password", "Abcdefg1"}, {"new_password", "Zyxwvut9"}})["email"] == k_anne);
  CHECK(operations::document_of(operations::k_reset_password, world.nobody(),
                                {{"email", k_anne}})["schema"] == "myatlas/mail-asked/1");
  const std::string code(world.code_sent_to(k_anne).reveal());
  CHECK(operations::document_of(
          operations::k_reset_password, world.nobody(),
          {{"email", k_anne}, {"code", code}, {"password", "Abcdefg3"}})["schema"] ==
        "myatlas/password-changed/1");
  CHECK(operations::refusal_of(operations::k_reset_password, world.nobody(),
                               {{"email", k_anne}, {"code", code}, {"password", "Abcdefg3"}}) ==
        "code.refused");
  CHECK(operations::refusal_of(operations::k_change_password, world.host(),
                               {{"password", "Abcdefg1"}, {"new_password", "Zyxwvut9"}}) ==
        "session.required");
}

TEST_CASE("secrets of a request are texts that are told never back")
{
  const Json schema = operations::k_login.request_schema();
  CHECK(schema["properties"]["password"] == Json{{"type", "string"}, {"writeOnly", true}});
  CHECK(operations::misread(operations::k_login, {{"email", k_anne}, {"password", 12345678}}) ==
        "json.member_type");
  const operations::LogIn request{.email = k_anne, .password = util::Secret("Abcdefg1")};
  Json json = formats::shape_json(request);
  CHECK(json == Json{{"email", k_anne}, {"password", "Abcdefg1"}});
  formats::wipe(json);
  CHECK(json == Json{{"email", ""}, {"password", ""}});
}

TEST_CASE("an account says what it changes of itself, closes and takes its data along")
{
  World world;
  CHECK(operations::document_of(operations::k_whoami, world.anne())["email"] == k_anne);
  CHECK(operations::document_of(operations::k_edit_account, world.anne(),
                                {{"phone", "0612345678"}})["phone"] == "+33612345678");
  CHECK(
    operations::refusal_of(operations::k_edit_account, world.anne(), {{"vat_exemption", "x"}}) ==
    "provider_siret: registration.not_provider");
  CHECK(operations::document_of(operations::k_export_account, world.anne())["account"]["email"] ==
        k_anne);
  CHECK(operations::document_of(operations::k_close_account, world.anne())["state"] == "closed");
  CHECK(operations::refusal_of(operations::k_whoami, world.host(), Json::object()) ==
        "session.required");
}
