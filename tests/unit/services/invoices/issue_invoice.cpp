#include "services/invoices/issue_invoice.hpp"

#include <doctest/doctest.h>

#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

// An invoice of the trainer on an accepted training that is over.
struct OneInvoice : World
{
  std::string number = accepted();

  OneInvoice()
  {
    on("2026-04-09");
    certified(number, "14");
  }
  std::string issued_as(const char* email) { return told_by(issue_invoice(as(email), "F-1")); }
  void send(const char* vat)
  {
    InvoiceForm form = invoice(number, "F-1", "1000.00");
    form.vat_rate = vat;
    done(upload_invoice(paul(), form));
  }
};

} // namespace

TEST_CASE("an invoice is issued by the provider it is of alone")
{
  OneInvoice world;
  world.send("20");
  CHECK(codes_of(issue_invoice(world.nobody(), "F-1")) == "session.required");
  CHECK(world.issued_as(k_anne) == "profile.required provider");
  world.add_provider("lea@autre.fr", k_other_trainer);
  CHECK(world.issued_as("lea@autre.fr") == "number: invoice.unknown F-1");
  CHECK(told_by(issue_invoice(world.paul(), "F-2")) == "number: invoice.unknown F-2");
}

TEST_CASE("an invoice without VAT says why there is none, one with VAT need not")
{
  OneInvoice without;
  without.send("0");
  CHECK(without.issued_as(k_paul) == std::string("einvoice.exemption_unknown ") + k_trainer);
  OneInvoice taxed;
  taxed.send("20");
  CHECK(taxed.issued_as(k_paul) != std::string("einvoice.exemption_unknown ") + k_trainer);
}

TEST_CASE("one whose seller nobody knows by name is not issued")
{
  OneInvoice world;
  world.send("20");
  CHECK(world.issued_as(k_paul).starts_with("einvoice.party_unknown"));
}
