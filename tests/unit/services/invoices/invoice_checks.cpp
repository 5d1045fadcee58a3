#include "services/invoices/invoice_checks.hpp"

#include <doctest/doctest.h>

#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

using domain::InvoiceEvent;

domain::Invoice kept(World& world, const char* number)
{
  return done(show_invoice(world.host(), number, "")).invoice;
}

} // namespace

TEST_CASE("an invoice is accepted as far as what was accepted for the dossier goes")
{
  World world;
  const std::string number = world.accepted();
  world.on("2026-04-09");
  world.certified(number, "14");
  world.invoiced(number, "F-1", "800.00");
  world.invoiced(number, "F-2", "600.00");
  CHECK(check_owed(world.host(), kept(world, "F-1"), InvoiceEvent::accept));
  world.paid("F-1");
  CHECK(check_owed(world.host(), kept(world, "F-2"), InvoiceEvent::accept));
  CHECK(check_owed(world.host(), kept(world, "F-2"), InvoiceEvent::reject));
}

TEST_CASE("a corrected invoice takes the place of one that was refused or taken back")
{
  World world;
  const std::string number = world.accepted();
  world.on("2026-04-09");
  world.invoiced(number, "F-1", "800.00");
  const domain::Siren trainer = siret_of(k_trainer).siren();
  CHECK(told_by(replaceable(world.paul(), "F-1", trainer)) ==
        "replaces: invoice.not_replaceable F-1 DEPOSEE");
  CHECK(told_by(replaceable(world.paul(), "F-9", trainer)) == "replaces: invoice.unknown F-9");
  done(world.review(InvoiceEvent::reject, "F-1", "montant faux"));
  CHECK(replaceable(world.paul(), " F-1 ", trainer));
  CHECK(codes_of(replaceable(world.paul(), "F-1", siret_of(k_other_trainer).siren())) ==
        "invoice.unknown");
}

TEST_CASE("one of the same number is set aside under a mark, one of another number is not")
{
  World world;
  const std::string number = world.accepted();
  world.on("2026-04-09");
  world.invoiced(number, "F-1", "800.00");
  done(world.review(InvoiceEvent::reject, "F-1", "montant faux"));
  const domain::Siren trainer = siret_of(k_trainer).siren();
  store::Transaction write(world.store(), world.host().deed());
  CHECK(done(set_aside(world.paul(), "F-1", "F-2", trainer)) == "F-1");
  CHECK(done(set_aside(world.paul(), "F-1", "F-1", trainer)) == "F-1~1");
  CHECK_FALSE(world.store().invoices().has(trainer, "F-1"));
}

TEST_CASE("the account of an invoice is the one typed, which its file does not contradict")
{
  World world;
  const domain::FundingRequest request = world.dossier(world.accepted());
  const DossierPart part{&request, siret_of(k_trainer), std::nullopt};
  const auto account = [&](const std::string& typed, const std::string& of_file) {
    util::Errors problems;
    const auto iban = account_in(world.paul(), {typed, of_file}, part, problems);
    return problems.empty() ? (iban ? iban->text() : "none") : told_by(problems.front());
  };
  CHECK(account("", "") == "none");
  CHECK(account(k_iban_of_trainer, "") == k_iban_of_trainer);
  CHECK(account("", k_iban_of_trainer) == k_iban_of_trainer); // the file tells it
  CHECK(account(k_iban_of_trainer, k_iban_of_altea) ==
        "iban: einvoice.contradicts FR76 **** 0189 FR14 **** 2606");
  CHECK(account("FR00", "").starts_with("iban: iban."));
}

TEST_CASE("where the member is paid back the file's account is the trainer's, and not to be paid")
{
  World world;
  const domain::FundingRequest request =
    world.dossier(world.accepted(training([](auto& form) { form.subrogation = "no"; })));
  const DossierPart part{&request, siret_of(k_trainer), std::nullopt};
  const auto account = [&](const std::string& typed, const std::string& of_file) {
    util::Errors problems;
    const auto iban = account_in(world.anne(), {typed, of_file}, part, problems);
    return problems.empty() ? (iban ? iban->text() : "none") : problems.front().code;
  };
  CHECK(account("", k_iban_of_trainer) == "none");
  CHECK(account(k_iban_of_altea, k_iban_of_trainer) == k_iban_of_altea);
  CHECK(account(k_iban_of_trainer, k_iban_of_trainer) == "invoice.iban_of_provider");
}

TEST_CASE("the member's own costs are paid to the member, on no account of its trainer")
{
  World world;
  const std::string number =
    world.accepted(training([](auto& form) { form.wage_cost = "280.00"; }), "1680.00");
  world.invoiced(number, "F-1", "100.00");
  done(world.review(InvoiceEvent::accept, "F-1", "", "avance"));
  InvoiceForm own = world.invoice(number, "M-1", "280.00");
  own.own_costs = true;
  CHECK(told_by(upload_invoice(world.anne(), own)) ==
        "iban: invoice.iban_of_provider FR76 **** 0189 " + number);
  own.iban = k_iban_of_altea;
  CHECK(upload_invoice(world.anne(), own));
}

TEST_CASE("where the member is paid back it is on no account of another of its trainers")
{
  World world;
  const std::string paid = world.accepted();
  world.invoiced(paid, "F-1", "100.00");
  done(world.review(InvoiceEvent::accept, "F-1", "", "avance"));
  const std::string number = world.accepted(training([](auto& form) {
    paid_back(form);
    form.provider_siret.clear();
    form.modules = {{"Excel", k_trainer, "", "7", "700.00"},
                    {"VBA", k_other_trainer, "", "7", "700.00"}};
  }));
  InvoiceForm of_other = world.invoice(number, "G-1", "100.00");
  of_other.module = "2";
  CHECK(told_by(upload_invoice(world.anne(), of_other)) ==
        "iban: invoice.iban_of_provider FR76 **** 0189 " + number);
}

TEST_CASE("a module's hours are its own")
{
  World world;
  const domain::FundingRequest request = world.dossier(world.accepted(training([](auto& form) {
    form.provider_siret.clear();
    form.modules = {{"Excel", k_trainer, "", "10", "700.00"},
                    {"VBA", k_trainer, "", "4", "700.00"}};
  })));
  const auto hours = [&](std::optional<int> module, std::int64_t hundredths) {
    domain::Invoice invoice{"F-1",
                            siret_of(k_trainer),
                            request.number,
                            date_of_text("2026-04-09"),
                            {money_of("1.00"), {}, {}, {}},
                            {},
                            {},
                            "",
                            domain::InvoiceState::deposee,
                            {}};
    invoice.module = module;
    invoice.hours = hundredths;
    util::Errors problems;
    check_hours(world.paul(), invoice, request, problems);
    return problems.empty() ? "" : told_by(problems.front());
  };
  CHECK(hours(2, 4'00).empty());
  CHECK(hours(2, 4'25) == "hours: invoice.hours 4.25 4.00");
  CHECK(hours(std::nullopt, 14'00).empty()); // both
  CHECK(hours(std::nullopt, 14'01) == "hours: invoice.hours 14.01 14.00");
}
