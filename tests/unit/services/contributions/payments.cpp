#include "services/contributions/payments.hpp"

#include <doctest/doctest.h>

#include "services/contributions/declarations.hpp"
#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

constexpr const char* k_number = "C2025-0000001";

// A declaration of 100 euros that was submitted.
struct Owes100 : World
{
  Owes100() { declare_payroll("200000.00", DeclareAs::submitted); }

  void declare_payroll(const char* payroll, DeclareAs as)
  {
    domain::PayrollForm form;
    form.payroll = payroll;
    form.year = "2025";
    done(declare(anne(), formats::built_in_rates(), "A1", form, "", as));
  }
  std::string pay(const char* amount, const char* reference = "", const char* day = "",
                  Excess excess = Excess::refused)
  {
    return told_by(record_payment(host(), {k_number, amount, day, reference, ""}, excess));
  }
  std::string give_back(const char* amount, const char* reference = "RET-1")
  {
    return told_by(record_return(host(), {k_number, amount, "", reference, ""}));
  }
  // "DEPOSEE 60.00 40.00": its state, what was paid and what is left.
  std::string stands()
  {
    const domain::Declaration one = done(find_declaration(host(), k_number));
    return std::string(domain::to_text(one.state)) + " " + one.paid.text() + " " +
           (one.credit().cents > 0 ? "+" + one.credit().text() : one.left().text());
  }
};

} // namespace

TEST_CASE("a declaration is paid in parts, and settled by the last")
{
  Owes100 world;
  CHECK(world.pay("60.00").empty());
  CHECK(world.stands() == "DEPOSEE 60.00 40.00");
  CHECK(world.pay("40.00").empty());
  CHECK(world.stands() == "PAYEE 100.00 0.00");
  const auto history = done(show_declaration(world.host(), k_number)).history;
  CHECK(history.back().event == domain::DeclarationEvent::settle);
}

TEST_CASE("what is paid beyond what is left is refused, unless it is credited")
{
  Owes100 world;
  CHECK(world.pay("100.01") == "amount: declaration.over_paid 100.01 100.00");
  CHECK(world.stands() == "DEPOSEE 0.00 100.00");
  CHECK(world.pay("100.01", "", "", Excess::credited).empty());
  CHECK(world.stands() == "PAYEE 100.01 +0.01");
  CHECK(world.pay("1.00") == "amount: declaration.over_paid 1.00 0.00");
  CHECK(world.pay("1.00", "", "", Excess::credited).empty());
  CHECK(world.stands() == "PAYEE 101.01 +1.01");
}

TEST_CASE("a draft is not paid")
{
  World world;
  domain::PayrollForm form;
  form.payroll = "200000.00";
  form.year = "2025";
  done(declare(world.anne(), formats::built_in_rates(), "A1", form, "", DeclareAs::draft));
  CHECK(told_by(record_payment(world.host(), {k_number, "10.00", "", "", ""}, Excess::refused)) ==
        "declaration: declaration.transition C2025-0000001 BROUILLON pay");
}

TEST_CASE("a payment that comes again under its reference is known, one of another amount refused")
{
  Owes100 world;
  const PaymentForm form{k_number, "60.00", "", "VIR-1", "virement"};
  CHECK(done(record_payment(world.host(), form, Excess::refused)).is_new);
  CHECK_FALSE(done(record_payment(world.host(), form, Excess::refused)).is_new);
  CHECK(world.stands() == "DEPOSEE 60.00 40.00");
  CHECK(world.pay("40.00", "VIR-1") == "reference: payment.reference VIR-1 60.00");
  CHECK(world.pay("40.00", "VIR-2").empty());
}

TEST_CASE("without a reference a payment of the same day and amount is the same")
{
  Owes100 world;
  CHECK(world.pay("30.00", "", "2026-03-01").empty());
  CHECK(world.pay("30.00", "", "2026-03-01").empty());
  CHECK(world.stands() == "DEPOSEE 30.00 70.00");
  CHECK(world.pay("30.00", "", "2026-03-02").empty());
  CHECK(world.stands() == "DEPOSEE 60.00 40.00");
  CHECK(world.pay("20.00", "", "2026-03-02").empty());
  CHECK(world.stands() == "DEPOSEE 80.00 20.00");
}

TEST_CASE("two payments of which neither day nor reference is told are two")
{
  Owes100 world;
  CHECK(world.pay("30.00").empty());
  CHECK(world.pay("30.00").empty());
  CHECK(world.stands() == "DEPOSEE 60.00 40.00");
}

