#pragma once

#include <map>
#include <optional>
#include <vector>

#include "domain/dossiers/dossier_share.hpp"
#include "services/context.hpp"
#include "services/dossiers/side_cost_limits.hpp"

namespace myatlas::services {

// What a dossier owes and what it was paid, share by share. Amounts before tax.
struct ShareBalance
{
  domain::DossierShare share;
  domain::Money owed; // what was accepted or, of a training that was broken off, what its
                      // certificates say of it
  domain::Money invoiced = {}, paid = {}; // less credit notes; invoices that were refused left out
  domain::Money coming_back = {}; // by credit notes on what was paid, whose money did not come yet
  domain::Money recovered = {};
  bool by_certificates = false;
  domain::Money lost = {}; // of the balance of a contract: nobody may invoice it any more
  // Of side costs, what was invoiced and paid of a nature beyond what is owed of it, and did not
  // come back: another that nobody claimed is no excuse for it.
  domain::Money over_invoiced = {}, over_paid = {};
  CostSums recovered_of = {};  // of side costs, by nature where that was kept
  CostSums to_recover_of = {}; // of over_paid by nature, what no credit note is to bring back

  domain::Money owed_to(domain::Siren payee) const
  {
    return share.payee == payee ? owed : domain::Money{};
  }
  CameBack came_back() const { return {recovered, recovered_of}; }
  domain::Money beyond() const { return std::max(domain::Money{}, paid - owed); }
  // Paid beyond what is owed (indu), still to come back, and not by a credit note.
  domain::Money to_recover() const
  {
    return std::max(domain::Money{}, std::max(paid - owed - recovered, over_paid) - coming_back);
  }
  // Below zero when more was invoiced. What came back may be invoiced again where it is owed: by
  // certificates that came since.
  domain::Money left() const
  {
    return share.accepted - invoiced - lost + over_invoiced +
           (by_certificates ? std::max(domain::Money{}, recovered - beyond()) : recovered);
  }
};
using ShareBalances = std::vector<ShareBalance>;
ShareBalances balances_of(const Context& context, const domain::FundingRequest& request);

// The same of a dossier whose key and schedule were looked up already.
ShareBalances balances_by(const Context& context, const domain::FundingRequest& request,
                          std::int64_t key, const store::Schedule& schedule);

domain::DossierShares shares_in(const ShareBalances& balances);
const ShareBalance*
side_costs_in(const ShareBalances& balances); // of a contract of apprenticeship; null: it is none

// What is left of the dossier to invoice; below zero when more was of the only share it has.
domain::Money left_to_invoice(const ShareBalances& balances);

// What each that was paid too much is to give back; only those that are.
using Debts = std::map<domain::Siren, domain::Money>;
Debts debts_of(const ShareBalances& balances);
domain::Money total(const Debts& debts);

// What of a dossier was invoiced and paid, what is left to invoice and what came or is to come
// back, as the actor is told: a provider its own, and without subrogation nothing, since none of it
// concerns it.
struct Billed
{
  domain::Money invoiced, paid;
  std::optional<domain::Money> left; // none before it is accepted
  domain::Money to_recover, recovered;
};
std::vector<domain::Recovery>
recoveries_as_shown(const Context& context,
                    const domain::FundingRequest& request); // of them, what came back
Billed
billed_as_shown(const Context& context,
                const domain::FundingRequest& request); // the dossier as it is, not as it is shown

} // namespace myatlas::services
