#include "services/invoices/invoice_rules.hpp"

#include <doctest/doctest.h>

#include "services/companies/access.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

const domain::Siret k_of_trainer = siret_of(k_trainer), k_of_other = siret_of(k_other_trainer),
                    k_of_altea = siret_of(k_altea);

// "invoice.over 1500.00 1400.00 D1": what a claim is answered.
std::string claiming(OpenDossier& dossier, domain::Siret issuer, const char* amount,
                     std::optional<int> module = {})
{
  const util::Outcome fits = InvoiceRules::check({issuer, money_of(amount), module}, dossier);
  return fits ? "" : told_by(fits);
}

void take(OpenDossier& dossier, domain::Siret issuer, const char* amount,
          std::optional<int> module = {})
{
  InvoiceRules::take({issuer, money_of(amount), module}, dossier);
}

domain::RequestForm of_three_modules()
{
  return training([](auto& form) {
    form.provider_siret.clear();
    form.teaching_cost.clear();
    form.hours.clear();
    form.wage_cost = "300.00";
    form.modules = {{"Excel", k_trainer, "", "7", "700.00"},
                    {"VBA", k_trainer, "", "4", "400.00"},
                    {"Word", k_other_trainer, "", "3", "300.00"}};
  });
}

} // namespace

TEST_CASE("what the trainer claims is what was accepted for its teaching, and no more")
{
  World world;
  const std::string number = world.accepted();
  const Context paul = world.paul();
  InvoiceRules rules(paul);
  OpenDossier& dossier = *done(rules.dossier(number));
  CHECK(claiming(dossier, k_of_trainer, "1400.01") ==
        "amount_without_tax: invoice.over 1400.01 1400.00 " + number);
  CHECK(claiming(dossier, k_of_trainer, "1400.00").empty());
  take(dossier, k_of_trainer, "1000.00");
  CHECK(claiming(dossier, k_of_trainer, "400.01") ==
        "amount_without_tax: invoice.over 400.01 400.00 " + number);
  CHECK(claiming(dossier, k_of_trainer, "400.00").empty());
}

TEST_CASE("who does not teach invoices nothing")
{
  World world;
  const std::string number = world.accepted();
  const Context anne = world.anne();
  InvoiceRules rules(anne);
  OpenDossier& dossier = *done(rules.dossier(number));
  CHECK(claiming(dossier, k_of_other, "1.00") ==
        "issuer: invoice.issuer 98765432400019 88087814500015");
  CHECK(claiming(dossier, k_of_altea, "1.00") ==
        "issuer: invoice.issuer 73282932000074 88087814500015"); // it has no costs of its own
  CHECK(claiming(dossier, siret_of("88087814500023"), "1.00").empty()); // the same company
}

TEST_CASE("a dossier is invoiced once it was accepted, and while it is not over")
{
  World world;
  const std::string number = world.opened();
  const auto asking = [&] {
    const Context paul = world.paul();
    return told_by(InvoiceRules(paul).dossier(number));
  };
  CHECK(asking() == "invoice.request_state " + number + " EN_COURS_INSTRUCTION");
  done(accept_request(world.host(), number, "1400.00", ""));
  CHECK(asking().empty());
  world.on("2026-04-09");
  done(break_off_request(world.host(), number, {"2026-04-07", "x", false, ""}));
  CHECK(asking().empty());
  done(settle_request(world.host(), number, Uninvoiced::refused, ""));
  CHECK(asking() == "invoice.request_state " + number + " SOLDE");
}

TEST_CASE("a dossier that is not seen is unknown, and one that is only looked at is not invoiced")
{
  World world;
  const std::string number = world.accepted();
  world.add_provider("other@forma.fr", k_other_trainer);
  const Context other = world.as("other@forma.fr"), olga = world.olga();
  CHECK(told_by(InvoiceRules(other).dossier(number)) == "request.unknown " + number);
  CHECK(codes_of(InvoiceRules(olga).dossier(number)) == "establishment.not_managed");
  world.add_account("leo@compta.fr", {domain::Profile::member});
  done(grant_access(world.anne(), {"leo@compta.fr", "A1", "reader", ""}));
  const Context leo = world.as("leo@compta.fr");
  CHECK(codes_of(InvoiceRules(leo).dossier(number)) == "access.reader");
}

