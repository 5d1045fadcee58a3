#include "services/portfolio.hpp"

#include <doctest/doctest.h>

#include "services/companies/access.hpp"
#include "services/contributions/declarations.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

PortfolioReport report_to(const Context& context, const char* company = "")
{
  return done(report_portfolio(context, formats::built_in_rates(), company));
}

// "ENGAGE 2 2800.00 2400.00": how many, what was asked and accepted.
std::vector<std::string> states_in(const PortfolioReport& report)
{
  std::vector<std::string> told;
  for (const StateSums& sums : report.dossiers) {
    told.push_back(std::string(domain::to_text(sums.state)) + " " + std::to_string(sums.count) +
                   " " + sums.asked.text() + " " + sums.accepted.text());
  }
  return told;
}

// "2026-03 1400.00 1200.00 0.00 0.00": asked, accepted, invoiced and paid in a month.
std::vector<std::string> months_in(const PortfolioReport& report)
{
  std::vector<std::string> told;
  for (const MonthSums& sums : report.months) {
    told.push_back(sums.month.text() + " " + sums.asked.text() + " " + sums.accepted.text() + " " +
                   sums.invoiced.text() + " " + sums.paid.text());
  }
  return told;
}

using Told = std::vector<std::string>;

} // namespace

TEST_CASE("dossiers are counted by state, with what was asked and accepted")
{
  World world;
  world.draft();
  world.sent();
  world.accepted(training(), "1200.00");
  world.accepted(training(), "1000.00");
  CHECK(states_in(report_to(world.anne())) ==
        Told{"BROUILLON 1 1400.00 0.00", "TRANSMIS 1 1400.00 0.00", "ENGAGE 2 2800.00 2200.00"});
}

TEST_CASE("sums stand in the month they came about in")
{
  World world("2026-03-31");
  const std::string number = world.opened();
  world.on("2026-04-01");
  done(accept_request(world.host(), number, "1200.00", ""));
  world.on("2026-05-04");
  world.certified(number, "14");
  world.invoiced(number, "F-1", "1200.00");
  done(world.review(domain::InvoiceEvent::accept, "F-1"));
  world.on("2026-06-01");
  done(world.review(domain::InvoiceEvent::pay, "F-1"));
  CHECK(months_in(report_to(world.anne())) ==
        Told{"2026-03 1400.00 0.00 0.00 0.00", "2026-04 0.00 1200.00 0.00 0.00",
             "2026-05 0.00 0.00 1200.00 0.00", "2026-06 0.00 0.00 0.00 1200.00"});
}

TEST_CASE("what is left to invoice is that of the dossiers that are accepted")
{
  World world;
  const std::string first = world.accepted();
  world.accepted(training(), "1000.00");
  CHECK(report_to(world.anne()).left_to_invoice == money_of("2400.00"));
  world.on("2026-04-09");
  world.invoiced(first, "F-1", "900.00");
  CHECK(report_to(world.anne()).left_to_invoice == money_of("1500.00"));
  done(world.review(domain::InvoiceEvent::reject, "F-1", "montant faux"));
  CHECK(report_to(world.anne()).left_to_invoice == money_of("2400.00"));
}

TEST_CASE("reasons of refusals are counted as they were written, the most frequent first")
{
  World world;
  for (const char* reason : {"hors délai", "hors branche", "hors branche"}) {
    done(refuse_request(world.host(), world.opened(), reason));
  }
  const std::string number = world.accepted();
  world.on("2026-04-09");
  world.invoiced(number, "F-1", "100.00");
  done(world.review(domain::InvoiceEvent::reject, "F-1", "hors branche"));
  const auto refusals = report_to(world.anne()).refusals;
  REQUIRE(refusals.size() == 2);
  CHECK(refusals[0].text == "hors branche");
  CHECK(refusals[0].count == 3);
  CHECK(refusals[1].count == 1);
}

TEST_CASE("a report is of what one sees, of a company when it is named")
{
  World world;
  world.add_account("leo@compta.fr", {domain::Profile::member});
  world.attach("leo@compta.fr", k_birch);
  done(grant_access(world.anne(), {"leo@compta.fr", "A1", "reader", ""}));
  world.sent();
  const auto of_birch = training([](auto& form) { form.siret = k_birch; });
  done(submit_request(world.as("leo@compta.fr"), of_birch, "", Submission::send));
  CHECK(states_in(report_to(world.anne())) == Told{"TRANSMIS 1 1400.00 0.00"});
  CHECK(states_in(report_to(world.as("leo@compta.fr"))) == Told{"TRANSMIS 2 2800.00 0.00"});
  CHECK(report_to(world.as("leo@compta.fr")).clients == 2);
  CHECK(states_in(report_to(world.as("leo@compta.fr"), "B2")) == Told{"TRANSMIS 1 1400.00 0.00"});
  CHECK(report_to(world.as("leo@compta.fr"), "B2").clients == 1);
  CHECK(codes_of(report_portfolio(world.anne(), formats::built_in_rates(), "B2")) ==
        "company.unknown");
  CHECK(codes_of(report_portfolio(world.nobody(), formats::built_in_rates(), "")) ==
        "session.required");
}

TEST_CASE("a provider's report has its own part of what was accepted")
{
  World world;
  world.accepted(training([](auto& form) { form.wage_cost = "600.00"; }), "2000.00");
  CHECK(states_in(report_to(world.paul())) == Told{"ENGAGE 1 1400.00 1400.00"});
  CHECK(report_to(world.paul()).left_to_invoice == money_of("1400.00"));
  CHECK(states_in(report_to(world.anne())) == Told{"ENGAGE 1 2000.00 2000.00"});
}

