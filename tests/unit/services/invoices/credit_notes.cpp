#include "services/invoices/credit_notes.hpp"

#include <doctest/doctest.h>

#include "services/correspondence/letters.hpp"
#include "services/dossiers/open_dossier.hpp"
#include "services/dossiers/owed.hpp"
#include "services/invoices/invoice_rules.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

using domain::InvoiceEvent;

// A certified training of 1 400 euros, of which F-1 asked for 1 000.
struct Invoiced : World
{
  std::string number = accepted();

  Invoiced()
  {
    on("2026-04-09");
    certified(number, "14");
    invoiced(number, "F-1", "1000.00");
  }
  template <typename Change>
  util::Result<ReceivedInvoice> credit(const char* note, const char* amount, Change change)
  {
    InvoiceForm form = invoice(number, note, amount);
    form.corrects = "F-1";
    change(form);
    return upload_invoice(paul(), form);
  }
  util::Result<ReceivedInvoice> credit(const char* note, const char* amount)
  {
    return credit(note, amount, [](auto&) {});
  }
  std::string acting(InvoiceEvent event, const char* invoice)
  {
    return told_by(review(event, invoice));
  }
  domain::Money left() { return left_of(host(), done(show_invoice(host(), "F-1", "")).invoice); }
};

} // namespace

TEST_CASE("a credit note takes from its invoice and gives back to the dossier")
{
  Invoiced world;
  const domain::Invoice note = done(world.credit("A-1", "300.00")).invoice;
  CHECK(note.amounts.without_tax == money_of("-300.00"));
  CHECK(note.is_credit_note());
  CHECK(world.left() == money_of("700.00"));
  CHECK(told_by(upload_invoice(world.paul(), world.invoice(world.number, "F-2", "700.01"))) ==
        "amount_without_tax: invoice.over 700.01 700.00 " + world.number);
  CHECK(upload_invoice(world.paul(), world.invoice(world.number, "F-2", "700.00")));
}

TEST_CASE("a credit note is written with its sign or without, and is negative")
{
  Invoiced world;
  CHECK(done(world.credit("A-1", "-100.00")).invoice.amounts.without_tax == money_of("-100.00"));
  CHECK(done(world.credit("A-2", "100.00")).invoice.amounts.without_tax == money_of("-100.00"));
  CHECK(world.left() == money_of("800.00"));
}

TEST_CASE("no more is taken from an invoice than it asks for, in all its credit notes")
{
  Invoiced world;
  done(world.credit("A-1", "600.00"));
  CHECK(told_by(world.credit("A-2", "400.01")) ==
        "amount_without_tax: invoice.corrects_over 400.01 400.00 F-1");
  CHECK(world.credit("A-2", "400.00"));
}

TEST_CASE("a credit note names an invoice of its provider that stands, of the same dossier")
{
  Invoiced world;
  const auto correcting = [&](const char* other, const char* note = "A-1") {
    return told_by(world.credit(note, "100.00", [&](auto& form) { form.corrects = other; }));
  };
  CHECK(correcting("F-9") == "corrects: invoice.corrects_unknown F-9");
  done(world.credit("A-9", "1.00"));
  CHECK(correcting("A-9") == "corrects: invoice.corrects_credit A-9");
  world.invoiced(world.number, "F-2", "100.00");
  done(world.review(InvoiceEvent::reject, "F-2", "doublon"));
  CHECK(correcting("F-2") == "corrects: invoice.corrects_state F-2 REJETEE");
  world.on("2026-03-03");
  const std::string other = world.accepted();
  world.on("2026-04-09");
  world.invoiced(other, "F-3", "100.00");
  CHECK(correcting("F-3") ==
        "corrects: invoice.corrects_request F-3 " + other + " " + world.number);
}

TEST_CASE("what is taken back bears the tax it was invoiced with, and no earlier a day")
{
  Invoiced world;
  CHECK(told_by(world.credit("A-1", "100.00", [](auto& form) { form.vat_rate = "20"; })) ==
        "vat_rate: invoice.corrects_rate F-1 20 0");
  CHECK(told_by(world.credit("A-1", "100.00", [](auto& form) { form.date = "2026-04-08"; })) ==
        "date: invoice.corrects_early 2026-04-08 F-1 2026-04-09");
  CHECK(world.credit("A-1", "100.00", [](auto& form) { form.vat_rate = "0"; }));
}

TEST_CASE("an invoice is not paid while a credit note on it is not decided")
{
  Invoiced world;
  done(world.review(InvoiceEvent::accept, "F-1"));
  done(world.credit("A-1", "300.00"));
  CHECK(world.acting(InvoiceEvent::pay, "F-1") == "number: invoice.credit_open F-1 A-1");
  done(world.review(InvoiceEvent::accept, "A-1"));
  CHECK(world.acting(InvoiceEvent::pay, "F-1").empty());
}

TEST_CASE("a credit note that was accepted is set off when its invoice is paid")
{
  Invoiced world;
  done(world.credit("A-1", "300.00"));
  done(world.review(InvoiceEvent::accept, "F-1"));
  done(world.review(InvoiceEvent::accept, "A-1"));
  CHECK(world.acting(InvoiceEvent::pay, "A-1") == "number: invoice.credit_unpaid A-1 F-1");
  done(world.review(InvoiceEvent::pay, "F-1", "VIR-7"));
  const domain::Invoice note = done(show_invoice(world.host(), "A-1", "")).invoice;
  CHECK(note.state == domain::InvoiceState::reglee);
  CHECK(note.payment_reference == "VIR-7");
  CHECK(billed_as_shown(world.host(), world.dossier(world.number)).paid == money_of("700.00"));
}