TEST_CASE("without subrogation the member invoices what it is paid back, and the trainer nothing")
{
  World world;
  const std::string number = world.accepted(training(paid_back));
  const Context paul = world.paul(), anne = world.anne();
  CHECK(told_by(InvoiceRules(paul).dossier(number)) == "invoice.no_subrogation " + number);
  InvoiceRules rules(anne);
  OpenDossier& dossier = *done(rules.dossier(number));
  CHECK(dossier.sender == domain::Sender::member);
  CHECK(claiming(dossier, k_of_trainer, "1400.00").empty());
}

TEST_CASE("the teaching comes first: what was not accepted is lacking in the company's own costs")
{
  World world;
  const std::string number =
    world.accepted(training([](auto& form) { form.wage_cost = "600.00"; }), "1500.00");
  const Context anne = world.anne();
  InvoiceRules rules(anne);
  OpenDossier& dossier = *done(rules.dossier(number));
  CHECK(claiming(dossier, k_of_trainer, "1400.00").empty());
  CHECK(claiming(dossier, k_of_altea, "100.01") ==
        "amount_without_tax: invoice.over 100.01 100.00 " + number);
  CHECK(claiming(dossier, k_of_altea, "100.00").empty());
}

TEST_CASE("what one company takes is not lacking to another")
{
  World world;
  const std::string number = world.accepted(of_three_modules(), "1700.00");
  const Context anne = world.anne();
  InvoiceRules rules(anne);
  OpenDossier& dossier = *done(rules.dossier(number));
  take(dossier, k_of_trainer, "1100.00");
  CHECK(claiming(dossier, k_of_trainer, "0.01") ==
        "amount_without_tax: invoice.over 0.01 0.00 " + number);
  CHECK(claiming(dossier, k_of_other, "300.00").empty());
  CHECK(claiming(dossier, k_of_altea, "300.00").empty());
}

TEST_CASE("a module has no more than was accepted for it")
{
  World world;
  const std::string number = world.accepted(of_three_modules(), "1700.00");
  const Context paul = world.paul();
  InvoiceRules rules(paul);
  OpenDossier& dossier = *done(rules.dossier(number));
  CHECK(claiming(dossier, k_of_trainer, "400.01", 2) ==
        "amount_without_tax: invoice.over 400.01 400.00 " + number);
  take(dossier, k_of_trainer, "400.00", 2);
  CHECK(claiming(dossier, k_of_trainer, "0.01", 2) ==
        "amount_without_tax: invoice.over 0.01 0.00 " + number);
  CHECK(claiming(dossier, k_of_trainer, "700.00", 1).empty());
}

TEST_CASE("where less was accepted than the modules cost, each has its share")
{
  World world; // 1 400 for teaching and 300 of wages; 700 accepted: half of the teaching
  const std::string number = world.accepted(of_three_modules(), "700.00");
  const Context anne = world.anne();
  InvoiceRules rules(anne);
  OpenDossier& dossier = *done(rules.dossier(number));
  CHECK(InvoiceRules::left_for({k_of_trainer, money_of("1"), 1}, dossier) == money_of("350.00"));
  CHECK(InvoiceRules::left_for({k_of_trainer, money_of("1"), 2}, dossier) == money_of("200.00"));
  CHECK(InvoiceRules::left_for({k_of_other, money_of("1"), 3}, dossier) == money_of("150.00"));
  CHECK(InvoiceRules::left_for({k_of_altea, money_of("1"), {}}, dossier) == money_of("0.00"));
}

TEST_CASE("shares that no cent can be halved for come to the whole")
{
  World world;
  const std::string number = world.accepted(of_three_modules(), "1000.00");
  const Context anne = world.anne();
  InvoiceRules rules(anne);
  OpenDossier& dossier = *done(rules.dossier(number));
  domain::Money sum;
  for (const domain::Money left : dossier.left_of_modules) {
    sum = sum + left;
  }
  CHECK(sum == money_of("1000.00")); // 500.00, 285.71 and 214.29
  CHECK(dossier.left_of_modules.at(0) == money_of("500.00"));
}

