#include <doctest/doctest.h>

#include "domain/values/siret.hpp"

using namespace myatlas;
using namespace myatlas::domain;

TEST_CASE("Siret::parse")
{
  SUBCASE("blanks and dots are allowed, the value is kept without them")
  {
    CHECK(Siret::parse("732 829 320 00074")->digits() == "73282932000074");
    CHECK(Siret::parse("732.829.320.00074")->siren().digits() == "732829320");
  }
  SUBCASE("zeros in front are kept")
  {
    CHECK(Siret::parse("00617807300018")->digits() == "00617807300018");
  }
  SUBCASE("La Poste's obey a plain sum")
  {
    CHECK(Siret::parse("35600000049837"));
    CHECK(Siret::parse("35600000000048"));
    CHECK(Siret::parse("35600000035772").error().code == "siret.checksum");
  }
  SUBCASE("what is wrong is named")
  {
    CHECK(Siret::parse("73282932000075").error().code == "siret.checksum");
    CHECK(Siret::parse("7,32829E+13").error().code == "siret.scientific");
    CHECK(Siret::parse("0617807300018").error().code == "siret.lost_zero");
    CHECK(Siret::parse("00000000000000").error().code != "");
    CHECK(Siret::parse("1").error().code == "siret.form");
  }
  SUBCASE("a whole that holds with a SIREN that does not")
  {
    CHECK(Siret::parse("73282932100015").error().code == "siret.siren_checksum");
  }
}

TEST_CASE("Siren::parse")
{
  CHECK(Siren::parse("000000000").error().code == "siren.checksum");
  CHECK(Siren::parse("87120101").error().code == "siren.lost_zero");
  CHECK(Siren::parse("7,3E+8").error().code == "siren.scientific");
}
