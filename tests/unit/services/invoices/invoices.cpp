#include "services/invoices/invoices.hpp"

#include <doctest/doctest.h>

#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

using domain::InvoiceEvent;

// An accepted training of 1 400 euros that is over and certified.
struct Ready : World
{
  std::string number;

  explicit Ready(const domain::RequestForm& form = training(), const char* amount = "1400.00")
  {
    number = accepted(form, amount);
    on("2026-04-09");
    certified(number, "14");
  }
  template <typename Change>
  util::Result<ReceivedInvoice> send(Change change, const char* invoice = "F-1",
                                     const char* amount = "1400.00")
  {
    InvoiceForm form = World::invoice(number, invoice, amount);
    change(form);
    return upload_invoice(paul(), form);
  }
  std::string state(const char* invoice)
  {
    return domain::to_text(done(show_invoice(host(), invoice, "")).invoice.state);
  }
};

// Two modules of the trainer and one of another, 7, 4 and 3 hours.
struct OfSeveralModules : World
{
  std::string number;

  OfSeveralModules()
  {
    number = accepted(training([](auto& form) {
      form.provider_siret.clear();
      form.teaching_cost.clear();
      form.hours.clear();
      form.modules = {{"Excel", k_trainer, "", "7", "700.00"},
                      {"VBA", k_trainer, "", "4", "400.00"},
                      {"Word", k_other_trainer, "", "3", "300.00"}};
    }));
    on("2026-04-09");
  }
};

} // namespace

TEST_CASE("an invoice goes from its receipt to its payment by the OPCO's steps")
{
  Ready world;
  const domain::Invoice received = done(world.send([](auto&) {})).invoice;
  CHECK(received.state == domain::InvoiceState::deposee);
  CHECK(received.issuer == siret_of(k_trainer));
  CHECK(received.sender == domain::Sender::provider);
  CHECK(codes_of(world.review(InvoiceEvent::pay, "F-1")) == "invoice.transition");
  done(world.review(InvoiceEvent::open, "F-1"));
  CHECK(world.state("F-1") == "EN_TRAITEMENT");
  done(world.review(InvoiceEvent::accept, "F-1"));
  CHECK(world.state("F-1") == "VALIDEE");
  const InvoiceView paid = done(world.review(InvoiceEvent::pay, "F-1", "VIR-7"));
  CHECK(paid.invoice.state == domain::InvoiceState::reglee);
  CHECK(paid.invoice.payment_reference == "VIR-7");
  CHECK(paid.invoice.paid_on == date_of_text("2026-04-09"));
  CHECK(codes_of(world.review(InvoiceEvent::reject, "F-1", "x")) == "invoice.transition");
}

TEST_CASE("to reject takes a reason, to pay a reference")
{
  Ready world;
  done(world.send([](auto&) {}));
  CHECK(told_by(world.review(InvoiceEvent::reject, "F-1", "")) == "reason: field.required reason");
  done(world.review(InvoiceEvent::accept, "F-1", ""));
  CHECK(told_by(world.review(InvoiceEvent::pay, "F-1", "")) ==
        "reference: field.required reference");
}

TEST_CASE("a payment is of a day that has come, and not of one before the invoice")
{
  Ready world;
  done(world.send([](auto&) {}));
  done(world.review(InvoiceEvent::accept, "F-1"));
  const auto paying = [&](const char* day) {
    return told_by(
      review_invoice(world.host(), {InvoiceEvent::pay, "F-1", "", "", "VIR", day, ""}));
  };
  CHECK(paying("2026-04-10") == "date: date.future 2026-04-10 2026-04-09");
  CHECK(paying("2026-04-08") == "date: invoice.paid_early 2026-04-08 2026-04-09");
  CHECK(paying("2026-04-09").empty());
}

TEST_CASE("a dossier, a number, a date and an amount are asked for, all at once")
{
  World world;
  CHECK(codes_of(upload_invoice(world.paul(), InvoiceForm{})) ==
        "field.required, field.required, field.required, field.required");
}

