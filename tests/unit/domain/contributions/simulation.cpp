// Every public case of conformance/data, with answers of Urssaf's modele-social, OpenFisca and the
// statute.
#include <algorithm>
#include <cstdlib>
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "domain/contributions/simulation.hpp"
#include "formats/json/json.hpp"
#include "formats/json/rates_json.hpp"
#include "util/file.hpp"

using namespace myatlas;
using namespace myatlas::domain;
using formats::Json;

namespace {

Json cases_of(const char* name)
{
  const auto text =
    util::read_file(std::string(MYATLAS_CONFORMANCE) + "/" + name, 64U * 1024 * 1024);
  REQUIRE(text);
  return *formats::parse_json(*text);
}

std::string number_text(const Json& value)
{
  return fmt::format("{:.2f}", value.get<double>());
}

Money money_in(const Json& inputs, const char* name)
{
  return inputs.contains(name) ? *Money::parse(number_text(inputs.at(name))) : Money{};
}

std::int64_t hundredths(const Json& value)
{
  return *parse_headcount(value.dump());
}

PayrollFacts facts_of(const Json& i)
{
  PayrollFacts facts;
  facts.pay = {money_in(i, i.contains("month_payroll") ? "month_payroll" : "payroll_total"),
               money_in(i, "payroll_cdd"), money_in(i, "payroll_cdd_exempt"),
               money_in(i, "payroll_apprentices"), money_in(i, "payroll_alsace_moselle")};
  if (i.value("zone", "") == "alsace_moselle") {
    facts.pay.alsace_moselle = facts.pay.total;
  }
  facts.headcount =
    i.contains("headcount") ? std::optional(hundredths(i["headcount"])) : std::nullopt;
  const Json history = i.value("headcount_by_year", Json::object());
  for (const auto& [year, count] : history.items()) {
    facts.headcount_history[std::stoi(year)] = hundredths(count);
  }
  if (i.contains("alternants_pct")) {
    facts.alternants_ratio = *parse_ratio(i["alternants_pct"].dump());
  } else if (facts.headcount && *facts.headcount >= 25'000) {
    facts.alternants_ratio = 900; // beside the point of the case, but the question is asked
  }
  if (i.contains("alternants")) {
    facts.alternants = hundredths(i["alternants"]);
  }
  if (i.contains("alternants_previous_year")) {
    facts.alternants_last_year = hundredths(i["alternants_previous_year"]);
  }
  if (i.contains("previous_month_payroll")) {
    facts.previous_month_payroll = money_in(i, "previous_month_payroll");
    facts.previous_month_apprentices = hundredths(i["previous_month_apprentices"]);
  }
  facts.association = i.value("association", false);
  facts.temporary_work = i.value("temporary_work", false);
  facts.idcc = i.contains("idcc") ? fmt::format("{:04}", i["idcc"].get<int>()) : "";
  return facts;
}

Money amount_of(const Simulation& simulation, const std::string& code)
{
  Money sum;
  for (const ContributionLine& line : simulation) {
    const std::string name = to_text(line.code);
    if (name == code || (code == "ta_total" && name.starts_with("ta")) ||
        (code == "branch" && name == "conventional")) {
      sum = sum + line.amount;
    }
  }
  return sum;
}

// Within a cent of a line, two of a sum of lines.
void check(const Simulation& simulation, const std::string& code, double expected)
{
  const double mine = static_cast<double>(amount_of(simulation, code).cents) / 100;
  CAPTURE(code);
  CHECK(std::abs(mine - expected) < (code == "ta_total" ? 0.021 : 0.011));
}

int run_case(const Json& test, PayrollFacts facts, Rounding rounding, const char* key)
{
  if (!test.contains(key)) {
    return 0;
  }
  facts.rounding = rounding;
  const auto simulation = simulate(formats::built_in_rates(), facts);
  REQUIRE(simulation);
  bool disputed = false;
  const Json caveats = test.value("caveats", Json::array());
  for (const Json& caveat : caveats) {
    disputed = disputed || caveat.get<std::string>().find("LAW_CONFLICT") != std::string::npos;
  }
  for (const auto& [code, expected] : test.at(key).items()) {
    if (!expected.is_null() && code != "total" && !(disputed && code == "csa")) {
      check(*simulation, code, expected.get<double>());
    }
  }
  return 1;
}

} // namespace

