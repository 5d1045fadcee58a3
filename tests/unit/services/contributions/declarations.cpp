#include "services/contributions/declarations.hpp"

#include <doctest/doctest.h>

#include "services/companies/access.hpp"
#include "services/contributions/payments.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

// What Altéa, twelve people of the branch Syntec, pays a year: 0.05 % to its branch.
domain::PayrollForm of_year(const char* payroll, const char* year = "2025")
{
  domain::PayrollForm form;
  form.payroll = payroll;
  form.year = year;
  return form;
}

util::Result<Declared> declaring(World& world, const char* payroll,
                                 DeclareAs as = DeclareAs::submitted, const char* voluntary = "")
{
  return declare(world.anne(), formats::built_in_rates(), "A1", of_year(payroll), voluntary, as);
}

void pay(World& world, const std::string& number, const char* amount)
{
  done(record_payment(world.host(), {number, amount, "", "", ""}, Excess::credited));
}

std::string state_of_declaration(World& world, const std::string& number)
{
  return domain::to_text(done(find_declaration(world.host(), number)).state);
}

std::string events_of(World& world, const std::string& number)
{
  std::string text;
  for (const domain::DeclarationChange& change :
       done(show_declaration(world.host(), number)).history) {
    text += std::string(domain::to_text(change.event)) + " ";
  }
  return text;
}

} // namespace

TEST_CASE("a company declares what it owes its branch, due on the last day of February")
{
  World world;
  const Declared declared = done(declaring(world, "200000.00"));
  CHECK(declared.is_new);
  CHECK(declared.declaration.number == "C2025-0000001");
  CHECK(declared.declaration.total == money_of("100.00")); // 200 000 x 0.05 %
  CHECK(declared.declaration.due == date_of_text("2026-02-28"));
  CHECK(declared.declaration.left() == money_of("100.00"));
  CHECK(state_of_declaration(world, "C2025-0000001") == "DEPOSEE");
}

TEST_CASE("in a leap year the last day is the 29th")
{
  World world("2024-03-02");
  CHECK(done(declare(world.anne(), formats::built_in_rates(), "A1", of_year("200000.00", "2023"),
                     "", DeclareAs::submitted))
          .declaration.due == date_of_text("2024-02-29"));
}

TEST_CASE("Syntec has 25 euros at least below 50 people")
{
  World world;
  CHECK(done(declaring(world, "40000.00")).declaration.total == money_of("25.00")); // not 20.00
}

TEST_CASE("what is paid voluntarily is declared besides")
{
  World world;
  const domain::Declaration declared =
    done(declaring(world, "200000.00", DeclareAs::submitted, "500.00")).declaration;
  CHECK(declared.total == money_of("600.00"));
  REQUIRE(declared.lines.size() == 2);
  CHECK(declared.lines[1].code == "voluntary");
  CHECK(codes_of(declaring(world, "200000.00", DeclareAs::submitted, "0")) ==
        "amount.not_positive");
}

TEST_CASE("of the law's contributions none is declared to the OPCO since 2022")
{
  World world;
  for (const domain::DeclarationLine& line :
       done(declaring(world, "200000.00")).declaration.lines) {
    CHECK(line.code == "conventional");
  }
}

TEST_CASE("a year is declared once it is over")
{
  World world("2026-12-31");
  const auto of_2026 = [&] {
    return declare(world.anne(), formats::built_in_rates(), "A1", of_year("200000.00", "2026"), "",
                   DeclareAs::submitted);
  };
  CHECK(told_by(of_2026()) == "year: declaration.year_open 2026");
  world.on("2027-01-01");
  CHECK(of_2026());
}

TEST_CASE("a draft is written over until it is submitted, and what it came to is told")
{
  World world;
  done(declaring(world, "100000.00", DeclareAs::draft));
  CHECK(state_of_declaration(world, "C2025-0000001") == "BROUILLON");
  const Declared again = done(declaring(world, "200000.00", DeclareAs::draft));
  CHECK(again.draft == money_of("50.00"));
  CHECK(again.declaration.number == "C2025-0000001");
  done(declaring(world, "200000.00"));
  CHECK(state_of_declaration(world, "C2025-0000001") == "DEPOSEE");
  CHECK(codes_of(declaring(world, "210000.00", DeclareAs::draft)) == "declaration.exists");
}

