#include "services/dossiers/deadlines.hpp"

#include <doctest/doctest.h>

#include "services/companies/access.hpp"
#include "services/contributions/declarations.hpp"
#include "services/contributions/payments.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

// "2026-04-06 send_request D20260000001", but for declarations.
std::vector<std::string> due_of_dossiers(const Context& context)
{
  std::vector<std::string> told;
  for (const domain::Deadline& one : list_deadlines(context, formats::built_in_rates())) {
    if (one.kind != domain::DeadlineKind::declare &&
        one.kind != domain::DeadlineKind::pay_declaration) {
      told.push_back(one.day.text() + " " + domain::to_text(one.kind) + " " + one.subject);
    }
  }
  return told;
}

std::vector<std::string> due_of_declarations(const Context& context)
{
  std::vector<std::string> told;
  for (const domain::Deadline& one : list_deadlines(context, formats::built_in_rates())) {
    if (one.kind == domain::DeadlineKind::declare ||
        one.kind == domain::DeadlineKind::pay_declaration) {
      told.push_back(one.day.text() + " " + domain::to_text(one.kind) + " " + one.subject);
    }
  }
  return told;
}

util::Result<Declared> declaring(World& world, DeclareAs as)
{
  domain::PayrollForm form;
  form.payroll = "200000.00";
  form.year = "2025";
  return declare(world.anne(), formats::built_in_rates(), "A1", form, "", as);
}

using Told = std::vector<std::string>;

} // namespace

TEST_CASE("a draft is to be sent on the eve of its start, and what was sent back answered by then")
{
  World world;
  const std::string draft = world.draft(), sent = world.sent();
  CHECK(due_of_dossiers(world.anne()) == Told{"2026-04-06 send_request " + draft});
  done(ask_documents(world.host(), sent, {"quote"}, ""));
  CHECK(due_of_dossiers(world.anne()) ==
        Told{"2026-04-06 send_request " + draft, "2026-04-06 answer_request " + sent});
}

TEST_CASE("of a training the OPCO has no term to answer within")
{
  World world;
  world.opened();
  CHECK(due_of_dossiers(world.anne()).empty());
}

TEST_CASE("instalments of a contract may be invoiced from their day on, which is never too late")
{
  World world;
  const std::string number = world.opened_contract(World::contract("2026-03-02"));
  done(accept_contract(world.host(), number, {"8000.00", "", {}, false}, ""));
  const Told due = due_of_dossiers(world.paul());
  REQUIRE(due.size() == 9); // eight instalments, and the last day for them
  CHECK(due[0] == "2026-03-02 open_instalment " + number);
  CHECK(due[1] == "2026-09-02 open_instalment " + number);
  CHECK(due[8] == "2028-07-01 last_invoice " + number); // 1 March 2028 and four months
  for (const domain::Deadline& one : list_deadlines(world.paul(), formats::built_in_rates())) {
    CHECK((one.kind != domain::DeadlineKind::open_instalment ||
           !one.is_overdue(date_of_text("2030-01-01"))));
  }
}

TEST_CASE("the OPCO pays the advance within thirty days of its invoice")
{
  World world;
  const std::string number = world.opened_contract(World::contract("2026-03-02"));
  done(accept_contract(world.host(), number, {"8000.00", "", {}, false}, ""));
  InvoiceForm form = world.invoice(number, "F-1", "3200.00");
  form.lines.instalment = "1";
  done(upload_invoice(world.paul(), form));
  const auto pays = [&] {
    Told told = due_of_dossiers(world.olga());
    std::erase_if(told, [](const std::string& one) { return one.find("pay_") == one.npos; });
    return told;
  };
  CHECK(pays() == Told{"2026-04-01 pay_invoice F-1"});
  world.paid("F-1");
  CHECK(pays().empty());
}

TEST_CASE("a company of a branch declares by the end of February, until it did and paid")
{
  World world("2026-02-02");
  CHECK(due_of_declarations(world.anne()) == Told{"2026-02-28 declare 732829320"});
  done(declaring(world, DeclareAs::draft));
  CHECK(due_of_declarations(world.anne()) == Told{"2026-02-28 declare C2025-0000001"});
  done(declaring(world, DeclareAs::submitted));
  CHECK(due_of_declarations(world.anne()) == Told{"2026-02-28 pay_declaration C2025-0000001"});
  done(record_payment(world.host(), {"C2025-0000001", "100.00", "", "", ""}, Excess::refused));
  CHECK(due_of_declarations(world.anne()).empty());
}

TEST_CASE("who may only look at a company is told of nothing it declares")
{
  World world("2026-02-02");
  world.add_account("leo@compta.fr", {domain::Profile::member});
  done(grant_access(world.anne(), {"leo@compta.fr", "A1", "reader", ""}));
  CHECK(due_of_declarations(world.as("leo@compta.fr")).empty());
  done(declaring(world, DeclareAs::submitted));
  CHECK(due_of_declarations(world.as("leo@compta.fr")).empty());
}

TEST_CASE("a company of a branch without a contribution, or without employees then, owes nothing")
{
  World world("2026-02-02");
  const auto as_altea = [&](const char* idcc, const char* created) {
    store::Transaction write(world.store(), world.host().deed());
    world.store().opco_register().put_company(
      {siret_of(k_altea).siren(), *domain::MemberCode::parse("A1"), "ALTEA",
       idcc == nullptr ? std::nullopt : std::optional<std::string>(idcc), std::nullopt, 12,
       date_of_text(created)});
    write.commit();
  };
  as_altea(nullptr, "2015-06-01");
  CHECK(due_of_declarations(world.anne()).empty());
  as_altea("1486", "2026-01-02"); // of this year
  CHECK(due_of_declarations(world.anne()).empty());
  as_altea("1486", "2025-12-31");
  CHECK(due_of_declarations(world.anne()).size() == 1);
}

TEST_CASE("deadlines come the earliest first, with what people know a dossier by")
{
  World world;
  world.draft(training([](auto& form) { form.start = form.end = "2026-06-01"; }));
  world.draft(training([](auto& form) { form.reference = "REF-1"; }));
  const auto all = list_deadlines(world.anne(), formats::built_in_rates());
  CHECK(std::ranges::is_sorted(all, {}, &domain::Deadline::day));
  const auto named = std::ranges::find(all, std::string("REF-1"), &domain::Deadline::reference);
  REQUIRE(named != all.end());
  CHECK(named->company == "ALTEA CONSEIL");
  CHECK(named->trainee == "Jeanne Martin");
}