TEST_CASE("contributions as Urssaf's modele-social and OpenFisca compute them")
{
  int count = 0;
  const Json cases = cases_of("contributions.json");
  for (const Json& test : cases) {
    CAPTURE(test.at("id").get<std::string>());
    PayrollFacts facts = facts_of(test.at("inputs"));
    facts.month = *Month::parse(test.at("inputs").at("period").get<std::string>());
    facts.year = facts.month->year;
    count += run_case(test, facts, Rounding::cent, "expected") +
             run_case(test, facts, Rounding::euro, "expected_euro_L133_10");
    if (!facts.association) {
      facts.month.reset();
      count += run_case(test, facts, Rounding::cent, "expected");
    }
  }
  MESSAGE(count, " answers of modele-social and OpenFisca compared");
  CHECK(count >= 478);
}

TEST_CASE("contributions as the statute says them where the packages are silent")
{
  int count = 0;
  const Json cases = cases_of("contribution-law.json");
  for (const Json& test : cases) {
    CAPTURE(test.at("id").get<std::string>());
    const Json& inputs = test.at("inputs");
    PayrollFacts facts = facts_of(inputs);
    if (inputs.contains("month")) {
      facts.month = *Month::parse(inputs["month"].get<std::string>());
    }
    facts.year = facts.month ? facts.month->year : inputs.at("year").get<int>();
    for (const auto& [rounding, unit] :
         {std::pair{Rounding::cent, "cents"}, {Rounding::euro, "euro"}}) {
      facts.rounding = rounding;
      const auto simulation = simulate(formats::built_in_rates(), facts);
      REQUIRE(simulation);
      for (const auto& [code, expected] : test.at("expected").items()) {
        if (expected.is_object() && expected.contains(unit)) {
          check(*simulation, code, expected.at(unit).get<double>());
          ++count;
        }
      }
    }
  }
  MESSAGE(count, " answers of the statute compared");
  CHECK(count >= 59);
}

namespace {

// What a branch asks of a firm with these headcounts, one a year up to the payroll year.
ContributionLine branch_of(std::string idcc, int year, const std::vector<int>& headcounts)
{
  PayrollFacts facts;
  facts.year = year;
  facts.pay.total = *Money::parse("1000000.00");
  facts.idcc = std::move(idcc);
  facts.alternants_ratio = 600;
  for (std::size_t i = 0; i < headcounts.size(); ++i) {
    facts.headcount_history[year - static_cast<int>(headcounts.size()) + 1 + static_cast<int>(i)] =
      std::int64_t{headcounts[i]} * 100;
  }
  const auto simulation = simulate(formats::built_in_rates(), facts);
  REQUIRE(simulation);
  REQUIRE_FALSE(simulation->unknown);
  return *std::ranges::find(*simulation, Contribution::conventional, &ContributionLine::code);
}

std::string due_to_branch(std::string idcc, int year, const std::vector<int>& headcounts)
{
  return branch_of(std::move(idcc), year, headcounts).amount.text();
}

} // namespace

TEST_CASE("the freeze holds down its own thresholds, not those of the branches")
{
  CHECK(due_to_branch("1486", 2025, {9, 9, 60, 60, 60, 60}) == "1000.00");
  CHECK(due_to_branch("1486", 2025, {9, 9, 30, 30, 30, 30}) == "500.00");
  CHECK(due_to_branch("3213", 2025, {200, 200, 200, 320, 320, 320}) == "0.00");
  CHECK(due_to_branch("3213", 2025, {9, 9, 9, 9, 9, 10}) ==
        "5500.00"); // its 10 is none of the law's
  CHECK(due_to_branch("2247", 2023, {200, 200, 200, 320, 320, 320}) ==
        "0.00"); // 250 is none of its bounds
}

TEST_CASE("a branch that has a threshold of the law stays below it while it is frozen")
{
  CHECK(due_to_branch("0787", 2025, {9, 9, 30, 30, 30, 30}) == "0.00");
  CHECK(due_to_branch("0787", 2025, {30, 30, 30, 30, 30, 30}) == "3000.00");
  CHECK(due_to_branch("2247", 2023, {9, 9, 9, 30, 30, 30}) == "4500.00");
  CHECK(due_to_branch("2247", 2023, {30, 30, 30, 30, 30, 30}) == "3000.00");
  // Above two thresholds one row answers all the same: that below 11.
  CHECK(due_to_branch("0787", 2025, {9, 9, 60, 60, 60, 60}) == "0.00");
  CHECK(due_to_branch("2247", 2023, {9, 9, 9, 320, 320, 320}) == "4500.00");
}