TEST_CASE("an amount is above nothing, and a negative one names the invoice it takes from")
{
  Ready world;
  CHECK(codes_of(world.send([](auto&) {}, "F-1", "0")) == "amount.not_positive");
  CHECK(told_by(world.send([](auto&) {}, "F-1", "-10.00")) ==
        "amount_without_tax: invoice.corrects_required -10.00");
}

TEST_CASE("a rate of VAT is one in force, and tax and total agree with it")
{
  Ready world;
  const auto with_vat = [&](const char* rate, const char* tax, const char* total) {
    return told_by(world.send(
      [&](auto& form) {
        form.vat_rate = rate;
        form.tax = tax;
        form.with_tax = total;
      },
      "F-1", "1000.00"));
  };
  CHECK(with_vat("19.6", "", "") == "vat_rate: vat_rate.not_in_force 19.6 20");
  CHECK(with_vat("20", "199.00", "").find("invoice.tax 199.00 200.00") != std::string::npos);
  CHECK(with_vat("20", "200.00", "1201.00").find("invoice.total") != std::string::npos);
  CHECK(with_vat("20", "", "").empty());
  const domain::Invoice kept = done(show_invoice(world.host(), "F-1", "")).invoice;
  CHECK(kept.amounts.tax == money_of("200.00"));
  CHECK(kept.amounts.with_tax == money_of("1200.00"));
}

TEST_CASE("no more is invoiced than is left")
{
  Ready world;
  done(world.send([](auto&) {}, "F-1", "1000.00"));
  CHECK(told_by(world.send([](auto&) {}, "F-2", "400.01")) ==
        "amount_without_tax: invoice.over 400.01 400.00 " + world.number);
  CHECK(world.send([](auto&) {}, "F-2", "400.00"));
}

TEST_CASE("no more hours are invoiced than were agreed, in all invoices")
{
  Ready world;
  done(world.send([](auto& form) { form.hours = "10"; }, "F-1", "1000.00"));
  CHECK(told_by(world.send([](auto& form) { form.hours = "4.25"; }, "F-2", "400.00")) ==
        "hours: invoice.hours 14.25 14.00");
  CHECK(world.send([](auto& form) { form.hours = "4"; }, "F-2", "400.00"));
}

TEST_CASE("a number comes once, whatever the invoice")
{
  Ready world;
  done(world.send([](auto&) {}, "F-1", "100.00"));
  CHECK(told_by(world.send([](auto&) {}, "F-1", "200.00")) == "number: invoice.duplicate F-1");
}

TEST_CASE("a date that is more than a year off is a slip of the pen")
{
  Ready world; // the training starts on 7 April 2026; it is the 9th
  CHECK(told_by(world.send([](auto& form) { form.date = "2025-04-06"; })) ==
        "date: invoice.far 2025-04-06 2025-04-07 2027-04-09");
  CHECK(codes_of(world.send([](auto& form) { form.date = "2027-04-10"; })) == "invoice.far");
  CHECK(world.send([](auto& form) { form.date = "2027-04-09"; }));
}

TEST_CASE("what may have an invoice refused is told to who sends it")
{
  Ready world;
  const auto warned = [&](const char* number, const char* date, const char* iban) {
    return codes_of(done(world.send(
                           [&](auto& form) {
                             form.date = date;
                             form.iban = iban;
                           },
                           number, "100.00"))
                      .warnings);
  };
  CHECK(warned("F-1", "2026-04-09", k_iban_of_trainer).empty());
  done(world.review(InvoiceEvent::accept, "F-1")); // the account is known by now
  CHECK(warned("F-2", "2026-04-10", k_iban_of_trainer) == "invoice.future");
  CHECK(warned("F-3", "2026-04-06", k_iban_of_trainer) == "invoice.early");
  CHECK(warned("F-4", "2026-04-09", "") == "invoice.no_iban");
  CHECK(warned("F-5", "2026-04-09", k_iban_of_altea) == "invoice.iban_changed");
}

