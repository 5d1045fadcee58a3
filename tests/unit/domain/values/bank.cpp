#include <doctest/doctest.h>

#include "domain/values/bank.hpp"

using namespace myatlas;
using namespace myatlas::domain;

TEST_CASE("an account number holds by its keys")
{
  CHECK(Iban::parse("fr76 3000 6000 0112 3456 7890 189")->text() == "FR7630006000011234567890189");
  CHECK(Iban::parse("FR0030006000011234567890189").error().code == "iban.checksum");
  CHECK(masked_iban("FR7630006000011234567890189") == "FR76 **** 0189");
  CHECK(rib_key_holds(*Iban::parse("FR1420041010050500013M02606")));
  CHECK_FALSE(rib_key_holds(*Iban::parse("FR2012421242124212421242124")));
  CHECK(Bic::parse("AGRIZZPP").error().code == "bic.form");
}
