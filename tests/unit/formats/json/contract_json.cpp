#include <doctest/doctest.h>

#include "formats/json/contract_json.hpp"

using namespace myatlas;

TEST_CASE("a contract reads alike as numbers and as strings")
{
  const auto numbers = formats::read_contract(
    R"({"cerfa":{"employeurV2":{"typeEmployeur":12},"contrat":{"noContrat":0,"salaireEmbauche":850.5},"apprenti":{"nir":""}}})");
  const auto strings = formats::read_contract(
    R"({"employeur":{"typeEmployeur":"12"},"contrat":{"salaireEmbauche":"850.5","dateRupture":null}})");
  REQUIRE(numbers);
  REQUIRE(strings);
  CHECK(*numbers == *strings);
  CHECK(formats::read_contract("[1]").error().code == "contract.shape");
}
