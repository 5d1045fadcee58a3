#include "services/dossiers/open_dossier.hpp"

#include "domain/dossiers/provider_part.hpp"
#include "services/dossiers/contract_terms.hpp"
#include "services/dossiers/owed.hpp"
#include "services/dossiers/seen_request.hpp"

namespace myatlas::services {

namespace {

using domain::Money;

// What is left of a module: by its place in the dossier, from 1 on.
Money& left_of_module(OpenDossier& dossier, int module)
{
  return dossier.left_of_modules[static_cast<std::size_t>(module - 1)];
}

void add_accepted_of_modules(OpenDossier& dossier)
{
  for (std::size_t i = 0; i < dossier.request.modules.size(); ++i) {
    dossier.left_of_modules.push_back(
      domain::accepted_of_module(dossier.request, static_cast<int>(i + 1)));
  }
}

// By the module that each names.
void take_off_invoices(const store::WeighingInvoices& invoices, OpenDossier& dossier)
{
  for (const store::WeighingInvoice& invoice : invoices) {
    if (domain::module_at(dossier.request, invoice.module) != nullptr) {
      left_of_module(dossier, *invoice.module) -= invoice.without_tax;
    }
  }
}

// What came back of a share may be invoiced again, of each module of it.
void give_back(const ShareBalance& balance, OpenDossier& dossier)
{
  const Money given_back = balance.left() - balance.share.accepted + balance.invoiced;
  for (const int module : balance.share.modules) {
    left_of_module(dossier, module) += given_back;
  }
}

// By what invoices name one, and what came back of its share.
void share_out_modules(const Context& context, const ShareBalances& balances, OpenDossier& dossier)
{
  add_accepted_of_modules(dossier);
  take_off_invoices(context.store.invoices().claims(dossier.request.number), dossier);
  for (const ShareBalance& balance : balances) {
    give_back(balance, dossier);
  }
}

Money& left_of_claimant(const domain::DossierShare& share, OpenDossier& dossier)
{
  return share.provider ? dossier.left_of_companies[*share.provider] : dossier.left_of_own_costs;
}

// What each company that may invoice has left, and each module.
void share_out(const Context& context, const ShareBalances& balances, OpenDossier& dossier)
{
  for (const ShareBalance& balance : balances) {
    left_of_claimant(balance.share, dossier) += balance.left();
  }
  if (!dossier.request.modules.empty()) {
    share_out_modules(context, balances, dossier);
  }
}

void add_side_costs(const ShareBalance& balance, OpenDossier& dossier)
{
  dossier.side_costs_left = balance.left();
  dossier.side_costs = balance.share.accepted;
  dossier.side_costs_recovered = balance.came_back();
}

} // namespace

OpenDossier open_dossier(const Context& context, const domain::FundingRequest& request)
{
  const std::int64_t key = key_of(context, request);
  store::Schedule schedule = schedule_of(context, request, key);
  const ShareBalances balances = balances_by(context, request, key, schedule);
  OpenDossier dossier{request, left_to_invoice(balances), request.providers()};
  dossier.key = key;
  dossier.instalments = std::move(schedule);
  if (const ShareBalance* side_costs = side_costs_in(balances)) {
    add_side_costs(*side_costs, dossier);
    dossier.last_day = last_day_of_contract(context, request);
    dossier.certified = certified_of_contract(context, request);
  } else if (balances.size() > 1) {
    share_out(context, balances, dossier);
  }
  return dossier;
}

} // namespace myatlas::services
