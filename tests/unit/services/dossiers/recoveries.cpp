#include "services/dossiers/recoveries.hpp"

#include <doctest/doctest.h>

#include "services/correspondence/letters.hpp"
#include "services/dossiers/owed.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

RecoveryForm sum_of(const std::string& number, const char* amount)
{
  return {number, amount, "VIR-R", "", ""};
}

// All of 1 400 euros were paid, and the training was broken off half way: 700 are owed.
struct PaidTooMuch : World
{
  std::string number = accepted();

  PaidTooMuch()
  {
    on("2026-04-09");
    invoiced(number, "F-1", "1400.00");
    done(review(domain::InvoiceEvent::accept, "F-1", "", "avance"));
    done(review(domain::InvoiceEvent::pay, "F-1"));
    CertificateForm half = certificate(number, "7");
    half.to = "2026-04-07";
    done(upload_certificate(paul(), half));
    done(break_off_request(host(), number, {"2026-04-07", "x", false, ""}));
  }
  Billed billed() { return billed_as_shown(host(), dossier(number)); }
  std::string recover(const char* amount)
  {
    return told_by(record_recovery(host(), sum_of(number, amount)));
  }
};

} // namespace

TEST_CASE("what was paid beyond what is owed is to come back, and the payee is written for it")
{
  PaidTooMuch world;
  CHECK(world.billed().to_recover == money_of("700.00"));
  CHECK(world.billed().paid == money_of("1400.00"));
  store::LetterFilter asked;
  asked.kind = domain::LetterKind::recovery;
  const auto letters = done(list_letters(world.paul(), asked));
  REQUIRE(letters.size() == 1);
  CHECK(letters[0].siret == siret_of(k_trainer));
  CHECK(letters[0].body.find("700,00") != std::string::npos);
}

TEST_CASE("a sum that came back is taken off, in parts too, and never more than was to")
{
  PaidTooMuch world;
  CHECK(world.recover("700.01") == "amount: recovery.over 700.01 700.00 " + world.number);
  CHECK(world.recover("200.00").empty());
  CHECK(world.billed().to_recover == money_of("500.00"));
  CHECK(world.billed().recovered == money_of("200.00"));
  CHECK(world.recover("500.01") == "amount: recovery.over 500.01 500.00 " + world.number);
  CHECK(world.recover("500.00").empty());
  CHECK(world.billed().to_recover == money_of("0.00"));
  CHECK(world.recover("0.01") == "amount: recovery.none 0.01 " + world.number);
}

TEST_CASE("a sum that came back has an amount, a reference and a day that has come")
{
  PaidTooMuch world;
  CHECK(codes_of(record_recovery(world.host(), {world.number, "", "", "", ""})) ==
        "field.required, field.required");
  CHECK(codes_of(record_recovery(world.host(), {world.number, "0", "V", "", ""})) ==
        "amount.not_positive");
  CHECK(told_by(record_recovery(world.host(), {world.number, "1", "V", "2026-04-10", ""})) ==
        "date: date.future 2026-04-10 2026-04-09");
  CHECK(record_recovery(world.host(), {world.number, "1", "V", "2026-04-08", ""}));
}

TEST_CASE("when all came back the dossier is settled")
{
  PaidTooMuch world;
  CHECK(codes_of(settle_request(world.host(), world.number, Uninvoiced::refused, "")) ==
        "request.unrecovered");
  CHECK(world.recover("700.00").empty());
  CHECK(settle_request(world.host(), world.number, Uninvoiced::refused, ""));
}

TEST_CASE("a certificate that comes later makes less to come back")
{
  PaidTooMuch world;
  const auto certificates = world.store().certificates().standing(world.number);
  REQUIRE(certificates.size() == 1);
  CertificateForm more = World::certificate(world.number, "10");
  more.to = "2026-04-07";
  more.replaces = certificates[0].number;
  done(upload_certificate(world.paul(), more));
  CHECK(world.billed().to_recover == money_of("400.00")); // ten hours of fourteen are 1 000
}

TEST_CASE("a credit note on what was paid is another way for it to come back")
{
  PaidTooMuch world;
  InvoiceForm credit = world.invoice(world.number, "A-1", "700.00");
  credit.corrects = "F-1";
  done(upload_invoice(world.paul(), credit));
  CHECK(world.billed().to_recover == money_of("0.00")); // it is on its way
  CHECK(world.recover("700.00") == "amount: recovery.none 700.00 " + world.number);
}

TEST_CASE("what came back by transfer is not given back by a credit note again")
{
  PaidTooMuch world;
  CHECK(world.recover("700.00").empty());
  InvoiceForm credit = world.invoice(world.number, "A-1", "700.01");
  credit.corrects = "F-1";
  CHECK(told_by(upload_invoice(world.paul(), credit)) ==
        "amount_without_tax: invoice.corrects_over 700.01 700.00 F-1");
}

TEST_CASE("nothing comes back where nothing was paid too much")
{
  World world;
  const std::string number = world.accepted();
  CHECK(told_by(record_recovery(world.host(), sum_of(number, "1.00"))) ==
        "amount: recovery.none 1.00 " + number);
  CHECK(codes_of(record_recovery(world.host(), sum_of("D20260000009", "1.00"))) ==
        "request.unknown");
}

TEST_CASE("where two were paid too much it is said whose the sum is")
{
  World world;
  const std::string number =
    world.accepted(training([](auto& form) { form.wage_cost = "280.00"; }), "1680.00");
  world.on("2026-04-09");
  world.invoiced(number, "F-1", "1400.00");
  InvoiceForm own = world.invoice(number, "M-1", "280.00");
  own.own_costs = true;
  own.iban = k_iban_of_altea;
  done(upload_invoice(world.anne(), own));
  for (const char* invoice : {"F-1", "M-1"}) {
    done(world.review(domain::InvoiceEvent::accept, invoice, "", "avance"));
    done(world.review(domain::InvoiceEvent::pay, invoice));
  }
  done(
    break_off_request(world.host(), number, {"2026-04-07", "x", false, ""})); // nothing certified
  CHECK(told_by(record_recovery(world.host(), sum_of(number, "280.00"))) ==
        "from: recovery.several " + number + " 732829320, 880878145");
  RecoveryForm of_altea = sum_of(number, "280.01");
  of_altea.from = k_altea;
  CHECK(told_by(record_recovery(world.host(), of_altea)) ==
        "amount: recovery.over 280.01 280.00 " + number);
  of_altea.amount = "280.00";
  CHECK(record_recovery(world.host(), of_altea));
  CHECK(record_recovery(world.host(), sum_of(number, "1400.00"))); // one alone is left
}
