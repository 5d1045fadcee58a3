#include "services/account/acting.hpp"

#include <doctest/doctest.h>

#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

using Token = std::optional<util::Secret>;

const util::TimeZone& paris()
{
  static const util::TimeZone zone = util::TimeZone::paris();
  return zone;
}

void give_known_password(World& world, const char* email)
{
  store::Transaction write(world.store(), world.host().deed());
  world.store().accounts().set_password(world.account(email).id,
                                        util::hash_secret(util::Secret("Abcdefg1")));
  write.commit();
}

Token token_of(World& world, const char* email)
{
  world.olga(); // is made when she first comes
  give_known_password(world, email);
  const auto session =
    log_in(world.nobody(), *domain::EmailAddress::parse(email), util::Secret("Abcdefg1"));
  return done(session).token;
}

// "host", "host beside", "office", "account anne@altea.fr", "nobody".
std::string kind_of(const Actor& actor)
{
  return actor.match(
    [](const Anonymous&) { return std::string("nobody"); },
    [](const OfAccount& of) { return "account " + of.account.email.text(); },
    [](const Office&) { return std::string("office"); },
    [](const Host& host) { return std::string(host.beside.empty() ? "host" : "host beside"); });
}

util::Result<Acting> acting_with(World& world, util::Result<Token> token, Who who,
                                 const std::string& account = "")
{
  const services::Asker asker{.token = [token] { return token; },
                              .account = account,
                              .operator_name = "operator:root",
                              .moment = {world.now(), world.now()},
                              .zone = paris()};
  return who_acts(world.store(), asker, who);
}

std::string acts(World& world, const util::Result<Token>& token, Who who,
                 const std::string& account = "")
{
  const auto acting = acting_with(world, token, who, account);
  return acting ? kind_of(acting->actor) : codes_of(acting);
}

} // namespace

TEST_CASE("nobody acts where nobody need be, whoever is logged in")
{
  World world;
  CHECK(acts(world, token_of(world, k_anne), Who::nobody) == "nobody");
  CHECK(acts(world, util::Error{"file.unreadable", {}}, Who::nobody) == "nobody");
}

TEST_CASE("an account acts for itself, and one of the OPCO's for the OPCO")
{
  World world;
  const Token anne = token_of(world, k_anne), olga = token_of(world, k_olga);
  for (const Who who : {Who::anybody, Who::reader, Who::account}) {
    CHECK(acts(world, anne, who) == "account anne@altea.fr");
    CHECK(acts(world, olga, who) == "office");
  }
}

TEST_CASE("the OPCO's commands are the host's beside any account but one of the OPCO's")
{
  World world;
  CHECK(acts(world, token_of(world, k_anne), Who::office) == "host beside");
  CHECK(acts(world, token_of(world, k_olga), Who::office) == "office");
  CHECK(acts(world, Token(), Who::office) == "host");
  CHECK(acts(world, Token("no such token"), Who::office) == "host");
  CHECK(acts(world, util::Error{"file.unreadable", {}}, Who::office) == "host");
}

TEST_CASE("without a session the operator reads, who is told so, and no account acts")
{
  World world;
  CHECK(acts(world, Token(), Who::anybody) == "nobody");
  CHECK(acts(world, Token(), Who::account) == "session.required");
  const auto reader = acting_with(world, Token(), Who::reader);
  REQUIRE(reader);
  CHECK(kind_of(reader->actor) == "host");
  CHECK(reader->is_host_unasked);
}

TEST_CASE("a session that has ended, or another's, never makes an operator")
{
  World world;
  CHECK(acts(world, Token("no such token"), Who::reader) == "session.expired");
  CHECK(acts(world, util::Error{"file.unreadable", {}}, Who::reader) == "file.unreadable");
  CHECK(acts(world, Token(), Who::reader, "paul@forma.fr") == "session.other");
  CHECK(acts(world, Token(), Who::anybody, "paul@forma.fr") == "session.other");
}
