#include "services/dossiers/execution.hpp"

#include <doctest/doctest.h>

#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

using domain::InvoiceEvent;

// Fourteen hours for 1 400 euros, which are over.
struct Carried : World
{
  std::string number;

  explicit Carried(const domain::RequestForm& form = training(), const char* amount = "1400.00")
  {
    number = accepted(form, amount);
    on("2026-04-09");
  }
  std::string accepting(const char* invoice)
  {
    return told_by(review(InvoiceEvent::accept, invoice));
  }
  void certify_first_day(const char* hours)
  {
    CertificateForm form = certificate(number, hours);
    form.to = "2026-04-07";
    done(upload_certificate(paul(), form));
  }
};

} // namespace

TEST_CASE("an invoice is accepted on a certificate of the hours it claims")
{
  Carried world;
  world.invoiced(world.number, "F-1", "1400.00");
  CHECK(world.accepting("F-1") == "execution.no_certificate " + world.number);
  world.certified(world.number, "14");
  CHECK(world.accepting("F-1").empty());
}

TEST_CASE("half of the amount claims half of the hours")
{
  Carried world;
  world.certify_first_day("7");
  world.invoiced(world.number, "F-1", "700.00");
  world.invoiced(world.number, "F-2", "0.01");
  CHECK(world.accepting("F-1").empty());
  // A cent more claims a begun hundredth of an hour more.
  CHECK(world.accepting("F-2") == "execution.hours " + world.number + " 7.01 7.00");
}

TEST_CASE("hours that an invoice says count where they are more than its share of the amount")
{
  Carried world;
  world.certify_first_day("7");
  InvoiceForm form = world.invoice(world.number, "F-1", "100.00"); // an hour's worth
  form.hours = "8";
  done(upload_invoice(world.paul(), form));
  CHECK(world.accepting("F-1") == "execution.hours " + world.number + " 8.00 7.00");
}

TEST_CASE("invoices that were accepted before count, those that wait do not")
{
  Carried world;
  world.certify_first_day("7");
  world.invoiced(world.number, "F-1", "500.00");
  world.invoiced(world.number, "F-2", "500.00");
  CHECK(world.accepting("F-2").empty());
  CHECK(world.accepting("F-1") == "execution.hours " + world.number + " 10.00 7.00");
}

TEST_CASE("a reason passes an invoice once, for its payment too")
{
  Carried world;
  world.invoiced(world.number, "F-1", "1400.00");
  done(world.review(InvoiceEvent::accept, "F-1", "", "émargements vus"));
  CHECK(world.review(InvoiceEvent::pay, "F-1"));
}

TEST_CASE("a certificate that was replaced by one of fewer hours no longer carries the invoice")
{
  Carried world;
  world.invoiced(world.number, "F-1", "1400.00");
  const std::string first = world.certified(world.number, "14");
  done(world.review(InvoiceEvent::accept, "F-1"));
  CertificateForm fewer = World::certificate(world.number, "7");
  fewer.replaces = first;
  done(upload_certificate(world.paul(), fewer));
  CHECK(told_by(world.review(InvoiceEvent::pay, "F-1")) ==
        "execution.hours " + world.number + " 14.00 7.00");
}

TEST_CASE("of several trainees all hours are certified")
{
  Carried world(training([](auto& form) { form.employees = {"Jeanne Martin", "Luc Petit"}; }));
  world.invoiced(world.number, "F-1", "1400.00");
  CertificateForm form = World::certificate(world.number, "14");
  form.trainee = "Luc Petit";
  done(upload_certificate(world.paul(), form));
  CHECK(world.accepting("F-1") == "execution.hours " + world.number + " 28.00 14.00");
  form.trainee = "Jeanne Martin";
  done(upload_certificate(world.paul(), form));
  CHECK(world.accepting("F-1").empty());
}

TEST_CASE("each module is paid on its own certificates")
{
  Carried world(training([](auto& form) {
    form.provider_siret.clear();
    form.modules = {{"Excel", k_trainer, "", "7", "700.00"}, {"VBA", k_trainer, "", "7", "700.00"}};
  }));
  CertificateForm of_excel = World::certificate(world.number, "7");
  of_excel.module = "1";
  done(upload_certificate(world.paul(), of_excel));
  for (const char* module : {"1", "2"}) {
    InvoiceForm form = world.invoice(world.number, module[0] == '1' ? "F-1" : "F-2", "700.00");
    form.module = module;
    done(upload_invoice(world.paul(), form));
  }
  CHECK(world.accepting("F-1").empty());
  CHECK(world.accepting("F-2") == "execution.no_certificate " + world.number + " (module 2)");
}

TEST_CASE("the company's own costs are paid on the certificates of who taught")
{
  Carried world(training([](auto& form) { form.wage_cost = "280.00"; }), "1680.00");
  InvoiceForm own = world.invoice(world.number, "M-1", "280.00");
  own.own_costs = true;
  own.iban = k_iban_of_altea;
  done(upload_invoice(world.anne(), own));
  CHECK(world.accepting("M-1") == "execution.no_certificate " + world.number);
  world.certify_first_day("7");
  CHECK(world.accepting("M-1") == "execution.hours " + world.number + " 14.00 7.00");
  CertificateForm second = World::certificate(world.number, "7");
  second.from = "2026-04-08";
  done(upload_certificate(world.paul(), second));
  CHECK(world.accepting("M-1").empty());
}

TEST_CASE("a credit note needs no evidence: what is given back need not have been carried out")
{
  Carried world;
  world.invoiced(world.number, "F-1", "1400.00");
  InvoiceForm credit = world.invoice(world.number, "A-1", "400.00");
  credit.corrects = "F-1";
  done(upload_invoice(world.paul(), credit));
  CHECK(world.accepting("A-1").empty());
}

TEST_CASE("what a credit note takes off an invoice is no longer claimed")
{
  Carried world;
  world.certify_first_day("7");
  world.invoiced(world.number, "F-1", "1400.00");
  InvoiceForm credit = world.invoice(world.number, "A-1", "700.00");
  credit.corrects = "F-1";
  done(upload_invoice(world.paul(), credit));
  CHECK(world.accepting("F-1") == "execution.hours " + world.number + " 14.00 7.00");
  done(world.review(InvoiceEvent::accept, "A-1"));
  CHECK(world.accepting("F-1").empty());
}

TEST_CASE("of a training that was broken off its certificates say what is owed")
{
  Carried world;
  world.certify_first_day("7");
  done(break_off_request(world.host(), world.number, {"2026-04-07", "x", false, ""}));
  const domain::FundingRequest request = world.dossier(world.number);
  const auto shares = domain::shares_of(request, {});
  const auto standing = world.store().certificates().standing(world.number);
  CHECK(owed_when_broken_off(request, shares.at(0), standing) == money_of("700.00"));
  CHECK(owed_when_broken_off(request, shares.at(0), {}) == money_of("0.00"));
}

TEST_CASE("hours that were invoiced leave refused invoices out")
{
  Carried world;
  for (const char* number : {"F-1", "F-2"}) {
    InvoiceForm form = world.invoice(world.number, number, "100.00");
    form.hours = "3";
    done(upload_invoice(world.paul(), form));
  }
  const domain::Siren trainer = siret_of(k_trainer).siren();
  CHECK(hours_invoiced(world.host(), world.dossier(world.number), trainer, {}) == 6'00);
  done(world.review(InvoiceEvent::reject, "F-2", "doublon"));
  CHECK(hours_invoiced(world.host(), world.dossier(world.number), trainer, {}) == 3'00);
}
