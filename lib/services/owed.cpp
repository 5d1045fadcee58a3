#include "services/owed.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "services/execution.hpp"
#include "services/rights.hpp"

namespace myatlas::services {

namespace {

using domain::InvoiceState;
using domain::Money;

// A training that ends early has no schedule that says what it is worth: its certificates do.
bool is_owed_by_certificates(const Context& context, const domain::FundingRequest& request)
{
  return request.broken_off && context.store.contracts().instalments(context.store.funding_requests().key(request.number)).empty();
}

// What providers were paid beyond what their certificates say is owed.
Money beyond_certificates(const Context& context, const domain::FundingRequest& request)
{
  std::map<domain::Siren, Money> paid;
  for (const store::WeighingInvoice& invoice : context.store.invoices().claims(request.number)) {
    Money& of_provider = paid[invoice.provider];
    of_provider = of_provider + (invoice.state == InvoiceState::reglee ? invoice.without_tax : Money{});
  }
  Money over;
  for (const auto& [provider, amount] : paid) {
    over = over + std::max(Money{}, amount - owed_when_broken_off(context, request, provider));
  }
  return over;
}

} // namespace

domain::Money owed_of(const Context& context, const domain::FundingRequest& request)
{
  if (!is_owed_by_certificates(context, request)) {
    return request.accepted.value_or(Money{});
  }
  std::set<domain::Siren> providers;
  for (const domain::Siret provider : request.providers()) {
    providers.insert(provider.siren());
  }
  Money owed;
  for (const domain::Siren provider : providers) {
    owed = owed + owed_when_broken_off(context, request, provider);
  }
  return owed;
}

Overpayment overpayment_of(const Context& context, const domain::FundingRequest& request)
{
  const std::int64_t key = context.store.funding_requests().key(request.number);
  const Money recovered = context.store.recoveries().total(key);
  const Money beyond = is_owed_by_certificates(context, request) ? beyond_certificates(context, request)
                                                                 : context.store.invoices().paid(request.number) - request.accepted.value_or(Money{});
  return {std::max(beyond - recovered - context.store.invoices().coming_back(key), Money{}), recovered};
}

Money left_to_invoice(const Context& context, const domain::FundingRequest& request)
{
  const Money left = request.accepted.value_or(Money{}) - context.store.invoices().invoiced(request.number);
  const Money recovered = context.store.recoveries().total(context.store.funding_requests().key(request.number));
  if (!is_owed_by_certificates(context, request)) {
    return left + recovered;
  }
  const Money given_back = recovered - beyond_certificates(context, request); // more than was owed back, by certificates that came since
  return left + std::max(Money{}, given_back);
}

Billed billed_as_shown(const Context& context, const domain::FundingRequest& shown)
{
  const domain::ProviderIdentity* own = context.actor.provider(domain::AccessRole::reader);
  const bool is_told_all = own == nullptr || !is_provider_only(context, shown.siret);
  if (!is_told_all && !shown.pays_provider()) {
    return {};
  }
  Billed billed;
  for (const store::WeighingInvoice& invoice : context.store.invoices().claims(shown.number)) {
    if (is_told_all || invoice.provider == own->siret.siren()) {
      billed.invoiced = billed.invoiced + invoice.without_tax;
      billed.paid = billed.paid + (invoice.state == InvoiceState::reglee ? invoice.without_tax : Money{});
    }
  }
  if (shown.accepted) {
    const bool is_of_modules = !is_told_all && !shown.modules.empty(); // accepted is its own part then
    billed.left = is_of_modules ? *shown.accepted - billed.invoiced : std::max(Money{}, left_to_invoice(context, shown));
  }
  return billed;
}

} // namespace myatlas::services
