#include "services/dossiers/owed.hpp"

#include <doctest/doctest.h>

#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

using domain::InvoiceEvent;
using domain::Money;

// A share of 1 000 euros of which so much was invoiced, paid and owed.
ShareBalance share_with(std::int64_t owed, std::int64_t invoiced, std::int64_t paid)
{
  ShareBalance balance;
  balance.share.accepted = Money{1000'00};
  balance.owed = Money{owed};
  balance.invoiced = Money{invoiced};
  balance.paid = Money{paid};
  return balance;
}

struct OfOneShare : World
{
  std::string number = accepted();

  OfOneShare() { on("2026-04-09"); }
  ShareBalance only() { return balances_of(host(), dossier(number)).at(0); }
};

} // namespace

TEST_CASE("what was paid beyond what is owed is to come back, but for what a credit note brings")
{
  CHECK(share_with(700'00, 700'00, 700'00).to_recover() == Money{});
  ShareBalance balance = share_with(700'00, 1000'00, 700'01);
  CHECK(balance.to_recover() == Money{1});
  balance.coming_back = Money{1};
  CHECK(balance.to_recover() == Money{});
  balance = share_with(700'00, 1000'00, 1000'00);
  balance.recovered = Money{299'99};
  CHECK(balance.to_recover() == Money{1});
}

TEST_CASE("a nature that was paid beyond its own is no excuse for another")
{
  ShareBalance balance = share_with(1000'00, 500'00, 500'00);
  balance.over_paid = Money{20'00};
  CHECK(balance.to_recover() == Money{20'00});
}

TEST_CASE("what came back is left to invoice, and by certificates as far as it is owed alone")
{
  ShareBalance balance = share_with(700'00, 1000'00, 1000'00);
  balance.recovered = Money{300'00};
  CHECK(balance.left() == Money{300'00});
  balance.by_certificates = true;
  CHECK(balance.left() == Money{});
  balance.owed = Money{800'00}; // a certificate came since
  CHECK(balance.left() == Money{100'00});
}

TEST_CASE("invoices that were refused are no longer invoiced, and are paid by their payment")
{
  OfOneShare world;
  CHECK(world.only().left() == money_of("1400.00"));
  world.certified(world.number, "14");
  world.invoiced(world.number, "F-1", "400.00");
  CHECK(world.only().invoiced == money_of("400.00"));
  CHECK(world.only().left() == money_of("1000.00"));
  done(world.review(InvoiceEvent::reject, "F-1", "faux"));
  CHECK(world.only().invoiced == Money{});
  world.invoiced(world.number, "F-2", "1400.00");
  done(world.review(InvoiceEvent::accept, "F-2"));
  CHECK(world.only().paid == Money{});
  done(world.review(InvoiceEvent::pay, "F-2"));
  CHECK(world.only().paid == money_of("1400.00"));
  CHECK(world.only().left() == Money{});
}

TEST_CASE("debts are of those alone who were paid too much")
{
  ShareBalance even = share_with(1000'00, 1000'00, 1000'00);
  even.share.payee = siret_of(k_trainer).siren();
  ShareBalance over = share_with(900'00, 1000'00, 1000'00);
  over.share.payee = siret_of(k_altea).siren();
  const Debts debts = debts_of({even, over});
  CHECK(debts == Debts{{siret_of(k_altea).siren(), money_of("100.00")}});
  CHECK(total(debts) == money_of("100.00"));
}

TEST_CASE("before a dossier is accepted nothing is left to invoice, nor is it a sum of zero")
{
  World world;
  const std::string number = world.opened();
  CHECK(billed_as_shown(world.host(), world.dossier(number)).left == std::nullopt);
}