TEST_CASE("a payment is above nothing, of a day that has come, by a means there is")
{
  Owes100 world;
  CHECK(codes_of(record_payment(world.host(), {k_number, "0", "2026-03-03", "", "gold"},
                                Excess::refused)) ==
        "amount.not_positive, date.future, payment.means_unknown");
  CHECK(
    told_by(record_payment(world.host(), {"C2025-0000009", "1.00", "", "", ""}, Excess::refused)) ==
    "declaration: declaration.unknown C2025-0000009");
  CHECK(world.stands() == "DEPOSEE 0.00 100.00");
}

TEST_CASE("what went back is taken off, and a settled declaration is open again")
{
  Owes100 world;
  CHECK(world.pay("100.00").empty());
  CHECK(world.give_back("30.00").empty());
  CHECK(world.stands() == "DEPOSEE 70.00 30.00");
  const auto history = done(show_declaration(world.host(), k_number)).history;
  CHECK(history.back().event == domain::DeclarationEvent::reopen);
  CHECK(world.pay("30.00").empty());
  CHECK(world.stands() == "PAYEE 100.00 0.00");
}

TEST_CASE("of what was paid too much going back leaves the declaration settled")
{
  Owes100 world;
  CHECK(world.pay("130.00", "", "", Excess::credited).empty());
  CHECK(world.give_back("30.00").empty());
  CHECK(world.stands() == "PAYEE 100.00 0.00");
  CHECK(world.give_back("0.01", "RET-2").empty());
  CHECK(world.stands() == "DEPOSEE 99.99 0.01");
}

TEST_CASE("no more goes back than was paid, and a return has a reference")
{
  Owes100 world;
  CHECK(world.pay("60.00").empty());
  CHECK(world.give_back("60.01") == "amount: declaration.returned 60.01 60.00");
  CHECK(world.give_back("60.00", "") == "reference: field.required reference");
  CHECK(world.give_back("60.00").empty());
  CHECK(world.stands() == "DEPOSEE 0.00 100.00");
}

TEST_CASE("a return that comes again under its reference is known")
{
  Owes100 world;
  CHECK(world.pay("60.00").empty());
  CHECK(world.give_back("20.00").empty());
  CHECK(world.give_back("20.00").empty());
  CHECK(world.stands() == "DEPOSEE 40.00 60.00");
  CHECK(world.give_back("30.00") == "reference: payment.return_reference RET-1 20.00");
}

TEST_CASE("a reference of a payment is not that of a return")
{
  Owes100 world;
  CHECK(world.pay("60.00", "VIR-1").empty());
  CHECK(world.give_back("60.00", "VIR-1").empty());
  CHECK(world.stands() == "DEPOSEE 0.00 100.00");
}

TEST_CASE("a corrected declaration is paid as it stands now")
{
  Owes100 world;
  CHECK(world.pay("60.00").empty());
  world.declare_payroll("220000.00", DeclareAs::correction);
  CHECK(world.stands() == "CORRIGEE 60.00 50.00");
  CHECK(world.pay("50.01") == "amount: declaration.over_paid 50.01 50.00");
  CHECK(world.pay("50.00").empty());
  CHECK(world.stands() == "PAYEE 110.00 0.00");
}

TEST_CASE("a corrected declaration whose payment went back is one that was corrected")
{
  Owes100 world;
  world.declare_payroll("220000.00", DeclareAs::correction);
  CHECK(world.pay("110.00").empty());
  CHECK(world.stands() == "PAYEE 110.00 0.00");
  CHECK(world.give_back("110.00").empty());
  CHECK(world.stands() == "CORRIGEE 0.00 110.00");
  const auto history = done(show_declaration(world.host(), k_number)).history;
  CHECK(history.back().to == domain::DeclarationState::corrigee);
  CHECK(world.pay("110.00", "VIR-2").empty());
  CHECK(world.stands() == "PAYEE 110.00 0.00");
}

TEST_CASE("what was paid and then returned may be paid again under another reference")
{
  Owes100 world;
  CHECK(world.pay("100.00", "VIR-1").empty());
  CHECK(world.give_back("100.00").empty());
  CHECK(world.pay("100.00", "VIR-2").empty());
  CHECK(world.stands() == "PAYEE 100.00 0.00");
}
