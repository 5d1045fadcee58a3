#include "services/dossiers/contract_terms.hpp"

#include "services/dossiers/seen_request.hpp"
#include "util/ranges.hpp"

namespace myatlas::services {

namespace {

using domain::FundingRequest;
using domain::FundingTerms;
using store::ContractFunding;
using store::Contracts;
using store::InstalmentState;
using store::Schedule;

} // namespace

FundingTerms terms_as_it_is(const Context& context, std::int64_t dossier,
                            const ContractFunding& funding)
{
  const Contracts contracts = context.store.contracts();
  FundingTerms terms =
    domain::terms_of(*contracts.find(dossier), *contracts.original(dossier), funding.yearly);
  terms.trainee_from = funding.trainee_from;
  terms.in_probation = funding.in_probation;
  terms.end = funding.ended.value_or(terms.end);
  return terms;
}

std::optional<FundingTerms> contract_terms(const Context& context, const FundingRequest& request)
{
  const std::int64_t dossier = key_of(context, request);
  const Contracts contracts = context.store.contracts();
  if (!contracts.has(dossier)) {
    return std::nullopt;
  }
  return terms_as_it_is(context, dossier, contracts.funding(dossier).value_or(ContractFunding{}));
}

std::optional<domain::Date> last_day_of_contract(const Context& context,
                                                 const FundingRequest& request)
{
  const auto terms = contract_terms(context, request);
  return terms ? domain::last_day_to_invoice(terms->concluded, terms->end) : std::nullopt;
}

namespace {

bool is_over(const Context& context, const FundingRequest& request)
{
  return context.today() > request.last_day().value_or(context.today());
}

// Whether the last day to invoice it has passed, looked up of a training that is over.
bool is_too_late(const Context& context, const FundingRequest& request)
{
  const auto last =
    is_over(context, request) ? last_day_of_contract(context, request) : std::nullopt;
  return last && context.today() > *last;
}

} // namespace

Schedule schedule_of(const Context& context, const FundingRequest& request, std::int64_t dossier)
{
  Schedule instalments = context.store.contracts().instalments(dossier);
  InstalmentState* balance = store::balance_of(instalments);
  if (balance != nullptr && balance->open().cents > 0 && is_too_late(context, request)) {
    balance->is_lost = true;
  }
  return instalments;
}

Schedule schedule_of(const Context& context, const FundingRequest& request)
{
  return schedule_of(context, request, key_of(context, request));
}

FundingRequest without_lost(const Context& context, FundingRequest request)
{
  for (const InstalmentState& state : schedule_of(context, request)) {
    if (request.accepted) {
      *request.accepted -= state.open() - state.left();
    }
  }
  return request;
}

domain::Money still_to_invoice(const Context& context, const FundingRequest& request)
{
  return util::total_of(schedule_of(context, request), &InstalmentState::left);
}

} // namespace myatlas::services
