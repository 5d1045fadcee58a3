#include "operations/invoices/invoices.hpp"

#include <doctest/doctest.h>

#include "unit/operations/ask.hpp"

using namespace myatlas;
using namespace myatlas::services;
using operations::asked;

namespace {

std::string first_invoice_of(const std::string& dossier)
{
  return "{\"request\":\"" + dossier +
         "\",\"number\":\"FA-1\",\"date\":\"2026-04-15\",\"amount_without_tax\":700,\"iban\":\"" +
         k_iban_of_trainer + "\"}";
}

} // namespace

TEST_CASE("an invoice is sent, listed, accepted and paid by requests in JSON")
{
  World world("2026-03-02");
  const std::string dossier = world.accepted();
  world.on("2026-04-20");
  const auto sent = asked(operations::k_upload_invoice, world.paul(), first_invoice_of(dossier));
  REQUIRE(codes_of(sent) == "");
  CHECK(sent->document["schema"] == "myatlas/invoice/1");
  CHECK(sent->document["state"] == "DEPOSEE");
  CHECK(sent->document["amount_without_tax"] == "700.00");
  const auto listed = asked(operations::k_list_invoices, world.paul(), R"({"state":"DEPOSEE"})");
  REQUIRE(codes_of(listed) == "");
  CHECK(listed->document["invoices"].size() == 1);
  const std::string named = R"({"number":"FA-1","although":"papier"})";
  REQUIRE(codes_of(asked(operations::k_accept_invoice, world.host(), named)) == "");
  const auto paid = asked(operations::k_pay_invoice, world.host(),
                          R"({"number":"FA-1","reference":"VIR-1","although":"papier"})");
  REQUIRE(codes_of(paid) == "");
  CHECK(paid->document["state"] == "REGLEE");
  CHECK(paid->document["history"].size() == 2);
}

TEST_CASE("what is wrong with a request is told at its members, all at once")
{
  World world;
  CHECK(told_by(asked(operations::k_list_invoices, world.paul(), R"({"state":"PERDUE"})")) ==
        "state: invoice.state_unknown PERDUE DEPOSEE, EN_TRAITEMENT, VALIDEE, REGLEE, REJETEE, "
        "ANNULEE");
  CHECK(codes_of(asked(operations::k_show_invoice, world.paul(), R"({"nummer":"X","number":7})")) ==
        "json.member_misspelt");
  CHECK(told_by(asked(operations::k_show_invoice, world.paul(), "{}")) ==
        "number: field.required number");
  CHECK(codes_of(asked(operations::k_show_invoice, world.paul(), "[]")) == "json.not_object");
}

TEST_CASE("a file that did not come along is told, and nothing is sent")
{
  World world("2026-03-02");
  const std::string dossier = world.accepted();
  world.on("2026-04-20");
  const std::string request = "{\"request\":\"" + dossier +
                              "\",\"file\":{\"name\":\"a.pdf\",\"sha256\":\"" +
                              std::string(64, '0') + "\"}}";
  const auto answer = asked(operations::k_upload_invoice, world.paul(), request);
  CHECK(codes_of(answer) == "upload.unknown");
  CHECK(told_by(answer) == "file: upload.unknown a.pdf");
  const auto listed = asked(operations::k_list_invoices, world.host(), "{}");
  CHECK(listed->document["invoices"].empty());
}

TEST_CASE("an invoice of others is not there for who asks")
{
  World world("2026-03-02");
  const std::string dossier = world.accepted();
  world.on("2026-04-20");
  done(asked(operations::k_upload_invoice, world.paul(), first_invoice_of(dossier)));
  world.add_provider("lea@autre.fr", k_other_trainer);
  CHECK(codes_of(asked(operations::k_show_invoice, world.as("lea@autre.fr"),
                       R"({"number":"FA-1"})")) == "invoice.unknown");
}
