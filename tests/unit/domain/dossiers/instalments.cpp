#include <doctest/doctest.h>

#include <numeric>

#include "domain/dossiers/instalments.hpp"
#include "domain/values/money.hpp"

using namespace myatlas;
using namespace myatlas::domain;

namespace {

std::vector<std::int64_t> cents(const std::vector<Instalment>& schedule)
{
  std::vector<std::int64_t> amounts;
  for (const Instalment& instalment : schedule) {
    amounts.push_back(instalment.amount.cents);
  }
  return amounts;
}

FundingTerms terms(const char* concluded, const char* start, const char* end, std::int64_t yearly,
                   int level = 5)
{
  FundingTerms t;
  t.yearly = {yearly};
  t.concluded = *Date::parse(concluded);
  t.start = *Date::parse(start);
  t.end = t.planned_end = *Date::parse(end);
  t.level = level;
  return t;
}

} // namespace

TEST_CASE("instalments since July 2025")
{
  CHECK(pro_rata({8000'00}, *Date::parse("2025-09-01"), *Date::parse("2026-08-31")) ==
        Money{8000'00});
  CHECK(pro_rata({8765'00}, *Date::parse("2025-07-01"), *Date::parse("2025-08-31")) ==
        Money{1488'85});
  const auto year_and_five_days =
    schedule(terms("2025-08-25", "2025-09-01", "2026-09-05", 8000'00));
  CHECK(cents(year_and_five_days) ==
        std::vector<std::int64_t>{3200'00, 2400'00, 1600'00, 800'00, 43'84, 32'88, 21'92, 10'95});
  CHECK(year_and_five_days.back().code == "99");
  // A contract year with 29 February has 366 days.
  CHECK(cents(schedule(terms("2027-09-01", "2027-09-01", "2028-03-01", 3660'00))) ==
        std::vector<std::int64_t>{732'00, 549'00, 366'00, 183'00});
  // Level 6: the employer's 750 euros off the first advance; 200 after a rupture elsewhere; in
  // probation half, at most 750.
  CHECK(cents(schedule(terms("2025-09-01", "2025-09-01", "2026-08-31", 8000'00, 6))).front() ==
        2450'00);
  FundingTerms after = terms("2025-09-01", "2025-09-01", "2026-08-31", 8000'00, 7);
  after.after_rupture = true;
  CHECK(cents(schedule(after)).front() == 3000'00);
  FundingTerms broken = terms("2025-09-01", "2025-09-01", "2026-08-31", 3650'00, 7);
  broken.end = *Date::parse("2025-09-30");
  broken.in_probation = true; // 300 euros, half of which
  CHECK(employer_share(broken, Money{300'00}) == Money{150'00});
  CHECK(cents(schedule(broken)) == std::vector<std::int64_t>{0, 60'00, 60'00, 30'00});
}

TEST_CASE("four fifths at a distance take a fifth off, not below 4 000 euros")
{
  FundingTerms t = terms("2025-09-01", "2025-09-01", "2026-08-31", 8000'00);
  t.hours = 1000;
  t.distance_hours = 799;
  CHECK(reduced_for_distance(t) == Money{8000'00});
  t.distance_hours = 800;
  CHECK(reduced_for_distance(t) == Money{6400'00});
  t.yearly = {4500'00};
  CHECK(reduced_for_distance(t) == Money{4000'00});
  t.yearly = {3500'00};
  CHECK(reduced_for_distance(t) == Money{3500'00});
  t.yearly = {8000'00};
  t.concluded = *Date::parse("2025-06-30");
  CHECK(reduced_for_distance(t) == Money{8000'00});
}

TEST_CASE("a contract that ends on the first day of a year of its own has that day paid")
{
  const std::vector<std::int64_t> paid =
    cents(schedule(terms("2025-08-25", "2025-09-01", "2026-09-01", 8000'00)));
  CHECK(std::accumulate(paid.begin(), paid.end(), std::int64_t{0}) ==
        8000'00 + 21'92); // 8 000 x 1 / 365
}

TEST_CASE("instalments before July 2025")
{
  const auto two_years = schedule(terms("2025-06-30", "2025-09-01", "2027-08-31", 8000'00, 6));
  CHECK(cents(two_years) ==
        std::vector<std::int64_t>{3200'00, 2400'00, 2400'00, 3200'00, 2400'00, 2400'00});
  CHECK(two_years[1].opens == *Date::parse("2026-03-01"));
  CHECK(two_years[2].opens == *Date::parse("2026-06-01"));
  const auto short_one = schedule(terms("2024-09-01", "2024-09-01", "2025-06-30", 3650'00));
  CHECK(cents(short_one) == std::vector<std::int64_t>{1520'84, 1520'83}); // ten months
  FundingTerms broken = terms("2024-09-01", "2024-09-01", "2026-08-31", 3650'00);
  broken.end = *Date::parse("2024-12-31");
  CHECK(cents(schedule(broken)).size() == 3); // it was agreed for two years
}

TEST_CASE("before July 2025 a month that has begun is due whole")
{
  const auto sum = [](const FundingTerms& t) {
    const std::vector<std::int64_t> paid = cents(schedule(t));
    return std::accumulate(paid.begin(), paid.end(), std::int64_t{0});
  };
  const auto ended = [&](FundingTerms t, const char* day) {
    t.end = *Date::parse(day);
    return sum(t);
  };
  const FundingTerms nine_months = terms("2025-06-15", "2025-09-01", "2026-05-31", 8000'00);
  CHECK(sum(nine_months) == 6000'00);
  CHECK(ended(nine_months, "2026-03-10") == 4666'67);
  CHECK(ended(nine_months, "2026-02-28") == 4000'00);
  CHECK(ended(nine_months, "2025-09-01") == 666'67);
  // Months go from day to day, and begin anew with each year of the contract: twelve months and
  // three days are thirteen.
  CHECK(sum(terms("2025-06-30", "2025-08-18", "2026-08-20", 8000'00)) == 8000'00 + 666'67);
  CHECK(sum(terms("2025-06-30", "2025-08-31", "2026-08-30", 8000'00)) == 8000'00);
  CHECK(ended(terms("2025-06-30", "2025-08-31", "2026-08-30", 8000'00), "2026-02-28") ==
        4666'67); // the seventh begins on the 28th
  FundingTerms trainee = terms("2025-06-20", "2025-09-01", "2026-08-31", 6000'00);
  trainee.trainee_from =
    *Date::parse("2025-06-20"); // up to the day before the conclusion or, as here, the start
  CHECK(schedule(trainee).front().amount == Money{1500'00});
  CHECK(sum(terms("2025-07-01", "2025-09-01", "2026-05-31", 8000'00)) ==
        5983'56); // 273 days since that day
}

TEST_CASE("the time as a trainee before a contract")
{
  FundingTerms t = terms("2025-09-01", "2025-09-01", "2026-08-31", 8765'00);
  t.trainee_from = *Date::parse("2025-07-01");
  const auto found = schedule(t);
  CHECK(found.front().code == "E0");
  CHECK(found.front().amount == Money{1488'85}); // 62 days
  CHECK(found.front().to == *Date::parse("2025-08-31"));
  t.trainee_from = *Date::parse("2025-01-01");
  CHECK(schedule(t).front().from == *Date::parse("2025-06-01")); // three months at most
}

TEST_CASE("instalments keep their numbers when the schedule is made anew")
{
  const auto as_text = [](const std::vector<Instalment>& instalments) {
    std::string text;
    for (const Instalment& one : instalments) {
      text += (text.empty() ? "" : " ") + std::to_string(one.number) + ":" + one.code +
              (one.is_gone ? "-" : "");
    }
    return text;
  };
  FundingTerms two_years = terms("2025-08-25", "2025-09-01", "2027-08-31", 8000'00),
               one_year = terms("2025-08-25", "2025-09-01", "2026-08-31", 8000'00);
  two_years.trainee_from = *Date::parse("2025-07-01");
  const auto first = continued(schedule(two_years), {});
  CHECK(as_text(first) == "1:E0 2:E1 3:E2 4:E3 5:E4 6:E5 7:E6 8:E7 9:99");
  const auto shorter = continued(schedule(one_year), first);
  CHECK(as_text(shorter) == "1:E0- 2:E1 3:E2 4:E3 5:99 6:E5- 7:E6- 8:E7- 9:E8-");
  CHECK(std::ranges::all_of(
    shorter, [](const Instalment& one) { return !one.is_gone || one.amount.cents == 0; }));
  CHECK(as_text(continued(schedule(two_years), shorter)) == as_text(first));
  const auto late = continued(schedule(two_years), continued(schedule(one_year), {}));
  CHECK(as_text(late) == "5:E0 1:E1 2:E2 3:E3 4:E4 6:E5 7:E6 8:E7 9:99");
  const auto before_july = schedule(terms("2025-06-01", "2025-09-01", "2026-05-31", 8000'00));
  CHECK(as_text(continued(schedule(terms("2025-06-01", "2025-09-01", "2026-08-31", 8000'00)),
                          before_july)) == "1:E1 2:E2 3:99");
}