TEST_CASE("an account that the member named as its own is not the trainer's")
{
  World world;
  const std::string back = world.accepted(training(paid_back)), paid = world.accepted();
  world.on("2026-04-09");
  InvoiceForm of_member = world.invoice(back, "F-1", "1400.00");
  of_member.iban = k_iban_of_altea;
  done(upload_invoice(world.anne(), of_member));
  InvoiceForm of_trainer = world.invoice(paid, "F-2", "1400.00");
  of_trainer.iban = k_iban_of_altea;
  CHECK(told_by(upload_invoice(world.paul(), of_trainer)) ==
        "iban: invoice.iban_of_member FR14 **** 2606 " + paid);
}

TEST_CASE("where the member is paid back the trainer's account is not to be paid")
{
  World world;
  const std::string back = world.accepted(training(paid_back)), paid = world.accepted();
  world.on("2026-04-09");
  world.invoiced(paid, "F-1", "1400.00");
  world.certified(paid, "14");
  done(world.review(InvoiceEvent::accept, "F-1")); // on the trainer's account
  CHECK(told_by(upload_invoice(world.anne(), world.invoice(back, "F-2", "1400.00"))) ==
        "iban: invoice.iban_of_provider FR76 **** 0189 " + back);
}

TEST_CASE("a member claims its own costs apart, where it asked for some")
{
  Ready without;
  InvoiceForm none = without.invoice(without.number, "M-1", "100.00");
  none.own_costs = true;
  CHECK(told_by(upload_invoice(without.anne(), none)) ==
        "own_costs: invoice.own_costs " + without.number);
  Ready with(training([](auto& form) { form.wage_cost = "280.00"; }), "1680.00");
  InvoiceForm own = with.invoice(with.number, "M-1", "280.01");
  own.own_costs = true;
  own.iban = k_iban_of_altea;
  CHECK(told_by(upload_invoice(with.anne(), own)) ==
        "amount_without_tax: invoice.over 280.01 280.00 " + with.number);
  CHECK(told_by(upload_invoice(with.paul(), own)) ==
        "own_costs: invoice.issuer 73282932000074 88087814500015");
  own.amount_without_tax = "280.00";
  const domain::Invoice sent = done(upload_invoice(with.anne(), own)).invoice;
  CHECK(sent.issuer == siret_of(k_altea));
  CHECK(sent.sender == domain::Sender::member);
}

TEST_CASE("a member that sends the trainer's invoice sends it for the trainer")
{
  Ready world;
  const domain::Invoice sent =
    done(upload_invoice(world.anne(), world.invoice(world.number, "F-1", "1400.00"))).invoice;
  CHECK(sent.issuer == siret_of(k_trainer));
  CHECK(sent.sender == domain::Sender::member);
}

TEST_CASE("an invoice of another module is another provider's")
{
  OfSeveralModules world;
  InvoiceForm form = world.invoice(world.number, "F-1", "300.00");
  form.module = "3";
  CHECK(told_by(upload_invoice(world.paul(), form)) == "module: module.other 3 98765432400019");
  form.module = "2";
  form.hours = "4.25";
  CHECK(told_by(upload_invoice(world.paul(), form)) == "hours: invoice.hours 4.25 4.00");
  form.hours = "4";
  CHECK(done(upload_invoice(world.paul(), form)).invoice.module == 2);
}

TEST_CASE("an invoice for all of a provider's modules takes from all of them")
{
  OfSeveralModules world;
  CHECK(told_by(upload_invoice(world.paul(), world.invoice(world.number, "F-1", "1100.01"))) ==
        "amount_without_tax: invoice.over 1100.01 1100.00 " + world.number);
  CHECK(upload_invoice(world.paul(), world.invoice(world.number, "F-1", "1100.00")));
}

TEST_CASE("who sent an invoice takes it back until it is accepted")
{
  Ready world;
  done(world.send([](auto&) {}, "F-1", "700.00"));
  done(world.send([](auto&) {}, "F-2", "700.00"));
  const auto taking_back = [&](const Context& who, const char* number) {
    return codes_of(cancel_invoice(who, {InvoiceEvent::cancel, number, "", "erreur", "", "", ""}));
  };
  CHECK(taking_back(world.anne(), "F-1") == "invoice.sent_by_provider");
  CHECK(taking_back(world.nobody(), "F-1") == "session.required");
  CHECK(taking_back(world.paul(), "F-1").empty());
  CHECK(world.state("F-1") == "ANNULEE");
  done(world.review(InvoiceEvent::accept, "F-2"));
  CHECK(taking_back(world.paul(), "F-2") == "invoice.transition");
}

