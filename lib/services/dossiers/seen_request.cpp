#include "services/dossiers/seen_request.hpp"

#include "domain/dossiers/provider_part.hpp"
#include "services/form_values.hpp"
#include "util/ranges.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::DocumentUse;
using domain::FundingRequest;
using domain::Money;
using domain::ProviderIdentity;
using domain::RequestDocument;
using domain::Siren;
using domain::Trainee;
using domain::TrainingModule;

} // namespace

std::int64_t key_of(const Context& context, const FundingRequest& request)
{
  return context.store.funding_requests().key(request.number).value();
}

std::optional<FundingRequest> any_request(const Context& context, const std::string& number)
{
  return context.store.funding_requests().find(number, store::Perimeter::all());
}

std::vector<FundingRequest> requests_in(const Context& context, domain::RequestState state)
{
  store::RequestFilter filter;
  filter.state = state;
  return context.store.funding_requests().list(filter, perimeter_of(context));
}

Result<FundingRequest> seen_request(const Context& context, const std::string& number)
{
  const std::string wanted = number_typed(number);
  auto found = context.store.funding_requests().find(wanted, perimeter_of(context));
  if (!found) {
    return Error{"request.unknown", {number}}.at("request");
  }
  return *std::move(found);
}

namespace {

// The provider that acts, where it sees the dossier as that alone; null: somebody sees all of it.
const ProviderIdentity* only_as_provider(const Context& context, const FundingRequest& request)
{
  const ProviderIdentity* own = context.actor.provider(domain::AccessRole::reader);
  return own != nullptr && is_provider_only(context, request.siret) ? own : nullptr;
}

void hide_pay(std::vector<Trainee>& trainees)
{
  for (Trainee& trainee : trainees) {
    trainee.hourly_wage.reset();
  }
}

void hide_pay_and_costs(FundingRequest& request)
{
  hide_pay(request.trainees);
  request.side_costs = {};
  request.requested.reset();
  request.co_funding.reset();
}

bool tells_own_part(const FundingRequest& request)
{
  return request.pays_provider() || !request.modules.empty();
}

void hide_accepted_of_others(FundingRequest& request, Siren own)
{
  if (request.accepted && tells_own_part(request)) {
    request.accepted = domain::accepted_of_provider(request, own);
  }
}

void hide_costs_of_others(FundingRequest& request, Siren own)
{
  for (TrainingModule& module : request.modules) {
    const bool is_own = module.provider && module.provider->siren() == own;
    module.cost = is_own ? module.cost : std::nullopt;
  }
}

Money told_cost(const TrainingModule& module)
{
  return module.cost.value_or(Money{});
}

} // namespace

FundingRequest as_shown(const Context& context, FundingRequest request)
{
  const ProviderIdentity* own = only_as_provider(context, request);
  if (own == nullptr) {
    return request;
  }
  hide_pay_and_costs(request);
  hide_accepted_of_others(request, own->siret.siren());
  hide_costs_of_others(request, own->siret.siren());
  if (!request.modules.empty()) {
    request.teaching_cost = util::total_of(request.modules, told_cost);
  }
  return request;
}

Result<FundingRequest> shown_request(const Context& context, const std::string& number)
{
  TRY(may_read(context));
  TRY_ASSIGN(const FundingRequest seen, seen_request(context, number));
  return as_shown(context, seen);
}

namespace {

bool is_one_of_several_quotes(const RequestDocument& document, const FundingRequest& request)
{
  return document.use == DocumentUse::quote && request.providers().size() > 1;
}

// Whether it tells what others are paid: a quote where there are several providers, the member's
// expenses.
bool tells_of_others(const RequestDocument& document, const FundingRequest& request)
{
  return document.use == DocumentUse::expenses || is_one_of_several_quotes(document, request);
}

} // namespace

std::vector<RequestDocument> shown_documents(const Context& context, const FundingRequest& request)
{
  std::vector<RequestDocument> documents = context.store.funding_requests().documents(request);
  if (only_as_provider(context, request) != nullptr) {
    std::erase_if(documents, [&](const RequestDocument& one) {
      return tells_of_others(one, request) && one.added_by != context.actor.name();
    });
  }
  return documents;
}

Result<FundingRequest> own_request(const Context& context, const std::string& number, Act act)
{
  TRY_ASSIGN(const FundingRequest request, seen_request(context, number));
  TRY(allow(context, act, request.siret, request.providers()).or_at("request"));
  return request;
}

} // namespace myatlas::services
