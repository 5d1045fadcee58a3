#include "services/dossiers/amendment_checks.hpp"

#include <algorithm>

#include "domain/dossiers/amendment.hpp"
#include "services/dossiers/contract_terms.hpp"
#include "services/dossiers/facts.hpp"
#include "services/dossiers/seen_request.hpp"
#include "util/decimal.hpp"
#include "util/ranges.hpp"

namespace myatlas::services {

namespace {

using domain::Contract;
using domain::Date;
using domain::FundingRequest;
using domain::RequestChange;
using domain::RequestDocument;
using domain::RequestEvent;
using util::Instant;

// Whether an OPCO was told already of what goes out of the dossier now.
bool is_transmitted(const Context& context, const FundingRequest& request)
{
  if (!request.provider) {
    return false;
  }
  const auto sent =
    context.store.opco_links().of_dossier(request.provider->siren(), request.number);
  const std::string subject = transmitted_as(context, request);
  return util::contains(sent, subject, &domain::Transmission::subject);
}

// Sent again without a change, or one that another OPCO has: it answers that one.
bool is_answered_first(const Context& context, const FundingRequest& request, std::int64_t dossier,
                       const Contract& amended)
{
  const auto waits = context.store.contracts().amendment(dossier);
  return waits && (is_same(amended, waits->contract) || is_transmitted(context, request));
}

Error answered_first(const FundingRequest& request)
{
  return Error{"contract.amendment_waits", {request.number}}.at("request");
}

Error prolonged_after_loss(Date last)
{
  return Error{"contract.prolonged_after_loss", {last.text()}}.at("contrat.dateFinContrat");
}

// The last day to invoice the contract as it is, when that is over and the amendment prolongs it.
std::optional<Date> lost_before(const Context& context, const FundingRequest& request,
                                const Contract& amended)
{
  const auto terms = contract_terms(context, request);
  const auto end = amended.date("contrat.dateFinContrat");
  const auto last =
    terms ? domain::last_day_to_invoice(terms->concluded, terms->end) : std::nullopt;
  return last && end && *end > terms->end && context.today() > *last ? last : std::nullopt;
}

} // namespace

AmendmentFindings amendment_findings(const Context& context, const FundingRequest& request,
                                     const Contract& amended)
{
  const std::int64_t dossier = key_of(context, request);
  AmendmentFindings found;
  if (is_answered_first(context, request, dossier, amended)) {
    found.problems.push_back(answered_first(request));
  }
  util::add_problems(domain::amendment_problems(*context.store.contracts().find(dossier), amended),
                     found.problems, "");
  if (const auto last = lost_before(context, request, amended)) {
    found.problems.push_back(prolonged_after_loss(*last));
  }
  found.warnings = amendment_warnings(context, request, amended);
  if (const auto missing = missing_of_amendment(context, request, amended); !missing.empty()) {
    found.warnings.push_back(documents_missing(missing).at("documents"));
  }
  return found;
}

namespace {

constexpr const char* k_hours_of_training = "formation.dureeFormation";

std::int64_t hours_attested(const Context& context, const FundingRequest& request)
{
  std::int64_t attested = 0;
  for (const domain::Certificate& one : context.store.certificates().standing(request.number)) {
    attested += one.hours;
  }
  return attested;
}

Error fewer_than_attested(const std::string& hours, std::int64_t attested)
{
  return Error{"contract.hours_certified", {hours, util::format_decimal(attested, 2)}}.at(
    k_hours_of_training);
}

} // namespace

Errors amendment_warnings(const Context& context, const FundingRequest& request,
                          const Contract& amended)
{
  constexpr std::int64_t k_hundredths = 100;
  const std::int64_t attested = hours_attested(context, request);
  const std::int64_t hours = amended.number(k_hours_of_training) * k_hundredths;
  if (hours >= attested || hours >= request.hours.value_or(hours)) {
    return {};
  }
  return {fewer_than_attested(amended.text(k_hours_of_training), attested)};
}

namespace {

bool is_acceptance(RequestEvent event)
{
  return event == RequestEvent::accept || event == RequestEvent::accept_amendment;
}

// When the contract as it is was accepted.
Instant last_acceptance(const Context& context, const FundingRequest& request)
{
  Instant accepted{};
  for (const RequestChange& change : context.store.funding_requests().history(request)) {
    accepted = is_acceptance(change.event) ? change.at : accepted;
  }
  return accepted;
}

std::vector<RequestDocument> attached_since(const Context& context, const FundingRequest& request,
                                            Instant since)
{
  auto documents = context.store.funding_requests().documents(request);
  std::erase_if(documents, [&](const RequestDocument& document) { return document.added < since; });
  return documents;
}

} // namespace

domain::DocumentUses missing_of_amendment(const Context& context, const FundingRequest& request,
                                          const Contract& amended)
{
  const auto documents = attached_since(context, request, last_acceptance(context, request));
  return domain::missing_documents(domain::documents_case(*contract_of(context, request), amended),
                                   domain::uses_of(documents));
}

namespace {

// Amendments that were refused, and those of them before the one that was accepted last.
struct RefusedAmendments
{
  std::int64_t all = 0, before_accepted = 0;
};

RefusedAmendments refused_amendments(const Context& context, const FundingRequest& request)
{
  RefusedAmendments refused;
  for (const RequestChange& change : context.store.funding_requests().history(request)) {
    refused.all += change.event == RequestEvent::refuse_amendment ? 1 : 0;
    if (change.event == RequestEvent::accept_amendment) {
      refused.before_accepted = refused.all;
    }
  }
  return refused;
}

} // namespace

std::string transmitted_as(const Context& context, const FundingRequest& request)
{
  const std::int64_t dossier = key_of(context, request);
  const bool waits = context.store.contracts().amendment(dossier).has_value();
  const RefusedAmendments refused = refused_amendments(context, request);
  const std::int64_t version = context.store.contracts().versions(dossier) +
                               (waits ? 1 + refused.all : refused.before_accepted);
  return version > 1 ? request.number + "/" + std::to_string(version) : request.number;
}

bool is_same(const Contract& given, const Contract& kept)
{
  return domain::with_known_nirs(given.values(), kept) == kept.values();
}

} // namespace myatlas::services