TEST_CASE("what was submitted is corrected, and not submitted again")
{
  World world;
  CHECK(codes_of(declaring(world, "200000.00", DeclareAs::correction)) == "declaration.none");
  done(declaring(world, "200000.00"));
  CHECK(told_by(declaring(world, "220000.00")) == "declaration.exists C2025-0000001 DEPOSEE");
  const domain::Declaration corrected =
    done(declaring(world, "220000.00", DeclareAs::correction)).declaration;
  CHECK(corrected.total == money_of("110.00"));
  CHECK(events_of(world, "C2025-0000001") == "submit correct ");
}

TEST_CASE("a file that says the same again changes nothing, one that says otherwise corrects")
{
  World world;
  done(declaring(world, "200000.00", DeclareAs::of_file));
  CHECK(done(declaring(world, "200000.00", DeclareAs::of_file)).is_same);
  CHECK(codes_of(declaring(world, "220000.00", DeclareAs::of_file)) == "declaration.exists");
  CHECK(done(declaring(world, "220000.00", DeclareAs::newest)).declaration.state ==
        domain::DeclarationState::corrigee);
  CHECK(events_of(world, "C2025-0000001") == "submit correct ");
}

TEST_CASE("who owes nothing has nothing to declare")
{
  World world; // chartered accountants below eleven people owe their branch nothing
  store::Transaction write(world.store(), world.host().deed());
  world.store().opco_register().put_company({siret_of(k_altea).siren(),
                                             *domain::MemberCode::parse("A1"), "ALTEA", "0787",
                                             std::nullopt, 5, std::nullopt});
  write.commit();
  CHECK(told_by(declaring(world, "200000.00")) == "declaration.nothing 732829320 2025");
  CHECK(done(declaring(world, "200000.00", DeclareAs::submitted, "50.00")).declaration.total ==
        money_of("50.00"));
}

TEST_CASE("a branch whose rate is not known is told, and not declared as nothing")
{
  World world;
  store::Transaction write(world.store(), world.host().deed());
  world.store().opco_register().put_company({siret_of(k_altea).siren(),
                                             *domain::MemberCode::parse("A1"), "ALTEA", "2247",
                                             std::nullopt, 5, std::nullopt});
  write.commit();
  CHECK(codes_of(declaring(world, "200000.00")) == "rates.unknown");
}

TEST_CASE("what was corrected to what was paid is settled, and no correction goes below it")
{
  World world;
  done(declaring(world, "200000.00"));
  pay(world, "C2025-0000001", "90.00");
  CHECK(told_by(declaring(world, "160000.00", DeclareAs::correction)) ==
        "declaration.below_paid 80.00 90.00 C2025-0000001");
  CHECK(done(declaring(world, "180000.00", DeclareAs::correction)).declaration.state ==
        domain::DeclarationState::payee);
  CHECK(events_of(world, "C2025-0000001") == "submit pay correct settle ");
}

TEST_CASE("a settled declaration is open again when it is corrected to more")
{
  World world;
  done(declaring(world, "200000.00"));
  pay(world, "C2025-0000001", "100.00");
  CHECK(state_of_declaration(world, "C2025-0000001") == "PAYEE");
  const domain::Declaration corrected =
    done(declaring(world, "220000.00", DeclareAs::correction)).declaration;
  CHECK(corrected.state == domain::DeclarationState::corrigee);
  CHECK(corrected.left() == money_of("10.00"));
}

