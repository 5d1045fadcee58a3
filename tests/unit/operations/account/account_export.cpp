#include "operations/account/account_export.hpp"

#include <doctest/doctest.h>

#include "services/account/holdings.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;
using formats::Json;

TEST_CASE("the export of an account tells each thing it holds, and no secret")
{
  World world;
  const std::string number = world.sent();
  AccountHoldings held = done(holdings_of_account(world.anne()));
  held.client_references = {{domain::Siren::of_checked(732829320), "CL-1"}};
  const Json document = operations::account_export_document(held, world.anne().now());
  CHECK(document.at("schema") == "myatlas/account-export/1");
  CHECK(document.at("account").at("email") == k_anne);
  CHECK(document.at("establishments") == Json{k_altea});
  CHECK(document.at("companies") == Json{"732829320"});
  CHECK(document.at("client_references") == Json{{{"siren", "732829320"}, {"reference", "CL-1"}}});
  CHECK(document.at("requests").at(0).at("number") == number);
  CHECK(document.at("deeds").size() == held.deeds.size());
  CHECK(document.dump().find("argon2") == std::string::npos);
}
