#include "services/dossiers/owed.hpp"

#include <algorithm>
#include <set>

#include "services/dossiers/claims.hpp"
#include "services/dossiers/contract_terms.hpp"
#include "services/dossiers/execution.hpp"
#include "services/dossiers/seen_request.hpp"
#include "services/dossiers/side_cost_limits.hpp"
#include "services/rights.hpp"
#include "util/ranges.hpp"

namespace myatlas::services {

namespace {

using domain::DossierShare;
using domain::DossierShares;
using domain::FundingRequest;
using domain::Money;
using domain::Recovery;
using domain::Siren;
using store::InvoicedLine;
using store::InvoicedLines;
using store::Schedule;
using store::WeighingInvoice;
using store::WeighingInvoices;
using util::mapped;
using util::total_of;

ShareBalance untouched(const DossierShare& share)
{
  return {.share = share, .owed = share.accepted};
}

ShareBalances of_shares(const DossierShares& shares)
{
  return mapped(shares, untouched);
}

bool is_paid(const WeighingInvoice& invoice)
{
  return domain::state_facts(invoice.state).paid;
}

// Whether it is the invoice that a credit note is on, and was paid.
bool is_paid_original(const WeighingInvoice& invoice, const WeighingInvoice& credit)
{
  return invoice.provider == credit.provider && invoice.number == credit.corrects &&
         is_paid(invoice);
}

// Whether it is a credit note on an invoice that was paid, whose money did not come yet.
bool is_coming_back(const WeighingInvoice& credit, const WeighingInvoices& all)
{
  const auto is_of_paid = [&](const WeighingInvoice& one) { return is_paid_original(one, credit); };
  return !credit.corrects.empty() && !is_paid(credit) && std::ranges::any_of(all, is_of_paid);
}

void add(ShareBalance& balance, Money amount, const WeighingInvoice& invoice,
         const WeighingInvoices& all)
{
  balance.invoiced += amount;
  balance.paid += is_paid(invoice) ? amount : Money{};
  balance.coming_back -= is_coming_back(invoice, all) ? amount : Money{};
}

void add_recovery(ShareBalance& balance, const Recovery& recovery)
{
  balance.recovered += recovery.amount;
  if (const auto nature = nature_of_share(recovery.share)) {
    balance.recovered_of[*nature] += recovery.amount;
  }
}

// It was asked for where too much was paid.
void share_out_recovered(Money of_dossier, ShareBalances& balances)
{
  for (ShareBalance& balance : balances) {
    const Money taken = std::min(of_dossier, balance.to_recover());
    balance.recovered += taken;
    of_dossier -= taken;
  }
  balances.front().recovered += of_dossier;
}

void add_recoveries(const std::vector<Recovery>& recoveries, ShareBalances& balances,
                    const DossierShares& shares)
{
  Money of_dossier;
  for (const Recovery& recovery : recoveries) {
    if (recovery.share == domain::k_whole_dossier) {
      of_dossier += recovery.amount;
    } else {
      add_recovery(balances[domain::share_named(shares, recovery.payee, recovery.share)], recovery);
    }
  }
  share_out_recovered(of_dossier, balances);
}

// The lines of side costs whose invoices are meant.
template <typename Meant>
InvoicedLines lines_of(InvoicedLines lines, const WeighingInvoices& all, const Meant& is_meant)
{
  std::erase_if(lines, [&](const InvoicedLine& one) {
    const auto invoice = std::ranges::find(all, one.invoice, &WeighingInvoice::number);
    return invoice == all.end() || !is_meant(*invoice);
  });
  return lines;
}

// Money that was paid, or that is to come back by a credit note on what was.
bool weighs_as_paid(const WeighingInvoice& invoice, const WeighingInvoices& all)
{
  return is_paid(invoice) || is_coming_back(invoice, all);
}

// What of side costs is beyond what is owed of their natures.
void add_over(const Context& context, const FundingRequest& request, std::int64_t key,
              const InvoicedLines& lines, const WeighingInvoices& all, ShareBalance& balance)
{
  const CostLimits limits = limits_of(context, key, request.broken_off, balance.share.accepted);
  const auto sums = [&](InvoicedLines of) {
    return sums_of(less_recovered(std::move(of), balance.came_back(), limits));
  };
  const auto is_meant = [&](const WeighingInvoice& one) { return weighs_as_paid(one, all); };
  balance.over_invoiced = limits.over(sums(lines));
  balance.over_paid = limits.over(sums(lines_of(lines, all, is_paid)));
  balance.to_recover_of = limits.over_each(sums(lines_of(lines, all, is_meant)));
}

// What of the schedule nobody may invoice any more.
Money lost_of(const Schedule& schedule)
{
  return total_of(schedule,
                  [](const store::InstalmentState& state) { return state.open() - state.left(); });
}

// What each invoice asks for besides teaching.
std::map<std::string, Money> aside_by_invoice(const InvoicedLines& lines)
{
  std::map<std::string, Money> aside;
  for (const InvoicedLine& one : lines) {
    aside[one.invoice] += one.line.amount;
  }
  return aside;
}

// Each invoice by its lines: teaching, or side costs.
ShareBalances of_contract(const Context& context, const FundingRequest& request, std::int64_t key,
                          const Schedule& schedule)
{
  const Money side_costs = request.accepted.value_or(Money{}) - store::total(schedule);
  const DossierShares shares = domain::shares_of_contract(request, side_costs);
  ShareBalances balances = of_shares(shares);
  balances[0].lost = lost_of(schedule);
  const InvoicedLines lines = context.store.contracts().side_costs(key);
  std::map<std::string, Money> aside = aside_by_invoice(lines);
  const WeighingInvoices all = context.store.invoices().claims(request.number);
  for (const WeighingInvoice& invoice : all) {
    add(balances[0], invoice.without_tax - aside[invoice.number], invoice, all);
    add(balances[1], aside[invoice.number], invoice, all);
  }
  add_recoveries(context.store.recoveries().list(key), balances, shares);
  if (!lines.empty()) {
    add_over(context, request, key, lines, all, balances[1]);
  }
  return balances;
}

// A training has no schedule that says what it is worth once it was broken off: its certificates
// do.
void owe_by_certificates(const Context& context, const FundingRequest& request,
                         ShareBalances& balances)
{
  const auto standing = context.store.certificates().standing(request.number);
  for (ShareBalance& balance : balances) {
    balance.by_certificates = true;
    balance.owed = owed_when_broken_off(request, balance.share, standing);
  }
}

ShareBalances of_training(const Context& context, const FundingRequest& request, std::int64_t key)
{
  const WeighingInvoices all = context.store.invoices().claims(request.number);
  const DossierShares shares = shares_by(request, all);
  ShareBalances balances = of_shares(shares);
  for (const WeighingInvoice& invoice : all) {
    add(balances[domain::share_of(shares, invoice.provider, invoice.module)], invoice.without_tax,
        invoice, all);
  }
  if (request.broken_off) {
    owe_by_certificates(context, request, balances);
  }
  add_recoveries(context.store.recoveries().list(key), balances, shares);
  return balances;
}

// Whose money of a dossier the actor is told of.
struct Shown
{
  bool nothing = false;
  std::optional<Siren> payee; // none: everybody's

