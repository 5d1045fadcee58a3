#include "services/dossiers/request_views.hpp"

#include "services/dossiers/amendment_checks.hpp"
#include "services/dossiers/facts.hpp"
#include "services/dossiers/seen_request.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::amended_members;
using domain::Contract;
using domain::FundingRequest;
using domain::Transmission;
using store::ContractVersion;

// Those of a page that is one longer than asked for; whether there are others.
bool take_off_last(std::vector<FundingRequest>& requests, std::optional<std::int64_t> limit)
{
  const bool more = limit && requests.size() > static_cast<std::size_t>(*limit);
  if (more) {
    requests.pop_back();
  }
  return more;
}

void show_each(const Context& context, RequestPage& page)
{
  Labels labels(context);
  for (FundingRequest& request : page.requests) {
    request = as_shown(context, std::move(request));
    page.labels.push_back(labels.of(request));
  }
}

} // namespace

Result<RequestPage> list_requests(const Context& context, store::RequestFilter filter)
{
  TRY(may_read(context));
  const auto limit = filter.limit;
  if (limit) {
    filter.limit = *limit + 1; // one more tells whether there are others
  }
  RequestPage page{context.store.funding_requests().list(filter, perimeter_of(context)), {}, false};
  page.more = take_off_last(page.requests, limit);
  show_each(context, page);
  return page;
}

namespace {

// Of one version to the next.
std::vector<domain::AmendedMember> changed_between(const Contract& before, const Contract& after)
{
  return after.is_amendment() ? amended_members(before, after)
                              : domain::changed_members(before, after);
}

std::vector<ContractChange> changes_of(const std::vector<ContractVersion>& versions)
{
  std::vector<ContractChange> changes;
  for (std::size_t i = 1; i < versions.size(); ++i) {
    const ContractVersion& after = versions[i];
    auto members = changed_between(versions[i - 1].contract, after.contract);
    if (!members.empty()) {
      changes.push_back({after.sent, after.sent_by, std::move(members)});
    }
  }
  return changes;
}

std::vector<Transmission> transmissions_of(const Context& context, const FundingRequest& request)
{
  return request.provider
           ? context.store.opco_links().of_dossier(request.provider->siren(), request.number)
           : std::vector<Transmission>{};
}

// The contract of the dossier, what became of it, and the amendment that waits.
void add_contract(const Context& context, RequestView& view)
{
  const std::int64_t dossier = key_of(context, view.request);
  view.contract = contract_of(context, view.request);
  view.contract_changes = changes_of(context.store.contracts().all_versions(dossier));
  view.amendment = context.store.contracts().amendment(dossier);
  if (view.amendment) {
    view.amended = amended_members(*view.contract, view.amendment->contract);
    view.missing = missing_of_amendment(context, view.request, view.amendment->contract);
  }
}

} // namespace

Result<RequestView> show_request(const Context& context, const std::string& number)
{
  TRY_ASSIGN(const FundingRequest request, shown_request(context, number));
  TRY_ASSIGN(const FundingRequest whole, seen_request(context, number));
  RequestView view{.request = request,
                   .history = context.store.funding_requests().history(request),
                   .documents = shown_documents(context, request),
                   .billed = billed_as_shown(context, whole)};
  view.label = Labels(context).of(request);
  view.transmissions = transmissions_of(context, request);
  view.missing = missing_documents(context, request);
  add_contract(context, view);
  return view;
}

} // namespace myatlas::services
