#include "services/dossiers/claims.hpp"

#include <set>

#include "domain/dossiers/provider_part.hpp"
#include "domain/invoices/invoice.hpp"

namespace myatlas::services {

namespace {

using domain::Claim;
using domain::DossierShares;
using domain::FundingRequest;
using domain::module_at;
using domain::Money;
using domain::share_of;
using domain::Siren;
using store::WeighingInvoice;
using store::WeighingInvoices;

bool corrects(const WeighingInvoice& credit, const WeighingInvoice& invoice)
{
  return credit.corrects == invoice.number && credit.provider == invoice.provider;
}

// What an invoice claims, less the credit notes on it that count.
Claim claim_of(const WeighingInvoice& invoice, const WeighingInvoices& all,
               const Counts& credit_counts)
{
  Claim claim{invoice.without_tax, invoice.hours};
  for (const WeighingInvoice& credit : all) {
    if (corrects(credit, invoice) && credit_counts(credit)) {
      claim = domain::less(claim, {Money{} - credit.without_tax, credit.hours});
    }
  }
  return claim;
}

// The module that it is for, where the dossier has that.
std::optional<int> module_of(const WeighingInvoice& invoice, const FundingRequest& request)
{
  return module_at(request, invoice.module) != nullptr ? invoice.module : std::nullopt;
}

bool names_no_module(const WeighingInvoice& invoice, const FundingRequest& request)
{
  return module_at(request, invoice.module) == nullptr &&
         !domain::claims_own_costs(request, invoice.provider);
}

} // namespace

DossierShares shares_by(const FundingRequest& request, const WeighingInvoices& invoices)
{
  std::set<Siren> unnamed;
  for (const WeighingInvoice& invoice : invoices) {
    if (names_no_module(invoice, request) &&
        domain::state_facts(invoice.state).accepted) { // one that may be refused yet joins nothing
      unnamed.insert(invoice.provider);
    }
  }
  return domain::shares_of(request, unnamed);
}

Claims claims_of(const Context& context, const FundingRequest& request,
                 const Counts& invoice_counts, const Counts& credit_counts)
{
  const WeighingInvoices all = context.store.invoices().claims(request.number);
  Claims found{shares_by(request, all), {}};
  for (const WeighingInvoice& invoice : all) {
    if (invoice.corrects.empty() && invoice_counts(invoice)) {
      found.all.push_back({invoice.provider, module_of(invoice, request),
                           share_of(found.shares, invoice.provider, invoice.module),
                           claim_of(invoice, all, credit_counts)});
    }
  }
  return found;
}

} // namespace myatlas::services
