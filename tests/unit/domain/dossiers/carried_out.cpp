#include <doctest/doctest.h>

#include "domain/dossiers/carried_out.hpp"

using namespace myatlas;
using namespace myatlas::domain;

namespace {

Date at_day(const char* text)
{
  return *Date::parse(text);
}

std::int64_t hundredths(Claim claim, std::int64_t accepted, std::int64_t agreed)
{
  return hundredths_of(parts_claimed(claim, {accepted}, agreed));
}

} // namespace

TEST_CASE("an invoice claims the more of its hours and of the share its amount is")
{
  CHECK(hundredths({{1400'00}, 25}, 1400'00, 14'00) ==
        14'00); // says a quarter of an hour, takes it all
  CHECK(hundredths({{25'00}, 25}, 1400'00, 14'00) == 25);
  CHECK(hundredths({{25'01}, 25}, 1400'00, 14'00) == 26);
  CHECK(hundredths({{25'00}, std::nullopt}, 1400'00, 14'00) == 25);
  CHECK(hundredths({{25'00}, 7'00}, 1400'00, 14'00) == 7'00);
  CHECK(hundredths({{25'00}, std::nullopt}, 0, 14'00) == 0);
  // three thirds are the whole, to the cent
  const std::int64_t third = parts_claimed({{466'67}, std::nullopt}, {1400'00}, 14'00),
                     rest = parts_claimed({{466'66}, std::nullopt}, {1400'00}, 14'00);
  CHECK(hundredths_of(2 * third + rest) == 14'00);
  CHECK(hundredths_of(3 * third) == 14'01);
}

TEST_CASE("a credit note takes hours from what its invoice claims")
{
  const Claim invoice{{1000'00}, 14'00};
  CHECK(less(invoice, {{1000'00}, std::nullopt}).hours == 0);
  CHECK(less(invoice, {{1000'00}, 2'00}).hours ==
        0); // nothing is claimed any more, whatever it says
  CHECK(less(invoice, {{500'00}, std::nullopt}).hours == 7'00);
  CHECK(less(invoice, {{500'00}, 2'00}).hours == 12'00);
  CHECK(less(invoice, {{500'00}, 20'00}).hours == 0);
  CHECK(less({{1000'00}, std::nullopt}, {{400'00}, 3'00}).amount.cents == 600'00);
  CHECK_FALSE(less({{1000'00}, std::nullopt}, {{400'00}, 3'00}).hours);
  CHECK(less(less(invoice, {{300'00}, std::nullopt}), {{700'00}, std::nullopt}).hours == 0);
}

TEST_CASE("what is owed of a training that was broken off")
{
  CHECK(owed_for({1200'00}, 14'00, 7'00).cents == 600'00);
  CHECK(owed_for({1200'00}, 14'00, 0).cents == 0);
  CHECK(owed_for({1200'00}, 14'00, 15'00).cents == 1200'00);
  CHECK(owed_for({1000'00}, 3'00, 1'00).cents == 333'33);
}

TEST_CASE("how far certificates reach without gaps")
{
  const auto reach = [](std::vector<Period> periods) {
    return covered_to(std::move(periods), at_day("2026-03-02"), Zone::france).text();
  };
  CHECK(reach({}) == "2026-03-01");
  CHECK(reach({{at_day("2026-12-01"), at_day("2026-12-01")}}) == "2026-03-01");
  CHECK(reach({{at_day("2026-03-02"), at_day("2026-05-22")},
               {at_day("2026-05-26"), at_day("2026-06-30")}}) == "2026-06-30"); // Whit Monday
  CHECK(reach({{at_day("2026-03-02"), at_day("2026-05-22")},
               {at_day("2026-05-27"), at_day("2026-06-30")}}) == "2026-05-22");
  CHECK(reach({{at_day("2026-04-01"), at_day("2026-04-30")},
               {at_day("2026-03-02"), at_day("2026-03-31")}}) == "2026-04-30"); // in any order
  CHECK(reach({{at_day("2026-03-02"), at_day("2026-06-30")},
               {at_day("2026-03-10"), at_day("2026-03-11")}}) == "2026-06-30");
  CHECK(reach({{at_day("2026-03-03"), at_day("2026-06-30")}}) == "2026-03-01");
}