TEST_CASE("invoices of before are taken off, and those that were refused are not")
{
  World world;
  const std::string number = world.accepted();
  world.on("2026-04-09");
  world.invoiced(number, "F-1", "600.00");
  world.invoiced(number, "F-2", "300.00");
  const auto left = [&] {
    const Context paul = world.paul();
    InvoiceRules rules(paul);
    return done(rules.dossier(number))->left;
  };
  CHECK(left() == money_of("500.00"));
  done(world.review(domain::InvoiceEvent::reject, "F-2", "doublon"));
  CHECK(left() == money_of("800.00"));
}

TEST_CASE("the number of an invoice is one of its provider's")
{
  World world;
  const std::string number = world.accepted();
  world.on("2026-04-09");
  world.invoiced(number, "F-1", "600.00");
  const Context paul = world.paul();
  const InvoiceRules rules(paul);
  CHECK(told_by(rules.check_number(k_of_trainer.siren(), "F-1")) ==
        "number: invoice.duplicate F-1");
  CHECK(rules.check_number(k_of_other.siren(), "F-1"));
  CHECK(rules.check_number(k_of_trainer.siren(), "F-2"));
  done(world.review(domain::InvoiceEvent::reject, "F-1", "doublon"));
  CHECK(told_by(rules.check_number(k_of_trainer.siren(), "F-1")) ==
        "number: invoice.refused_before F-1 REJETEE");
}

TEST_CASE("that a number is taken by what one does not see is told, and not what it is")
{
  World world;
  const std::string number = world.accepted();
  world.on("2026-04-09");
  world.invoiced(number, "F-1", "600.00");
  world.add_account("leo@compta.fr", {domain::Profile::member});
  const Context leo = world.as("leo@compta.fr");
  CHECK(told_by(InvoiceRules(leo).check_number(k_of_trainer.siren(), "F-1")) ==
        "number: invoice.number_taken F-1");
}

TEST_CASE("an invoice is for the member or for the OPCO, and doubted where it is for the wrong one")
{
  World world;
  const std::string paid = world.accepted(), back = world.accepted(training(paid_back));
  const Context anne = world.anne();
  InvoiceRules rules(anne);
  const OpenDossier& to_trainer = *done(rules.dossier(paid));
  const OpenDossier& to_altea = *done(rules.dossier(back));
  CHECK(told_by(InvoiceRules::check_buyer("512345679", to_trainer)) ==
        "file: invoice.buyer 512345679");
  for (const char* right : {"732829320", "851296632", ""}) {
    CHECK(InvoiceRules::check_buyer(right, to_trainer));
  }
  CHECK(InvoiceRules::doubt_about_buyer("732829320", to_trainer)->code == "invoice.buyer_member");
  CHECK_FALSE(InvoiceRules::doubt_about_buyer("851296632", to_trainer));
  CHECK(InvoiceRules::doubt_about_buyer("851296632", to_altea)->code == "invoice.buyer_opco");
  CHECK_FALSE(InvoiceRules::doubt_about_buyer("732829320", to_altea));
}

TEST_CASE("where the OPCO pays the trainer it pays nothing that was paid before")
{
  World world;
  const std::string paid = world.accepted(), back = world.accepted(training(paid_back));
  const Context anne = world.anne();
  InvoiceRules rules(anne);
  const OpenDossier& to_trainer = *done(rules.dossier(paid));
  const OpenDossier& to_altea = *done(rules.dossier(back));
  const domain::InvoiceAmounts amounts{money_of("1000.00"), 2000, money_of("200.00"),
                                       money_of("1200.00")};
  const auto saying = [&](const char* prepaid, const char* due, const OpenDossier& dossier) {
    return codes_of(InvoiceRules::check_due({money_of(prepaid), money_of(due)}, amounts, dossier));
  };
  CHECK(saying("1200.00", "0.00", to_trainer) == "invoice.nothing_due");
  CHECK(saying("200.00", "1000.00", to_trainer) == "invoice.part_paid");
  CHECK(saying("0.00", "1200.00", to_trainer).empty());
  CHECK(saying("0.00", "1199.01", to_trainer).empty()); // rounded to the euro
  CHECK(saying("0.00", "1199.00", to_trainer) == "invoice.part_paid");
  CHECK(saying("1200.00", "0.00", to_altea).empty()); // the member may have paid it
  CHECK(InvoiceRules::doubt_about_due({money_of("1200.00"), money_of("0.00")}, amounts)->code ==
        "einvoice.paid");
}