TEST_CASE("an invoice is not left behind by a credit note on it")
{
  Invoiced world;
  done(world.credit("A-1", "300.00"));
  CHECK(world.acting(InvoiceEvent::reject, "F-1") == "number: invoice.credited F-1 A-1");
  CHECK(codes_of(cancel_invoice(world.paul(), {InvoiceEvent::cancel, "F-1", "", "", "", "", ""})) ==
        "invoice.credited");
  done(world.review(InvoiceEvent::reject, "A-1", "non"));
  CHECK(world.acting(InvoiceEvent::reject, "F-1").empty());
}

TEST_CASE("a credit note whose amount was invoiced again is not taken back")
{
  Invoiced world;
  done(world.credit("A-1", "300.00"));
  world.invoiced(world.number, "F-2", "700.00"); // the 400 that were left, and the 300
  CHECK(world.acting(InvoiceEvent::reject, "A-1") ==
        "number: invoice.credit_used A-1 " + world.number);
  done(world.review(InvoiceEvent::reject, "F-2", "doublon"));
  CHECK(world.acting(InvoiceEvent::reject, "A-1").empty());
  CHECK(world.left() == money_of("1000.00"));
}

TEST_CASE("of what was paid the money is asked back, and comes")
{
  Invoiced world;
  world.paid("F-1");
  done(world.credit("A-1", "300.00"));
  done(world.review(InvoiceEvent::accept, "A-1"));
  store::LetterFilter asked;
  asked.kind = domain::LetterKind::recovery;
  const auto letters = done(list_letters(world.paul(), asked));
  REQUIRE(letters.size() == 1);
  CHECK(letters[0].body.find("300,00") != std::string::npos);
  CHECK(world.acting(InvoiceEvent::pay, "A-1").empty()); // it came
  CHECK(billed_as_shown(world.host(), world.dossier(world.number)).paid == money_of("700.00"));
}

TEST_CASE("of what was not paid nothing is asked back")
{
  Invoiced world;
  done(world.credit("A-1", "300.00"));
  done(world.review(InvoiceEvent::accept, "A-1"));
  store::LetterFilter asked;
  asked.kind = domain::LetterKind::recovery;
  CHECK(done(list_letters(world.paul(), asked)).empty());
}

TEST_CASE("a credit note gives back to the module of its invoice")
{
  World world;
  const std::string number = world.accepted(training([](auto& form) {
    form.provider_siret.clear();
    form.modules = {{"Excel", k_trainer, "", "7", "700.00"}, {"VBA", k_trainer, "", "7", "700.00"}};
  }));
  world.on("2026-04-09");
  InvoiceForm of_vba = world.invoice(number, "F-1", "700.00");
  of_vba.module = "2";
  done(upload_invoice(world.paul(), of_vba));
  InvoiceForm note = world.invoice(number, "A-1", "200.00");
  note.corrects = "F-1";
  note.module = "2";
  done(upload_invoice(world.paul(), note));
  of_vba.number = "F-2";
  of_vba.amount_without_tax = "200.01";
  CHECK(codes_of(upload_invoice(world.paul(), of_vba)) == "invoice.over");
  of_vba.amount_without_tax = "200.00";
  CHECK(upload_invoice(world.paul(), of_vba));
}

TEST_CASE("a credit note on an invoice with an instalment gives back to the instalment")
{
  World world;
  const std::string number = world.opened_contract(World::contract("2026-03-02"));
  done(accept_contract(world.host(), number, {"8000.00", "", {}, false}, ""));
  const auto advance = [&](const char* invoice, const char* amount) {
    InvoiceForm form = world.invoice(number, invoice, amount);
    form.lines.instalment = "1";
    return told_by(upload_invoice(world.paul(), form));
  };
  CHECK(advance("F-1", "3200.00").empty());
  CHECK(advance("F-2", "1.00") == "instalment: invoice.instalment_invoiced 1");
  InvoiceForm note = world.invoice(number, "A-1", "200.00");
  note.corrects = "F-1";
  const ReceivedInvoice received = done(upload_invoice(world.paul(), note));
  REQUIRE(received.lines.size() == 1);
  CHECK(received.lines[0].instalment == 1);
  CHECK(received.lines[0].amount == money_of("-200.00"));
  CHECK(advance("F-2", "200.01") == "instalment: invoice.instalment_over 1 200.01 200.00");
  CHECK(advance("F-2", "200.00").empty());
}

TEST_CASE("one object follows a file: its credit notes take from its own invoices")
{
  Invoiced world;
  const Context paul = world.paul();
  InvoiceRules rules(paul);
  OpenDossier& dossier = *done(rules.dossier(world.number));
  CreditRules credits(paul);
  const domain::Siret trainer = siret_of(k_trainer);
  const CreditClaim claim{trainer, "F-8", money_of("100.00"), 0, date_of_text("2026-04-09")};
  CHECK(codes_of(credits.check(claim, dossier)) == "invoice.corrects_unknown");
  credits.remember(trainer.siren(), "F-8", dossier, {money_of("150.00"), {}, {}, {}},
                   date_of_text("2026-04-09"));
  CHECK(credits.check(claim, dossier));
  credits.take(claim, dossier);
  CHECK(told_by(credits.check(claim, dossier)) ==
        "amount_without_tax: invoice.corrects_over 100.00 50.00 F-8");
  CHECK(dossier.left == money_of("500.00")); // 400 and the 100 that were given back
}
