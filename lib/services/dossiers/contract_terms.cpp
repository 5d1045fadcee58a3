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

domain::Money still_to_invoice(const Context& context, const domain::FundingRequest& request)
{
  const auto instalments =
    context.store.contracts().instalments(context.store.funding_requests().key(request.number));
  const auto terms = contract_terms(context, request);
  const auto last_day =
    terms ? domain::last_day_to_invoice(terms->concluded, terms->end) : std::nullopt;
  domain::Money left;
  for (const store::InstalmentState& state : instalments) {
    const bool lost = &state == &instalments.back() && last_day && context.today() > *last_day;
    left = left + (lost ? domain::Money{} : state.left());
  }
  return left;
}

} // namespace myatlas::services