TEST_CASE("rounding to the euro is of the law's contributions")
{
  PayrollFacts facts;
  facts.year = 2025;
  facts.pay.total = *Money::parse("333333.50");
  facts.headcount = 1200;
  facts.idcc = "1486";
  facts.rounding = Rounding::euro;
  const auto simulation = simulate(formats::built_in_rates(), facts);
  REQUIRE(simulation);
  CHECK(amount_of(*simulation, "cfp").text() == "3333.00");
  CHECK(amount_of(*simulation, "branch").text() == "166.67");
}

TEST_CASE("of a branch that has rates of that time, it is the size that has none")
{
  PayrollFacts facts;
  facts.year = 2025;
  facts.pay.total = *Money::parse("9000.00");
  facts.headcount = 50;
  facts.idcc = "1486";
  const auto small = simulate(formats::built_in_rates(), facts);
  REQUIRE(small);
  REQUIRE(small->unknown);
  CHECK(small->unknown->code == "rates.unknown_size");
  CHECK(small->unknown->args == std::vector<std::string>{"1486", "0.50", "2025"});
  facts.idcc = "9999";
  const auto branch = simulate(formats::built_in_rates(), facts);
  REQUIRE(branch);
  CHECK(branch->unknown->code == "rates.unknown");
}

namespace {

Money euros(const char* text)
{
  return *Money::parse(text);
}

PayrollFacts firm(std::int64_t headcount, const char* payroll)
{
  PayrollFacts facts;
  facts.year = 2025;
  facts.headcount = headcount * 100;
  facts.pay.total = euros(payroll);
  return facts;
}

const ContributionLine& line(const Simulation& simulation, std::string_view code)
{
  return *std::find_if(simulation.begin(), simulation.end(),
                       [&](const auto& l) { return to_text(l.code) == code; });
}

} // namespace

TEST_CASE("a figure that was taken away is an error that names it")
{
  RateTable table = formats::built_in_rates();
  std::erase_if(table.rules,
                [](const RateRule& r) { return r.contribution == Contribution::ta_solde; });
  index_years(table);
  const auto simulation = simulate(table, firm(12, "500000"));
  REQUIRE_FALSE(simulation);
  CHECK(simulation.error().code == "rates.unknown");
  CHECK(simulation.error().args[0] == "ta_solde");
}

TEST_CASE("a firm of 12 with 500 000 euros")
{
  const Simulation simulation = *simulate(formats::built_in_rates(), firm(12, "500000"));
  CHECK(line(simulation, "cfp").amount == euros("5000"));
  CHECK(line(simulation, "ta_principal").amount == euros("2950"));
  CHECK(line(simulation, "ta_solde").amount == euros("450"));
  CHECK(line(simulation, "csa").reason == Reason::headcount_below_250);
  CHECK(simulation.total == euros("8400"));
}

TEST_CASE("a company has two bases when it is on both sides of the zone")
{
  PayrollFacts facts = firm(12, "1000.00");
  facts.pay.alsace_moselle = euros("400.00");
  const Simulation simulation = *simulate(formats::built_in_rates(), facts);
  CHECK(line(simulation, "ta_principal").amount == euros("5.30")); // 600 x 0.59 % + 400 x 0.44 %
  CHECK(line(simulation, "ta_principal").part_count == 2);
  CHECK(line(simulation, "ta_solde").base == euros("600"));
}

TEST_CASE("exactly 2000 employees is not more than 2000")
{
  PayrollFacts facts = firm(2000, "1000000");
  facts.alternants_ratio = 50;
  CHECK(line(*simulate(formats::built_in_rates(), facts), "csa").amount == euros("4000"));
  facts.headcount = 200'001;
  CHECK(line(*simulate(formats::built_in_rates(), facts), "csa").amount == euros("6000"));
}

TEST_CASE("a non-profit body pays the tax on ten months of 2026")
{
  PayrollFacts facts = firm(12, "120000");
  facts.year = 2026;
  facts.association = true;
  CHECK(line(*simulate(formats::built_in_rates(), facts), "ta_principal").base == euros("100000"));
}