TEST_CASE("declarations stand by client and year")
{
  World world;
  for (const char* year : {"2025", "2024"}) {
    domain::PayrollForm form;
    form.payroll = "200000.00";
    form.year = year;
    form.headcount = "12";
    done(declare(world.anne(), formats::built_in_rates(), "A1", form, "", DeclareAs::submitted));
  }
  const auto contributions = report_to(world.anne()).contributions;
  REQUIRE(contributions.size() == 2);
  CHECK(contributions[0].name == "ALTEA CONSEIL");
  CHECK(contributions[0].declaration.year == 2024);
  CHECK(contributions[1].declaration.year == 2025);
}

TEST_CASE("what is due is counted by week, and what is over among it")
{
  World world("2026-03-30"); // a Monday
  world.draft();             // to be sent on 6 April, a Monday
  world.draft();
  const auto due = report_to(world.anne()).due;
  REQUIRE(due.size() == 2);
  CHECK(due[0].monday == date_of_text("2026-02-23")); // the declaration, due on 28 February
  CHECK(due[0].overdue == 1);
  CHECK(due[1].monday == date_of_text("2026-04-06"));
  CHECK(due[1].count == 2);
  CHECK(due[1].overdue == 0);
  CHECK(due[1].clients == 1);
}

TEST_CASE("what is due of a company has the invoices that are to be paid")
{
  World world("2026-03-02");
  const std::string number = world.opened_contract(World::contract("2026-03-02"));
  done(accept_contract(world.host(), number, {"8000.00", "", {}, false}, ""));
  const auto due = [&](const char* company) {
    std::int64_t count = 0;
    for (const DueWeek& week : report_to(world.anne(), company).due) {
      count += week.count;
    }
    return count;
  };
  const std::int64_t before = due("A1");
  CHECK(before == due(""));
  InvoiceForm advance = world.invoice(number, "F-1", "100.00");
  advance.lines.instalment = "1";
  done(upload_invoice(world.paul(), advance));
  CHECK(due("") == before + 1);
  CHECK(due("A1") == before + 1);
}

TEST_CASE("what waits for somebody: letters, drafts, what lacks something, refused invoices")
{
  World world("2026-03-02");
  const std::string draft = world.draft(), sent = world.sent(), accepted = world.accepted();
  done(ask_documents(world.host(), sent, {"quote"}, ""));
  world.on("2026-04-09");
  world.invoiced(accepted, "F-1", "100.00");
  done(world.review(domain::InvoiceEvent::reject, "F-1", "montant faux"));
  const Waiting waiting = done(what_waits(world.anne(), formats::built_in_rates()));
  CHECK(waiting.letters == 2); // the agreement, and the documents that are asked for
  REQUIRE(waiting.drafts.size() == 1);
  CHECK(waiting.drafts[0].number == draft);
  REQUIRE(waiting.incomplete.size() == 1);
  CHECK(waiting.incomplete[0].number == sent);
  REQUIRE(waiting.refused.size() == 1);
  CHECK(waiting.refused[0].number == "F-1");
}

TEST_CASE("a refused invoice waits until another takes its place")
{
  World world;
  const std::string number = world.accepted();
  world.on("2026-04-09");
  world.invoiced(number, "F-1", "100.00");
  done(world.review(domain::InvoiceEvent::reject, "F-1", "montant faux"));
  InvoiceForm corrected = world.invoice(number, "F-2", "90.00");
  corrected.replaces = "F-1";
  done(upload_invoice(world.paul(), corrected));
  CHECK(done(what_waits(world.anne(), formats::built_in_rates())).refused.empty());
}

TEST_CASE("the number of a refused invoice is its provider's, not another's that was replaced")
{
  World world;
  world.add_provider("ines@autre.fr", k_other_trainer);
  const std::string own = world.accepted();
  const std::string other =
    world.accepted(training([](auto& form) { form.provider_siret = k_other_trainer; }));
  world.on("2026-04-09");
  world.invoiced(own, "F-1", "100.00");
  done(world.review(domain::InvoiceEvent::reject, "F-1", "montant faux"));
  InvoiceForm corrected = world.invoice(own, "F-2", "90.00");
  corrected.replaces = "F-1";
  done(upload_invoice(world.paul(), corrected));
  InvoiceForm same_number = world.invoice(other, "F-1", "100.00");
  same_number.iban.clear();
  done(upload_invoice(world.as("ines@autre.fr"), same_number));
  done(review_invoice(world.host(), {domain::InvoiceEvent::reject, "F-1", k_other_trainer,
                                     "montant faux", "", "", ""}));
  const auto refused = done(what_waits(world.anne(), formats::built_in_rates())).refused;
  REQUIRE(refused.size() == 1);
  CHECK(refused[0].issuer == siret_of(k_other_trainer));
}

TEST_CASE("what is due waits from fourteen days before on")
{
  World world("2026-03-22");
  world.draft(); // to be sent on 6 April
  const auto sending = [&] {
    const Waiting waiting = done(what_waits(world.anne(), formats::built_in_rates()));
    return std::ranges::count(waiting.due, domain::DeadlineKind::send_request,
                              &domain::Deadline::kind);
  };
  CHECK(sending() == 0);
  world.on("2026-03-23");
  CHECK(sending() == 1);
  world.on("2026-04-30");
  CHECK(sending() == 1); // it is over, and waits all the more
}
