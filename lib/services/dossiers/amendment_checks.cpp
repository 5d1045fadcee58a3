#include "services/dossiers/amendment_checks.hpp"

#include <algorithm>

#include "services/dossiers/contract_terms.hpp"
#include "util/decimal.hpp"

namespace myatlas::services {

namespace {

// Sent again without a change, or one that another OPCO has: it answers that one.
bool is_answered_first(const Context& context, const domain::FundingRequest& request,
                       std::int64_t dossier, const domain::Contract& amended)
{
  const auto waits = context.store.contracts().amendment(dossier);
  if (!waits) {
    return false;
  }
  const std::string subject = transmitted_as(context, request);
  const auto sent =
    request.provider
      ? context.store.opco_links().of_dossier(request.provider->siren(), request.number)
      : std::vector<domain::Transmission>{};
  return is_same(amended, waits->contract) ||
         std::ranges::find(sent, subject, &domain::Transmission::subject) != sent.end();
}

// The last day to invoice the contract as it is, when that is over and the amendment prolongs it.
std::optional<domain::Date> lost_before(const Context& context,
                                        const domain::FundingRequest& request,
                                        const domain::Contract& amended)
{
  const auto terms = contract_terms(context, request);
  const auto end = amended.date("contrat.dateFinContrat");
  const auto last =
    terms ? domain::last_day_to_invoice(terms->concluded, terms->end) : std::nullopt;
  return last && end && *end > terms->end && context.today() > *last ? last : std::nullopt;
}

} // namespace

AmendmentFindings amendment_findings(const Context& context, const domain::FundingRequest& request,
                                     const domain::Contract& amended)
{
  const std::int64_t dossier = context.store.funding_requests().key(request.number);
  AmendmentFindings found;
  if (is_answered_first(context, request, dossier, amended)) {
    found.problems.push_back(
      util::Error{"contract.amendment_waits", {request.number}}.at("request"));
  }
  const util::Errors problems =
    domain::amendment_problems(*context.store.contracts().find(dossier), amended);
  found.problems.insert(found.problems.end(), problems.begin(), problems.end());
  if (const auto last = lost_before(context, request, amended)) {
    found.problems.push_back(
      util::Error{"contract.prolonged_after_loss", {last->text()}}.at("contrat.dateFinContrat"));
  }
  found.warnings = amendment_warnings(context, request, amended);
  if (const auto missing = missing_of_amendment(context, request, amended); !missing.empty()) {
    found.warnings.push_back(
      util::Error{"request.documents_missing", {domain::joined(missing)}}.at("documents"));
  }
  return found;
}

util::Errors amendment_warnings(const Context& context, const domain::FundingRequest& request,
                                const domain::Contract& amended)
{
  constexpr const char* k_hours = "formation.dureeFormation";
  constexpr std::int64_t k_hundredths = 100;
  std::int64_t certified = 0;
  for (const domain::Certificate& certificate :
       context.store.certificates().standing(request.number)) {
    certified += certificate.hours;
  }
  const std::int64_t hours = amended.number(k_hours) * k_hundredths;
  if (hours >= certified || hours >= request.hours.value_or(hours)) {
    return {};
  }
  return {util::Error{"contract.hours_certified",
                      {amended.text(k_hours), util::format_decimal(certified, 2)}}
            .at(k_hours)};
}

std::vector<domain::DocumentUse> missing_of_amendment(const Context& context,
                                                      const domain::FundingRequest& request,
                                                      const domain::Contract& amended)
{
  util::Instant accepted{};
  for (const domain::RequestChange& change : context.store.funding_requests().history(request)) {
    const bool is_acceptance = change.event == domain::RequestEvent::accept ||
                               change.event == domain::RequestEvent::accept_amendment;
    accepted = is_acceptance ? change.at : accepted;
  }
  std::vector<domain::RequestDocument> documents =
    context.store.funding_requests().documents(request);
  std::erase_if(documents,
                [&](const domain::RequestDocument& document) { return document.added < accepted; });
  const std::int64_t dossier = context.store.funding_requests().key(request.number);
  return domain::missing_documents(
    domain::documents_case(*context.store.contracts().find(dossier), amended),
    domain::uses_of(documents));
}

std::string transmitted_as(const Context& context, const domain::FundingRequest& request)
{
  const std::int64_t dossier = context.store.funding_requests().key(request.number);
  const bool waits = context.store.contracts().amendment(dossier).has_value();
  std::int64_t refused = 0, refused_before_it = 0; // the one that was accepted last
  for (const domain::RequestChange& change : context.store.funding_requests().history(request)) {
    refused += change.event == domain::RequestEvent::refuse_amendment ? 1 : 0;
    refused_before_it =
      change.event == domain::RequestEvent::accept_amendment ? refused : refused_before_it;
  }
  const std::int64_t version =
    context.store.contracts().versions(dossier) + (waits ? 1 + refused : refused_before_it);
  return version > 1 ? request.number + "/" + std::to_string(version) : request.number;
}

bool is_same(const domain::Contract& given, const domain::Contract& kept)
{
  return domain::with_known_nirs(given.values(), kept) == kept.values();
}

} // namespace myatlas::services
