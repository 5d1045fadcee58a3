#include <doctest/doctest.h>

#include "domain/values/kinds_of_check.hpp"

using namespace myatlas;
using namespace myatlas::domain;

TEST_CASE("activity codes are those of NAF rev. 2")
{
  CHECK(*find_check_kind("naf")->normalize("01.11z") == "0111Z");
  CHECK(find_check_kind("naf")->normalize("9999Z").error().code == "naf.unknown");
  CHECK(find_check_kind("naf")->normalize("Cultu").error().code == "naf.form");
}

TEST_CASE("no message carries a whole NIR or IBAN")
{
  for (const auto& [kind, value] :
       {std::pair{"nir", "185022A00400134"}, {"iban", "FR7630006000011234567890188"}}) {
    const auto result = find_check_kind(kind)->normalize(value);
    for (const std::string& argument : result.error().args) {
      CHECK(argument.find(std::string(value).substr(5, 8)) == std::string::npos);
    }
  }
}
