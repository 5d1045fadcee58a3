#include "services/dossiers/seen_request.hpp"

#include "domain/dossiers/provider_part.hpp"
#include "util/text.hpp"

namespace myatlas::services {

util::Result<domain::FundingRequest> seen_request(const Context& context, const std::string& number)
{
  const std::string wanted = util::to_upper(util::trim(number));
  auto found = context.store.funding_requests().find(wanted, perimeter_of(context));
  if (!found) {
    return util::Error{"request.unknown", {number}}.at("request");
  }
  return *std::move(found);
}

domain::FundingRequest as_shown(const Context& context, domain::FundingRequest request)
{
  const domain::ProviderIdentity* own = context.actor.provider(domain::AccessRole::reader);
  if (own == nullptr || !is_provider_only(context, request.siret)) {
    return request;
  }
  for (domain::Trainee& trainee : request.trainees) {
    trainee.hourly_wage.reset();
  }
  request.side_costs = {};
  request.requested.reset();
  request.co_funding.reset();
  if (request.pays_provider() || !request.modules.empty()) {
    request.accepted = request.accepted
                         ? std::optional(domain::accepted_of_provider(request, own->siret.siren()))
                         : std::nullopt;
  }
  if (!request.modules.empty()) {
    domain::Money cost;
    for (domain::TrainingModule& module : request.modules) {
      const bool is_own = module.provider && module.provider->siren() == own->siret.siren();
      module.cost = is_own ? module.cost : std::nullopt;
      cost = cost + module.cost.value_or(domain::Money{});
    }
    request.teaching_cost = cost;
  }
  return request;
}

util::Result<domain::FundingRequest> shown_request(const Context& context,
                                                   const std::string& number)
{
  const util::Outcome allowed = may_read(context);
  const util::Result<domain::FundingRequest> seen =
    allowed ? seen_request(context, number)
            : util::Result<domain::FundingRequest>(allowed.errors());
  return seen ? util::Result<domain::FundingRequest>(as_shown(context, *seen)) : seen;
}

std::vector<domain::RequestDocument> shown_documents(const Context& context,
                                                     const domain::FundingRequest& request)
{
  std::vector<domain::RequestDocument> documents =
    context.store.funding_requests().documents(request);
  if (context.actor.provider(domain::AccessRole::reader) == nullptr ||
      !is_provider_only(context, request.siret)) {
    return documents;
  }
  const bool are_several = request.providers().size() > 1;
  std::erase_if(documents, [&](const domain::RequestDocument& d) {
    const bool tells = d.use == domain::DocumentUse::expenses ||
                       (are_several && d.use == domain::DocumentUse::quote);
    return tells && d.added_by != context.actor.name();
  });
  return documents;
}

util::Result<domain::FundingRequest> own_request(const Context& context, const std::string& number,
                                                 Act act)
{
  util::Result<domain::FundingRequest> request = seen_request(context, number);
  if (!request) {
    return request;
  }
  const util::Outcome allowed = allow(context, act, request->siret, request->providers());
  return allowed ? request : util::Result<domain::FundingRequest>(allowed.error().at("request"));
}

} // namespace myatlas::services