TEST_CASE("who manages an establishment declares for its company; who may only look does not")
{
  World world;
  world.add_account("leo@compta.fr", {domain::Profile::member});
  const auto by = [&](const Context& who) {
    return codes_of(declare(who, formats::built_in_rates(), "732829320", of_year("200000.00"), "",
                            DeclareAs::draft));
  };
  CHECK(by(world.as("leo@compta.fr")) == "company.unknown");
  done(grant_access(world.anne(), {"leo@compta.fr", "A1", "reader", ""}));
  CHECK(by(world.as("leo@compta.fr")) == "access.reader");
  done(grant_access(world.anne(), {"leo@compta.fr", "A1", "manager", ""}));
  CHECK(by(world.as("leo@compta.fr")).empty());
  CHECK(by(world.host()).empty());
  CHECK(by(world.nobody()) == "session.required");
}

TEST_CASE("what a company pays is not told to who may only look")
{
  World world;
  done(declaring(world, "200000.00"));
  world.add_account("leo@compta.fr", {domain::Profile::member});
  done(grant_access(world.anne(), {"leo@compta.fr", "A1", "reader", ""}));
  const Context leo = world.as("leo@compta.fr");
  CHECK(done(list_declarations(leo, {})).empty());
  CHECK(codes_of(find_declaration(leo, "C2025-0000001")) == "access.reader_pay");
  CHECK(done(list_declarations(world.anne(), {}, "A1")).size() == 1);
  CHECK(codes_of(find_declaration(world.paul(), "C2025-0000001")) == "declaration.unknown");
}

TEST_CASE("a receipt is of a declaration that was paid in full, and its code proves it")
{
  World world;
  done(declaring(world, "200000.00"));
  CHECK(told_by(issue_receipt(world.anne(), "C2025-0000001")) ==
        "declaration.not_settled C2025-0000001 100.00");
  pay(world, "C2025-0000001", "100.00");
  const domain::Receipt receipt = done(issue_receipt(world.anne(), "c2025-0000001"));
  CHECK(receipt.number == "R2025-0000001");
  CHECK(verify_receipt(world.nobody(), receipt.number, receipt.code));
  CHECK_FALSE(verify_receipt(world.nobody(), receipt.number, "0000-0000-0000-0000"));
  CHECK_FALSE(verify_receipt(world.nobody(), "R2025-0000002", receipt.code));
  CHECK(done(issue_receipt(world.anne(), "C2025-0000001")).number == receipt.number);
}

TEST_CASE("after a correction another receipt takes the place of the first")
{
  World world;
  done(declaring(world, "200000.00"));
  pay(world, "C2025-0000001", "100.00");
  done(issue_receipt(world.anne(), "C2025-0000001"));
  done(declaring(world, "220000.00", DeclareAs::correction));
  CHECK(codes_of(issue_receipt(world.anne(), "C2025-0000001")) == "declaration.not_settled");
  pay(world, "C2025-0000001", "10.00");
  CHECK(done(issue_receipt(world.anne(), "C2025-0000001")).number == "R2025-0000002");
}

TEST_CASE("a declaration keeps its reference until it is given another, which a file may do alone")
{
  World world;
  const auto put = [&](DeclareAs as, const char* payroll, const char* reference) {
    return declare(world.anne(), formats::built_in_rates(), "A1", of_year(payroll), "", as,
                   reference);
  };
  const auto kept = [&] { return done(find_declaration(world.host(), "C2025-0000001")).reference; };
  CHECK(codes_of(put(DeclareAs::submitted, "200000.00", std::string(51, 'D').c_str())) ==
        "text.length");
  done(put(DeclareAs::submitted, "200000.00", "D1"));
  CHECK(kept() == "D1");
  CHECK(done(put(DeclareAs::of_file, "200000.00", "")).is_same);
  CHECK(kept() == "D1");
  const std::string before = events_of(world, "C2025-0000001");
  CHECK_FALSE(done(put(DeclareAs::of_file, "200000.00", "D2")).is_same);
  CHECK(kept() == "D2");
  CHECK(events_of(world, "C2025-0000001") == before);
  done(put(DeclareAs::correction, "300000.00", ""));
  CHECK(kept() == "D2");
}
