#include "operations/companies/check.hpp"

#include <doctest/doctest.h>

using namespace myatlas;

namespace {

operations::CheckedValue checked(const char* kind, const std::string& input)
{
  return operations::check_value(*domain::find_check_kind(kind), input, nullptr);
}

} // namespace

TEST_CASE("a value that is right has its normal form and no code")
{
  const operations::CheckedValue siret = checked("siret", "732 829 320 00074");
  CHECK(siret.row.dump() == R"({"kind":"siret","input":"732 829 320 00074","valid":true,)"
                            R"("normalized":"73282932000074","code":null})");
  CHECK(siret.problems.empty());
  CHECK(!siret.outcome); // the register was not asked
}

TEST_CASE("a value that is wrong has its code, and what is wrong with it")
{
  const operations::CheckedValue siren = checked("siren", "12\xff");
  CHECK(siren.row["valid"] == false);
  CHECK(siren.row["normalized"].is_null());
  CHECK(siren.row["code"] == siren.problems.front().code);
  CHECK(siren.row["input"] != "12\xff"); // no UTF-8, which JSON is
}

TEST_CASE("an IBAN whose account has a wrong key is right, and doubted")
{
  CHECK(!checked("iban", "FR7630006000011234567890189").doubt);
  const operations::CheckedValue odd = checked("iban", "FR0630006000011234567890188");
  CHECK(odd.problems.empty());
  REQUIRE(odd.doubt);
  CHECK(odd.doubt->code == "iban.rib_key");
  CHECK(odd.row["warning"] == "iban.rib_key");
}

TEST_CASE("values that were checked are one document")
{
  CHECK(operations::values_checked(formats::Json::array()).dump() ==
        R"({"schema":"myatlas/check/1","results":[]})");
}
