#include "operations/opco/transmit.hpp"

#include <doctest/doctest.h>

#include "unit/operations/asker.hpp"

using namespace myatlas;
using namespace myatlas::operations;
using services::World;

namespace {

constexpr const char* k_atlas = R"({"base_url": "https://opco.example/v1",
  "token_url": "https://login.example/token", "client_id": "cfa", "client_secret": "s3cret",
  "cfa_key": "k3y"})";

} // namespace

TEST_CASE("a connection is configured and told without its secrets")
{
  World world;
  Asker paul(world.paul());
  CHECK(paul.told("configure-opco", R"({"client_id": "cfa"})") ==
        "base_url: field.required base_url");
  CHECK(paul.document("configure-opco", k_atlas)["connections"][0]["opco"] == "atlas");
  CHECK(paul.effect() == Effect::write);
  const Json told = paul.document("configure-opco", "{}");
  CHECK(paul.effect() == Effect::read);
  CHECK(told["connections"].size() == 1);
  CHECK(told.dump().find("s3cret") == std::string::npos);
  CHECK(paul.told("configure-opco", R"({"api_version": 3})") == "api_version: opco.version 3");
}

TEST_CASE("the OPCO is reached over the connection that is named")
{
  World world;
  Asker paul(world.paul());
  paul.document("configure-opco", k_atlas);
  CHECK(paul.told("transmit-contract", R"({"request": "D1", "opco": "akto"})") ==
        "opco.not_configured akto");
  CHECK(paul.told("transmit-contract", R"({"request": "D1"})") == "network.unreachable nowhere");
  CHECK(paul.told("sync-opco", "{}") == "network.unreachable nowhere");
  CHECK(Asker(world.anne()).told("sync-opco", "{}").starts_with("profile.required"));
}

TEST_CASE("a convention is certified, and what it costs is read before the store is opened")
{
  World world;
  Asker paul(world.paul());
  CHECK(
    services::codes_of(paul.ask("transmit-convention", R"({"request": "D1", "meals": "many"})")) ==
    "field.required, field.required, usage.number, opco.not_certified");
  CHECK_FALSE(paul.effect());
}
