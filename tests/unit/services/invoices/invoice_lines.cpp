#include "services/invoices/invoice_lines.hpp"

#include <doctest/doctest.h>

#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

// An apprenticeship from 2 March 2026 on at 8 000 euros a year, with 600 euros of side costs:
// 3 200 at once, 2 400 from the seventh month on, 1 600 from the tenth, 800 when the year is over.
struct Apprenticeship : World
{
  std::string number = opened_contract(contract("2026-03-02"));

  explicit Apprenticeship(const FundingForm& funding = {"8000.00", "600.00", {}, false})
  {
    done(accept_contract(host(), number, funding, ""));
  }
  std::string send_lines(const char* invoice_number, const char* amount,
                         const std::vector<std::string>& lines, const char* instalment = "")
  {
    InvoiceForm form = invoice(number, invoice_number, amount);
    form.lines = {lines, instalment};
    return told_by(upload_invoice(paul(), form));
  }
  std::string send(const char* invoice_number, const char* amount, const char* instalment)
  {
    return send_lines(invoice_number, amount, {}, instalment);
  }
  void certify_until(const char* day)
  {
    CertificateForm form = certificate(number, "300");
    form.to = day;
    done(upload_certificate(paul(), form));
  }
};

} // namespace

TEST_CASE("an invoice of a contract is for an instalment, which it does not exceed")
{
  Apprenticeship world;
  CHECK(world.send("F-1", "3200.00", "") ==
        "instalment: invoice.instalment_required " + world.number);
  CHECK(world.send("F-1", "3200.01", "1") ==
        "instalment: invoice.instalment_over 1 3200.01 3200.00");
  CHECK(world.send("F-1", "1.00", "9") == "instalment: invoice.instalment_unknown 9 8");
  CHECK(world.send("F-1", "3200.00", "1").empty());
  CHECK(world.send("F-2", "0.01", "1") == "instalment: invoice.instalment_invoiced 1");
}

TEST_CASE("an instalment is invoiced from the day it opens on")
{
  Apprenticeship world;
  world.on("2026-09-01");
  world.certify_until("2026-09-01");
  CHECK(world.send("F-2", "2400.00", "2") == "instalment: invoice.instalment_closed 2 2026-09-02");
  world.on("2026-09-02");
  CHECK(world.send("F-2", "2400.00", "2").empty());
}

TEST_CASE("after the advance each instalment is for a time that certificates cover")
{
  Apprenticeship world;
  world.on("2026-09-02");
  CHECK(world.send("F-2", "2400.00", "2") == "instalment: invoice.certificate_missing 2");
  world.certify_until("2026-08-31");
  CHECK(world.send("F-2", "2400.00", "2") ==
        "instalment: invoice.certificate_short 2 2026-09-01 2026-08-31");
  CHECK(world.send("F-1", "3200.00", "1").empty()); // the advance asks for none
}

TEST_CASE("lines come to the amount")
{
  Apprenticeship world;
  CHECK(world.send_lines("F-1", "3250.00", {"PEDAGOGIE:3200.00", "HEBERGEMENT:60.00"}, "1") ==
        "line: invoice.lines_sum 3260.00 3250.00");
  CHECK(
    world.send_lines("F-1", "3260.00", {"PEDAGOGIE:3200.00", "HEBERGEMENT:60.00"}, "1").empty());
}

TEST_CASE("a dossier without a schedule has no instalment")
{
  World world;
  const std::string number = world.accepted();
  InvoiceForm form = world.invoice(number, "F-1", "100.00");
  form.lines.instalment = "1";
  CHECK(told_by(upload_invoice(world.paul(), form)) == "instalment: invoice.no_schedule " + number);
}

TEST_CASE("nights are six euros each, meals three")
{
  Apprenticeship world;
  CHECK(world.send_lines("F-1", "61.00", {"HEBERGEMENT:61.00:1"}) ==
        "line: line.flat_rate HEBERGEMENT 61.00 6.00");
  CHECK(world.send_lines("F-1", "20.00", {"RESTAURATION:20.00:1"}) ==
        "line: line.flat_rate RESTAURATION 20.00 3.00");
  CHECK(world.send_lines("F-1", "81.00", {"HEBERGEMENT:60.00:1", "RESTAURATION:21.00:1"}).empty());
}

TEST_CASE("no more side costs are invoiced than were agreed to")
{
  Apprenticeship world;
  CHECK(world.send_lines("F-1", "606.00", {"HEBERGEMENT:606.00:1"}) ==
        "line: invoice.side_costs_over 606.00 600.00");
  CHECK(world.send_lines("F-1", "600.00", {"HEBERGEMENT:600.00:1"}).empty());
  CHECK(world.send_lines("F-2", "6.00", {"HEBERGEMENT:6.00:1"}) ==
        "line: invoice.side_costs_over 6.00 0.00");
}

TEST_CASE("first equipment is invoiced once, with the advance, and 500 euros at most")
{
  Apprenticeship world;
  CHECK(world.send_lines("F-1", "500.01", {"PREMIEREQUIPEMENT:500.01:1"})
          .find("invoice.first_equipment_over 500.01 500.00") != std::string::npos);
  CHECK(world.send_lines("F-1", "300.00", {"PREMIEREQUIPEMENT:300.00:1"}).empty());
  CHECK(world.send_lines("F-2", "100.00", {"PREMIEREQUIPEMENT:100.00:1"}) ==
        "line: invoice.first_equipment_twice F-1");
  Apprenticeship later;
  later.on("2026-09-02");
  later.certify_until("2026-09-01");
  CHECK(later.send_lines("F-1", "300.00", {"PREMIEREQUIPEMENT:300.00:2"}) ==
        "line: invoice.first_equipment_late 2 1");
}

TEST_CASE("the supplement for a disabled apprentice needs one")
{
  Apprenticeship world;
  CHECK(world.send_lines("F-1", "100.00", {"MAJORATION_RQTH:100.00:1"}) ==
        "line: invoice.rqth_need " + world.number);
}

TEST_CASE("the balance is lost four months after the contract's end")
{
  Apprenticeship world; // it ends on 1 March 2028
  world.on("2028-07-02");
  world.certify_until("2028-03-01");
  CHECK(world.send("F-8", "800.00", "8") == "instalment: invoice.instalment_lost 8 2028-07-01");
  world.on("2028-07-01");
  CHECK(world.send("F-8", "800.00", "8").empty());
}
