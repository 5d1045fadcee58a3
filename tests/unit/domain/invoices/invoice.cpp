#include <doctest/doctest.h>

#include "domain/invoices/invoice.hpp"

using namespace myatlas;
using namespace myatlas::domain;

namespace {

Money euros(const char* text)
{
  return *Money::parse(text);
}

} // namespace

TEST_CASE("a credit note has negative amounts, in whichever sign it is written")
{
  for (const std::int64_t sign : {1, -1}) {
    const auto settled =
      settle_credit({{sign * 100'00}, 2000, Money{sign * 20'00}, Money{sign * 120'00}});
    REQUIRE(settled);
    CHECK(settled->amounts.without_tax == Money{-100'00});
    CHECK(settled->amounts.tax == Money{-20'00});
    CHECK(settled->amounts.with_tax == Money{-120'00});
  }
  CHECK(settle_credit({{-100'00}, std::nullopt, std::nullopt, Money{120'00}}).error().code ==
        "invoice.signs");
  CHECK(settle_credit({{-100'00}, 2000, Money{-19'00}, std::nullopt}).error().code ==
        "invoice.tax");
}

TEST_CASE("the rate of VAT that is likely meant")
{
  CHECK(likely_vat_rate(20) == 2000);   // 0,2
  CHECK(likely_vat_rate(10) == 1000);   // 0,1
  CHECK(likely_vat_rate(1960) == 2000); // before 2014
  CHECK(likely_vat_rate(500) == 550);
  CHECK(likely_vat_rate(700) == 1000); // before 2014 too
}

TEST_CASE("an invoice's amounts agree to the cent, one cent of rounding apart")
{
  CHECK(settle_amounts({euros("33.33"), 550, euros("1.84"), euros("35.17")})->rounded);
  CHECK_FALSE(settle_amounts({euros("33.33"), 550, euros("1.83"), euros("35.16")})->rounded);
  CHECK(settle_amounts({euros("100"), 2000, euros("20"), euros("121")}).error().code ==
        "invoice.total");
  CHECK(settle_amounts({euros("100"), 2000, euros("19"), euros("119")}).error().code ==
        "invoice.tax");
  CHECK(settle_amounts({euros("100"), {}, {}, {}})->amounts.with_tax == euros("100"));
}

TEST_CASE("an invoice moves as the table says, and no other way")
{
  Invoice invoice{"F1",
                  Siret::of_checked(73282932000074),
                  "D1",
                  Date::of_days(0),
                  {},
                  {},
                  {},
                  "",
                  InvoiceState::deposee,
                  {}};
  int allowed = 0;
  for (const InvoiceStateFacts& from : k_invoice_states) {
    invoice.state = from.state;
    for (int i = 0; *to_text(static_cast<InvoiceEvent>(i)) != '\0'; ++i) {
      const auto event = static_cast<InvoiceEvent>(i);
      const auto next = after(invoice, event);
      allowed += next ? 1 : 0;
      CHECK((next || next.error().code == "invoice.transition"));
      CHECK_FALSE((next && !from.open));
    }
  }
  CHECK(allowed == static_cast<int>(invoice_transitions().size()));
  CHECK(parse_invoice_event("nap").error().code == "invoice.event_unknown");
}

TEST_CASE("a number of an invoice holds what is printed in one")
{
  for (const char* number : {"FA-2026/0012", "F 12", "N° 7", "2026.04_1", "É#3", "F+1, 2:3"}) {
    CHECK(*parse_invoice_number(number) == number);
  }
  for (const auto& [number, character] : {std::pair{"F;touch", ";"},
                                          {"F$1", "$"},
                                          {"F`1", "`"},
                                          {"F'1", "'"},
                                          {"F\\1", "\\"},
                                          {"F\uFF1B1", "\uFF1B"}}) {
    const util::Result<std::string> parsed = parse_invoice_number(number);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == "invoice_number.character");
    CHECK(parsed.error().args == std::vector<std::string>{number, character});
  }
}

TEST_CASE("a state that no invoice has is refused")
{
  CHECK(parse_invoice_state("LOST").error().code == "invoice.state_unknown");
}

TEST_CASE("a rate of VAT as a fraction names the rate")
{
  CHECK(*parse_vat_rate("5.5") == 550);
  CHECK(parse_vat_rate("0.055").error().args == std::vector<std::string>{"0.055", "5.5"});
  CHECK(parse_vat_rate("0.021").error().args[1] == "2.1");
  CHECK(parse_vat_rate("0.196").error().args[1] == "20");
  CHECK(parse_vat_rate("0.0055").error().code == "vat_rate.form");
  CHECK(parse_vat_rate("20.005").error().code == "vat_rate.form");
}
