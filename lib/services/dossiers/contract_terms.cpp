#include "services/dossiers/contract_terms.hpp"

namespace myatlas::services {

domain::FundingTerms terms_as_it_is(const Context& context, std::int64_t dossier,
                                    const store::ContractFunding& funding)
{
  const store::Contracts contracts = context.store.contracts();
  domain::FundingTerms terms =
    domain::terms_of(*contracts.find(dossier), *contracts.original(dossier), funding.yearly);
  terms.trainee_from = funding.trainee_from;
  terms.in_probation = funding.in_probation;
  terms.end = funding.ended.value_or(terms.end);
  return terms;
}

std::optional<domain::FundingTerms> contract_terms(const Context& context,
                                                   const domain::FundingRequest& request)
{
  const std::int64_t dossier = context.store.funding_requests().key(request.number);
  const store::Contracts contracts = context.store.contracts();
  return contracts.has(dossier)
           ? std::optional(terms_as_it_is(
               context, dossier, contracts.funding(dossier).value_or(store::ContractFunding{})))
           : std::nullopt;
}

std::vector<store::InstalmentState>
schedule_of(const Context& context, const domain::FundingRequest& request, std::int64_t dossier)
{
  std::vector<store::InstalmentState> instalments = context.store.contracts().instalments(dossier);
  store::InstalmentState* balance = store::balance_of(instalments);
  const bool may_be_lost = balance != nullptr && balance->open().cents > 0 &&
                           context.today() > request.last_day().value_or(context.today());
  const auto terms = may_be_lost ? contract_terms(context, request) : std::nullopt;
  const auto last_day =
    terms ? domain::last_day_to_invoice(terms->concluded, terms->end) : std::nullopt;
  if (last_day && context.today() > *last_day) {
    balance->is_lost = true;
  }
  return instalments;
}

std::vector<store::InstalmentState> schedule_of(const Context& context,
                                                const domain::FundingRequest& request)
{
  return schedule_of(context, request, context.store.funding_requests().key(request.number));
}

domain::FundingRequest without_lost(const Context& context, domain::FundingRequest request)
{
  for (const store::InstalmentState& state : schedule_of(context, request)) {
    request.accepted = request.accepted
                         ? std::optional(*request.accepted - (state.open() - state.left()))
                         : std::nullopt;
  }
  return request;
}

domain::Money still_to_invoice(const Context& context, const domain::FundingRequest& request)
{
  domain::Money left;
  for (const store::InstalmentState& state : schedule_of(context, request)) {
    left = left + state.left();
  }
  return left;
}

} // namespace myatlas::services
