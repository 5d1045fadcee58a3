#include "operations/invoices/einvoices.hpp"

#include <doctest/doctest.h>

#include "unit/services/world.hpp"

using namespace myatlas;

TEST_CASE("an invoice as data is shown with what is wrong with it")
{
  const auto inspected = services::done(operations::inspect_invoice(
    R"(<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>)"));
  CHECK(inspected.is_wrong());
  CHECK(inspected.document["schema"] == "myatlas/e-invoice/1");
  REQUIRE(inspected.document["problems"].size() == inspected.findings.size());
  CHECK(inspected.document["problems"][0]["severity"] == "E");
  CHECK(services::codes_of(operations::inspect_invoice("%PDF-1.7")) != "");
}
