#include "services/companies/proof.hpp"

#include <doctest/doctest.h>

#include "services/companies/access.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

// Altéa declared 500 000 euros for 2025; it is March 2026.
struct Declared500 : World
{
  Declared500()
  {
    store::Transaction write(store(), host().deed());
    store().opco_register().put_payroll(siret_of(k_altea).siren(), {2025, money_of("500000.00")});
    write.commit();
  }
  std::string prove(domain::CompanyForm form)
  {
    util::Errors problems;
    const auto company = prove_member(anne(), form, "", problems);
    CHECK(company.has_value() == problems.empty());
    return codes_of(problems);
  }
};

domain::CompanyForm of_altea(const char* payroll)
{
  return {.member_code = "A1",
          .payroll = payroll,
          .payroll_year = "",
          .sirets = {},
          .all_establishments = false};
}

} // namespace

TEST_CASE("a company is proved by its code and what it declared for last year, to the cent")
{
  Declared500 world;
  CHECK(world.prove(of_altea("500000.00")).empty());
  CHECK(world.prove(of_altea("500000")).empty());
  CHECK(world.prove(of_altea("500000.01")) == "member.mismatch");
  CHECK(world.prove(of_altea("499999.99")) == "member.mismatch");
}

TEST_CASE("what is not an amount is told as such, and is no try")
{
  Declared500 world;
  for (int i = 0; i < 6; ++i) {
    CHECK(world.prove(of_altea("half a million")) == "amount.form");
    CHECK(world.prove(of_altea("")) == "field.required");
  }
  CHECK(world.prove(of_altea("500000.00")).empty());
}

TEST_CASE("in the new year another year's payroll is asked for")
{
  Declared500 world;
  world.on("2027-01-01");
  CHECK(world.prove(of_altea("500000.00")) == "member.mismatch");
  domain::CompanyForm of_2025 = of_altea("500000.00");
  of_2025.payroll_year = "2025";
  CHECK(world.prove(of_2025).empty());
}

TEST_CASE("a try is counted at the code, whoever makes it")
{
  Declared500 world;
  for (int i = 0; i < 5; ++i) {
    util::Errors problems;
    prove_member(i % 2 == 0 ? world.anne() : world.nobody(), of_altea("1"), "", problems);
    CHECK(codes_of(problems) == "member.mismatch");
  }
  CHECK(world.prove(of_altea("500000.00")) == "member.locked");
}

TEST_CASE("a company of this year proves itself by 0, and by nothing else")
{
  Declared500 world;
  store::Transaction write(world.store(), world.host().deed());
  world.store().opco_register().put_company(
    {siret_of(k_birch).siren(), *domain::MemberCode::parse("B2"), "BIRCH", std::nullopt,
     std::nullopt, std::nullopt, date_of_text("2026-01-01")});
  write.commit();
  domain::CompanyForm birch = of_altea("0");
  birch.member_code = "B2";
  CHECK(world.prove(birch).empty());
  birch.payroll = "1.00";
  CHECK(world.prove(birch) == "member.mismatch");
  birch.payroll = "0";
  world.on("2027-01-01"); // it is of last year now
  CHECK(world.prove(birch) == "member.mismatch");
}

TEST_CASE("who may only look at a company is not told what it pays")
{
  Declared500 world;
  world.add_account("leo@compta.fr", {domain::Profile::member});
  done(grant_access(world.anne(), {"leo@compta.fr", "A1", "reader", ""}));
  const domain::Siren altea = siret_of(k_altea).siren();
  CHECK(hides_pay(world.as("leo@compta.fr"), altea));
  CHECK_FALSE(hides_pay(world.anne(), altea));
  CHECK_FALSE(hides_pay(world.host(), altea));
  done(grant_access(world.anne(), {"leo@compta.fr", "A1", "manager", ""}));
  CHECK_FALSE(hides_pay(world.as("leo@compta.fr"), altea));
}

TEST_CASE("an establishment is attached by a proof of its company, or by access to manage it")
{
  Declared500 world;
  const domain::Account leo = world.add_account("leo@compta.fr", {domain::Profile::member});
  const auto right = [&] {
    const auto found = right_to_attach(world.as("leo@compta.fr"), leo.id, siret_of(k_altea_lyon));
    return found ? (found->grantor ? "given" : "own") : codes_of(found);
  };
  CHECK(right() == "establishment.unproved");
  done(grant_access(world.anne(), {"leo@compta.fr", "A1", "reader", ""}));
  CHECK(right() == "access.reader");
  done(grant_access(world.anne(), {"leo@compta.fr", "A1", "manager", ""}));
  CHECK(right() == "given");
  world.attach("leo@compta.fr", k_altea);
  CHECK(right() == "own");
}

TEST_CASE("what a provider tells of itself is its own account's word first, then the eldest's")
{
  World world;
  domain::Account paul = world.account(k_paul);
  paul.provider->particulars.name = "FORMA SAS";
  world.put(paul);
  world.pass(util::k_minute);
  domain::Account ines = world.add_provider("ines@forma.fr", k_trainer);
  ines.provider->particulars.name = "Forma";
  ines.provider->particulars.legal_form = "SAS au capital de 10 000 €";
  world.put(ines);
  const domain::Siren siren = siret_of(k_trainer).siren();
  CHECK(particulars_of(world.anne(), siren).name == "FORMA SAS");
  CHECK(particulars_of(world.as("ines@forma.fr"), siren).name == "Forma");
  CHECK(particulars_of(world.paul(), siren).legal_form == "SAS au capital de 10 000 €");
}
