#include "operations/dossiers/contracts.hpp"

#include <doctest/doctest.h>

#include "unit/operations/asker.hpp"

using namespace myatlas;
using namespace myatlas::operations;
using services::World;

namespace {

std::string request_with(const Json& contract, const char* members)
{
  return R"({"contract": )" + contract.dump() + members + "}";
}

Json contract_from(const char* day)
{
  return formats::contract_json(formats::sample_contract(services::date_of_text(day), std::nullopt),
                                formats::Nirs::shown);
}

} // namespace

TEST_CASE("a contract is looked at without being sent, and sent")
{
  World world;
  Asker paul(world.paul());
  const Json contract = contract_from("2026-03-02");
  const Json found =
    paul.document("submit-contract", request_with(contract, R"(, "dry_run": true)"));
  CHECK(paul.effect() == Effect::read);
  CHECK(found["schema"] == "myatlas/request-check/1");
  CHECK(found["request"].is_null());
  CHECK(found["conform"] == true);
  const Json sent = paul.document("submit-contract", request_with(contract, ""));
  CHECK(paul.effect() == Effect::write);
  CHECK(sent["state"] == "TRANSMIS");
  CHECK(paul.told("list-instalments", R"({"request": "D20260000001"})") ==
        "request: contract.no_schedule D20260000001");
}

TEST_CASE("the answers of the public register are kept, whatever becomes of the contract")
{
  World world;
  Asker paul(world.paul());
  CHECK(paul.told("submit-contract", request_with(contract_from("2026-03-02"),
                                                  R"(, "dry_run": true, "online": true)")) ==
        "network.unreachable nowhere");
  CHECK(paul.effect() == Effect::write);
}

TEST_CASE("what is no contract is told before the store is opened")
{
  World world;
  Asker paul(world.paul());
  CHECK(paul.told("submit-contract", "{}") == "contract: field.required contract");
  CHECK(paul.told("submit-contract", R"({"contract": {"cerfa": []}})") ==
        "contract: contract.shape");
  CHECK(paul.told("submit-contract", R"({"contract": "cerfa"})") ==
        "contract: json.member_type contract");
  CHECK_FALSE(paul.effect());
}
