#include "services/dossiers/open_dossier.hpp"

#include "domain/dossiers/provider_part.hpp"
#include "services/dossiers/contract_terms.hpp"
#include "services/dossiers/owed.hpp"

namespace myatlas::services {

namespace {

// By what invoices name one, and what came back of its share.
void share_out_modules(const Context& context, const std::vector<ShareBalance>& balances,
                       OpenDossier& dossier)
{
  const domain::FundingRequest& request = dossier.request;
  for (std::size_t i = 0; i < request.modules.size(); ++i) {
    dossier.left_of_modules.push_back(domain::accepted_of_module(request, static_cast<int>(i + 1)));
  }
  for (const store::WeighingInvoice& invoice : context.store.invoices().claims(request.number)) {
    if (domain::module_at(request, invoice.module) != nullptr) {
      domain::Money& of_module =
        dossier.left_of_modules[static_cast<std::size_t>(*invoice.module - 1)];
      of_module = of_module - invoice.without_tax;
    }
  }
  for (const ShareBalance& balance : balances) {
    const domain::Money given_back = balance.left() - balance.share.accepted + balance.invoiced;
    for (const int module : balance.share.modules) {
      domain::Money& of_module = dossier.left_of_modules[static_cast<std::size_t>(module - 1)];
      of_module = of_module + given_back;
    }
  }
}

// What each company that may invoice has left, and each module.
void share_out(const Context& context, const std::vector<ShareBalance>& balances,
               OpenDossier& dossier)
{
  for (const ShareBalance& balance : balances) {
    domain::Money& left = balance.share.provider
                            ? dossier.left_of_companies[*balance.share.provider]
                            : dossier.left_of_own_costs;
    left = left + balance.left();
  }
  if (!dossier.request.modules.empty()) {
    share_out_modules(context, balances, dossier);
  }
}

} // namespace

OpenDossier open_dossier(const Context& context, const domain::FundingRequest& request)
{
  const std::int64_t key = context.store.funding_requests().key(request.number);
  std::vector<store::InstalmentState> schedule = schedule_of(context, request, key);
  const std::vector<ShareBalance> balances = balances_by(context, request, key, schedule);
  OpenDossier dossier{request, left_to_invoice(balances), request.providers()};
  dossier.key = key;
  dossier.instalments = std::move(schedule);
  if (const ShareBalance* side_costs = side_costs_in(balances)) {
    dossier.side_costs_left = side_costs->left();
    dossier.side_costs = side_costs->share.accepted;
    dossier.side_costs_recovered = side_costs->came_back();
    const auto terms = contract_terms(context, request);
    dossier.last_day =
      terms ? domain::last_day_to_invoice(terms->concluded, terms->end) : std::nullopt;
    dossier.certified = certified_of_contract(context, request);
  } else if (balances.size() > 1) {
    share_out(context, balances, dossier);
  }
  return dossier;
}

} // namespace myatlas::services
