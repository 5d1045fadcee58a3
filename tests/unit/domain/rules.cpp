#include <algorithm>

#include <doctest/doctest.h>

#include "domain/account/account.hpp"
#include "domain/contributions/headcount.hpp"
#include "domain/contributions/simulation.hpp"
#include "domain/dossiers/certificate.hpp"
#include "domain/dossiers/funding_request.hpp"
#include "domain/invoices/invoice.hpp"
#include "formats/json/rates_json.hpp"

using namespace myatlas;
using namespace myatlas::domain;

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

TEST_CASE("a credit note has negative amounts, in whichever sign it is written")
{
  for (const std::int64_t sign : {1, -1}) {
    const auto settled =
      settle_credit({{sign * 100'00}, 2000, Money{sign * 20'00}, Money{sign * 120'00}});
    REQUIRE(settled);
    CHECK(settled->amounts.without_tax == Money{-100'00});
    CHECK(settled->amounts.tax == Money{-20'00});
    CHECK(settled->amounts.with_tax == Money{-120'00});
  }
  CHECK(settle_credit({{-100'00}, std::nullopt, std::nullopt, Money{120'00}}).error().code ==
        "invoice.signs");
  CHECK(settle_credit({{-100'00}, 2000, Money{-19'00}, std::nullopt}).error().code ==
        "invoice.tax");
}

TEST_CASE("the rate of VAT that is likely meant")
{
  CHECK(likely_vat_rate(20) == 2000);   // 0,2
  CHECK(likely_vat_rate(10) == 1000);   // 0,1
  CHECK(likely_vat_rate(1960) == 2000); // before 2014
  CHECK(likely_vat_rate(500) == 550);
  CHECK(likely_vat_rate(700) == 1000); // before 2014 too
}

TEST_CASE("a rate of VAT as a fraction names the rate")
{
  CHECK(*parse_vat_rate("5.5") == 550);
  CHECK(parse_vat_rate("0.055").error().args == std::vector<std::string>{"0.055", "5.5"});
  CHECK(parse_vat_rate("0.021").error().args[1] == "2.1");
  CHECK(parse_vat_rate("0.196").error().args[1] == "20");
  CHECK(parse_vat_rate("0.0055").error().code == "vat_rate.form");
  CHECK(parse_vat_rate("20.005").error().code == "vat_rate.form");
}

TEST_CASE("amounts")
{
  CHECK(euros("1234.5").text() == "1234.50");
  CHECK(Money::parse("1.234").error().code == "amount.precision");
  CHECK(Money::parse("500.000").error().code == "amount.precision"); // half a million, or 500
  CHECK(parse_percent("20.000").error().code == "vat_rate.form");
  CHECK(parse_headcount("1.000").error().code != "");
  CHECK(Money::parse("1,5").error().code == "amount.form");
  CHECK(Money::parse("99999999999").error().code == "amount.range");
  CHECK(apply(*Rate::parse("0.0055"), euros("100.00")).text() == "0.55");
  CHECK(apply(*Rate::parse("0.00005"), euros("100.00")).cents == 1); // half a cent goes up
  CHECK(Rate::parse("x").error().code == "rate.form");
  CHECK(Rate::parse("0.000884")->text() == "0.000884");
}

TEST_CASE("no two rates answer the same question, and no question of the law is without one")
{
  const RateTable& rates = formats::built_in_rates();
  CHECK(faults(rates).empty());
  for (const RateRule& rule : rates.rules) {
    CHECK_FALSE(rule.sources.empty());
  }
  RateTable doubled = rates;
  doubled.rules.push_back(rates.rules.front());
  index_years(doubled);
  CHECK(faults(doubled).size() == 1);
  RateTable gapped = rates;
  gapped.rules.erase(gapped.rules.begin()); // cfp of 2014 below 10
  index_years(gapped);
  CHECK(faults(gapped).size() >= 12);
}

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

TEST_CASE("the table of rates the program was built with is that of the file")
{
  const RateTable& built = formats::built_in_rates();
  const RateTable read = *formats::read_rates(formats::built_in_rates_text());
  const auto same_days = [](const Validity& a, const Validity& b) {
    return a.from == b.from && a.to == b.to;
  };
  const auto same_bounds = [](const Band& a, const Band& b) {
    return a.from == b.from && a.above == b.above && a.below == b.below && a.to == b.to;
  };
  const auto same_wages = [](const std::vector<MinimumWage>& a, const std::vector<MinimumWage>& b) {
    return std::ranges::equal(a, b, [](const MinimumWage& x, const MinimumWage& y) {
      return x.from == y.from && x.monthly == y.monthly;
    });
  };
  CHECK(std::tie(built.version, built.first_year, built.last_year, built.associations_pay_from,
                 built.associations_legal, built.frozen_thresholds) ==
        std::tie(read.version, read.first_year, read.last_year, read.associations_pay_from,
                 read.associations_legal, read.frozen_thresholds));
  CHECK(formats::built_in_rates_version() == read.version);
  CHECK(std::ranges::equal(built.rules, read.rules, [&](const RateRule& a, const RateRule& b) {
    return std::tie(a.contribution, a.zone, a.temporary_work, a.idcc, a.rate, a.minimum, a.legal,
                    a.sources) == std::tie(b.contribution, b.zone, b.temporary_work, b.idcc, b.rate,
                                           b.minimum, b.legal, b.sources) &&
           same_days(a.valid, b.valid) && same_bounds(a.headcount, b.headcount) &&
           same_bounds(a.ratio, b.ratio);
  }));
  CHECK(std::ranges::equal(built.terms, read.terms, [&](const Term& a, const Term& b) {
    return std::tie(a.name, a.value, a.legal) == std::tie(b.name, b.value, b.legal) &&
           same_days(a.valid, b.valid);
  }));
  CHECK(std::ranges::equal(built.collections, read.collections,
                           [&](const Collection& a, const Collection& b) {
                             return std::tie(a.contribution, a.collector, a.due, a.legal) ==
                                      std::tie(b.contribution, b.collector, b.due, b.legal) &&
                                    same_days(a.valid, b.valid);
                           }));
  CHECK(std::ranges::equal(built.branches, read.branches, [](const Branch& a, const Branch& b) {
    return std::tie(a.idcc, a.has_contribution) == std::tie(b.idcc, b.has_contribution);
  }));
  CHECK(same_wages(built.minimum_wages, read.minimum_wages));
  CHECK(std::ranges::equal(built.territory_wages, read.territory_wages,
                           [&](const TerritoryWages& a, const TerritoryWages& b) {
                             return a.department == b.department &&
                                    same_wages(a.monthly, b.monthly);
                           }));
}

TEST_CASE("a rate table that is wrong is refused")
{
  std::string text(formats::built_in_rates_text());
  CHECK(formats::read_rates("{}").error().code == "rates.file");
  CHECK(formats::read_rates(text.replace(text.find("\"0.0055\""), 8, "\"lots\"")).error().code ==
        "rates.file");
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

TEST_CASE("the headcount is cut, not rounded")
{
  CHECK(*parse_headcount("10.999") == 1099);
  CHECK(*parse_headcount("12") == 1200);
  CHECK(parse_headcount("12.x").error().code == "headcount.form");
}

TEST_CASE("the freeze: six years at or above, a year below acts at once")
{
  std::map<int, std::int64_t> history;
  for (int year = 2021; year <= 2026; ++year) {
    history[year] = 1200;
  }
  CHECK(*threshold_counts(history, 2026, 1100));
  history[2023] = 1099;
  CHECK_FALSE(*threshold_counts(history, 2026, 1100));
  history.erase(2023);
  CHECK(threshold_counts(history, 2026, 1100).error().code == "contribution.history_short");
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

TEST_CASE("a dossier moves as the table says, and no other way")
{
  FundingRequest request{.number = "D1", .siret = Siret::of_checked(73282932000074)};
  int allowed = 0;
  for (const RequestState from :
       {RequestState::brouillon, RequestState::transmis, RequestState::en_cours_instruction,
        RequestState::incomplet, RequestState::engage, RequestState::refuse, RequestState::annule,
        RequestState::rupture, RequestState::solde}) {
    request.state = from;
    for (const RequestEvent event :
         {RequestEvent::edit, RequestEvent::submit, RequestEvent::open, RequestEvent::ask,
          RequestEvent::complete, RequestEvent::accept, RequestEvent::refuse, RequestEvent::cancel,
          RequestEvent::break_off, RequestEvent::amend, RequestEvent::settle}) {
      const auto next = after(request.number, request.state, event);
      allowed += next ? 1 : 0;
      CHECK((next || next.error().code == "request.transition"));
      CHECK_FALSE((next && is_final(from)));
    }
  }
  CHECK(allowed == static_cast<int>(transitions().size()));
  CHECK(*parse_request_state("ruptu") == RequestState::rupture);
  CHECK(parse_request_event("nap").error().code == "request.event_unknown");
}

TEST_CASE("an invoice moves as the table says, and no other way")
{
  Invoice invoice{"F1",
                  Siret::of_checked(73282932000074),
                  "D1",
                  Date::of_days(0),
                  {},
                  {},
                  {},
                  "",
                  InvoiceState::deposee,
                  {}};
  int allowed = 0;
  for (const InvoiceState from : k_invoice_states) {
    invoice.state = from;
    for (const InvoiceEvent event : {InvoiceEvent::open, InvoiceEvent::accept, InvoiceEvent::reject,
                                     InvoiceEvent::pay, InvoiceEvent::cancel}) {
      const auto next = after(invoice, event);
      allowed += next ? 1 : 0;
      CHECK((next || next.error().code == "invoice.transition"));
      CHECK_FALSE((next && (from == InvoiceState::reglee || !weighs(from))));
    }
  }
  CHECK(allowed == static_cast<int>(invoice_transitions().size()));
  CHECK(parse_invoice_event("nap").error().code == "invoice.event_unknown");
}

TEST_CASE("words of the store that it cannot hold")
{
  CHECK(parse_invoice_state("LOST").error().code == "invoice.state_unknown");
  CHECK(parse_account_state("gone").error().code == "account.state");
  CHECK(parse_action_nature("party").error().code == "certificate.nature_unknown");
}

TEST_CASE("an invoice's amounts agree to the cent, one cent of rounding apart")
{
  CHECK(settle_amounts({euros("33.33"), 550, euros("1.84"), euros("35.17")})->rounded);
  CHECK_FALSE(settle_amounts({euros("33.33"), 550, euros("1.83"), euros("35.16")})->rounded);
  CHECK(settle_amounts({euros("100"), 2000, euros("20"), euros("121")}).error().code ==
        "invoice.total");
  CHECK(settle_amounts({euros("100"), 2000, euros("19"), euros("119")}).error().code ==
        "invoice.tax");
  CHECK(settle_amounts({euros("100"), {}, {}, {}})->amounts.with_tax == euros("100"));
}