  bool tells(Siren one) const { return !nothing && payee.value_or(one) == one; }
};

Shown shown_of(const Context& context, const FundingRequest& request)
{
  const domain::ProviderIdentity* own = context.actor.provider(domain::AccessRole::reader);
  const bool is_told_all = own == nullptr || !is_provider_only(context, request.siret);
  return {!is_told_all && !request.pays_provider(),
          is_told_all ? std::nullopt : std::optional(own->siret.siren())};
}

} // namespace

ShareBalances balances_of(const Context& context, const FundingRequest& request)
{
  const auto key = key_of(context, request);
  return balances_by(context, request, key, schedule_of(context, request, key));
}

ShareBalances balances_by(const Context& context, const FundingRequest& request, std::int64_t key,
                          const Schedule& schedule)
{
  return schedule.empty() ? of_training(context, request, key)
                          : of_contract(context, request, key, schedule);
}

DossierShares shares_in(const ShareBalances& balances)
{
  return mapped(balances, &ShareBalance::share);
}

const ShareBalance* side_costs_in(const ShareBalances& balances)
{
  return balances.back().share.kind == DossierShare::Kind::side_costs ? &balances.back() : nullptr;
}

namespace {

// What is over in one share is asked back, not set off against another.
Money left_of(const ShareBalance& balance, bool is_only_one)
{
  return is_only_one ? balance.left() : std::max(Money{}, balance.left());
}

} // namespace

Money left_to_invoice(const ShareBalances& balances)
{
  return total_of(
    balances, [&](const ShareBalance& balance) { return left_of(balance, balances.size() <= 1); });
}

Debts debts_of(const ShareBalances& balances)
{
  Debts debts;
  for (const ShareBalance& balance : balances) {
    if (const Money owed = balance.to_recover(); owed.cents > 0) {
      debts[balance.share.payee] += owed;
    }
  }
  return debts;
}

Money total(const Debts& debts)
{
  Money sum;
  for (const auto& [payee, debt] : debts) {
    sum += debt;
  }
  return sum;
}

std::vector<Recovery> recoveries_as_shown(const Context& context, const FundingRequest& request)
{
  const Shown shown = shown_of(context, request);
  std::vector<Recovery> found = context.store.recoveries().list(key_of(context, request));
  std::erase_if(found, [&](const Recovery& one) { return !shown.tells(one.payee); });
  return found;
}

namespace {

ShareBalances balances_told(const Context& context, const FundingRequest& request,
                            const Shown& told)
{
  ShareBalances balances = balances_of(context, request);
  std::erase_if(balances, [&](const ShareBalance& one) { return !told.tells(one.share.payee); });
  return balances;
}

} // namespace

Billed billed_as_shown(const Context& context, const FundingRequest& request)
{
  const Shown told = shown_of(context, request);
  Billed billed;
  if (told.nothing) {
    return billed;
  }
  const ShareBalances shown = balances_told(context, request, told);
  billed.invoiced = total_of(shown, &ShareBalance::invoiced);
  billed.paid = total_of(shown, &ShareBalance::paid);
  billed.recovered = total_of(shown, &ShareBalance::recovered);
  billed.to_recover = total(debts_of(shown));
  if (request.accepted) {
    billed.left = std::max(Money{}, left_to_invoice(shown));
  }
  return billed;
}

} // namespace myatlas::services