TEST_CASE("a refused invoice is replaced by a corrected one of the same number, with its history")
{
  Ready world;
  done(world.send([](auto&) {}));
  CHECK(told_by(world.send([](auto& form) { form.replaces = "F-1"; }, "F-2", "100.00"))
          .starts_with("replaces: invoice.not_replaceable F-1 DEPOSEE"));
  done(world.review(InvoiceEvent::reject, "F-1", "montant faux"));
  CHECK(codes_of(world.send([](auto&) {})) == "invoice.refused_before");
  done(world.send([](auto& form) { form.replaces = "F-1"; }, "F-1", "1300.00"));
  const InvoiceView view = done(show_invoice(world.paul(), "F-1", ""));
  CHECK(view.invoice.amounts.without_tax == money_of("1300.00"));
  REQUIRE(view.earlier.size() == 1);
  CHECK(view.earlier[0].comment == "montant faux");
  CHECK(done(show_invoice(world.paul(), "F-1~1", "")).replaced_by == "F-1");
}

TEST_CASE("what was replaced once is not replaced again")
{
  Ready world;
  done(world.send([](auto&) {}));
  done(world.review(InvoiceEvent::reject, "F-1", "montant faux"));
  done(world.send([](auto& form) { form.replaces = "F-1"; }, "F-2", "700.00"));
  CHECK(told_by(world.send([](auto& form) { form.replaces = "F-1"; }, "F-3", "100.00")) ==
        "replaces: invoice.replaced_before F-1 F-2");
}

TEST_CASE("no invoice is paid beyond what a break-off left owed")
{
  World world;
  const std::string number =
    world.opened_contract(World::contract("2026-03-02")); // 16 000 euros in two years
  done(accept_contract(world.host(), number, {"8000.00", "", {}, false}, ""));
  InvoiceForm form = world.invoice(number, "F-1", "3200.00");
  form.lines.instalment = "1";
  done(upload_invoice(world.paul(), form));
  world.on("2026-03-10");
  done(break_off_request(world.host(), number, {"2026-03-06", "x", false, ""}));
  // Five days of 8 000 / 365 are 109.59.
  CHECK(told_by(world.review(InvoiceEvent::accept, "F-1")) ==
        "invoice.over_owed F-1 3200.00 109.59 " + number);
}

TEST_CASE("each sees the invoices of the dossiers it sees: of one, its own side")
{
  OfSeveralModules world;
  world.add_provider("other@forma.fr", k_other_trainer);
  done(upload_invoice(world.paul(), world.invoice(world.number, "F-1", "100.00")));
  done(upload_invoice(world.as("other@forma.fr"), world.invoice(world.number, "F-1", "50.00")));
  CHECK(done(list_invoices(world.paul(), {})).size() == 1);
  CHECK(done(list_invoices(world.as("other@forma.fr"), {})).size() == 1);
  CHECK(done(list_invoices(world.anne(), {})).size() == 2);
  CHECK(codes_of(show_invoice(world.anne(), "F-1", "")) == "invoice.several");
  CHECK(done(show_invoice(world.anne(), "F-1", k_trainer)).invoice.amounts.without_tax ==
        money_of("100.00"));
  CHECK(codes_of(show_invoice(world.paul(), "F-1", k_other_trainer)) == "invoice.unknown");
  CHECK(codes_of(list_invoices(world.nobody(), {})) == "session.required");
}

TEST_CASE("why a rule was passed is between the offices and their audit")
{
  World world;
  const std::string number = world.accepted();
  world.on("2026-04-09");
  world.invoiced(number, "F-1", "1400.00");
  done(world.review(InvoiceEvent::accept, "F-1", "", "émargements vus"));
  const auto told = [&](const Context& who) {
    return done(show_invoice(who, "F-1", "")).history.back().although;
  };
  CHECK(told(world.olga()) == "émargements vus");
  CHECK(told(world.paul()).empty());
  CHECK(told(world.anne()).empty());
}