TEST_CASE("the law of other years")
{
  PayrollFacts facts = firm(15, "100000");
  facts.year = 2014;
  CHECK(line(*simulate(formats::built_in_rates(), facts), "cfp").amount ==
        euros("1050")); // 10 to 19: 1.05 %
  facts.year = 2019;
  CHECK(line(*simulate(formats::built_in_rates(), facts), "ta").reason == Reason::no_tax_2019);
  facts.year = 2021;
  CHECK(line(*simulate(formats::built_in_rates(), facts), "ta_principal").amount ==
        euros("591.60")); // 87 % of 0.68 %
  CHECK(line(*simulate(formats::built_in_rates(), facts), "ta_solde").amount == euros("88.40"));
  facts.temporary_work = true;
  facts.year = 2018;
  CHECK(simulate(formats::built_in_rates(), facts).error().code == "rates.unknown");
  facts.month = Month{2019, 9};
  facts.year = 2019;
  CHECK(line(*simulate(formats::built_in_rates(), facts), "cfp").amount == euros("1300"));
  facts.month = Month{2019, 8};
  CHECK(simulate(formats::built_in_rates(), facts).error().code ==
        "rates.unknown"); // the 1.30 % begins on the 23rd
}

TEST_CASE("until 2021 an apprentice and six yearly minimum wages free a year")
{
  PayrollFacts facts = firm(5, "111930");
  facts.year = 2021;
  facts.pay.apprentices = euros("10000");
  CHECK(line(*simulate(formats::built_in_rates(), facts), "ta_principal").reason ==
        Reason::six_minimum_wages);
  facts.pay.total = euros("111930.01");
  CHECK(line(*simulate(formats::built_in_rates(), facts), "ta_principal").base ==
        euros("101930.01"));
}

TEST_CASE("by months: each is exempt by the month before it")
{
  PayrollFacts facts;
  facts.year = 2024;
  facts.headcount = 1200;
  for (unsigned month = 1; month <= 12; ++month) {
    Pay pay;
    pay.total = euros("10000");
    facts.months.push_back({month, pay, month == 3 ? 100 : 0});
    facts.pay += facts.months.back().pay;
  }
  const Simulation simulation = *simulate(formats::built_in_rates(), facts);
  CHECK(line(simulation, "ta_principal").base == euros("110000")); // April is exempt
  CHECK(line(simulation, "ta_principal").exempt_months == 1);
  CHECK(line(simulation, "cfp").base == euros("120000"));
  facts.months.pop_back();
  CHECK(simulate(formats::built_in_rates(), facts).error().code == "contribution.months");
}

TEST_CASE(
  "the CSA looks at the headcount of its own year, the training contribution at that before")
{
  PayrollFacts facts = firm(240, "1000000");
  facts.alternants_ratio = 250;
  CHECK(line(*simulate(formats::built_in_rates(), facts), "csa").reason ==
        Reason::headcount_below_250);
  facts.headcount_of_year = 25000;
  CHECK(line(*simulate(formats::built_in_rates(), facts), "csa").amount == euros("1000"));
}

TEST_CASE("a case beside another is frozen at the thresholds it alone reaches")
{
  PayrollFacts facts = firm(11, "400000");
  CHECK(line(*simulate(formats::built_in_rates(), facts), "cfp").amount == euros("4000"));
  facts.compared_with = {1000, 1000};
  const Simulation crossed = *simulate(formats::built_in_rates(), facts);
  CHECK(crossed.headcount.of_last_year.frozen_at == 1100);
  CHECK(line(crossed, "cfp").amount == euros("2200"));
  facts.compared_with = {1200, 1200};
  CHECK(line(*simulate(formats::built_in_rates(), facts), "cfp").amount == euros("4000"));
}

TEST_CASE("a branch without a rate leaves its line out of the total")
{
  PayrollFacts facts = firm(8, "260000");
  facts.idcc = "2335";
  const Simulation simulation = *simulate(formats::built_in_rates(), facts);
  REQUIRE(simulation.unknown);
  CHECK(simulation.unknown->code == "rates.unknown");
  CHECK_FALSE(line(simulation, "conventional").is_known());
  CHECK(simulation.total == euros("3198"));
}
