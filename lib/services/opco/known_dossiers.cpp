// What an OPCO tells of a CFA's dossiers.
#include <algorithm>
#include <set>

#include "services/dossiers/facts.hpp"
#include "services/opco/sync.hpp"
#include "services/opco/transmit.hpp"
#include "util/ranges.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::FundingRequest;
using domain::Transmission;
using domain::TransmissionKind;
using domain::TransmissionState;
using formats::Json;
using formats::OpcoDossier;
using formats::OpcoDossierState;

// What is known of it from now on.
Transmission known_as(Transmission known, const OpcoDossierState& state)
{
  known.external = state.external.empty() ? known.external : state.external;
  known.deca = state.deca;
  known.remote = state.state;
  known.state = TransmissionState::sent;
  return known;
}

bool is_pending(const Transmission& transmission)
{
  return transmission.kind == TransmissionKind::contract &&
         transmission.state == TransmissionState::pending && transmission.internal.empty();
}

bool has_external(const Transmission& transmission, const OpcoDossierState& state)
{
  return !transmission.external.empty() && transmission.external == state.external;
}

// By the number it has there, or the one it was sent under.
bool has_number_of(const Transmission& transmission, const OpcoDossierState& state)
{
  return transmission.internal.empty() ? has_external(transmission, state)
                                       : transmission.internal == state.internal;
}

bool is_of(const Transmission& transmission, const OpcoDossierState& state)
{
  return transmission.kind == TransmissionKind::contract && has_number_of(transmission, state);
}

bool tells_more(const OpcoDossierState& state, const Transmission& known)
{
  return state.state != known.remote || state.deca != known.deca;
}

void take_state(Transmission& transmission, const OpcoDossierState& state)
{
  transmission.internal = state.internal;
  transmission.external = state.external;
  transmission.deca = state.deca;
  transmission.remote = state.state;
}

} // namespace

Result<std::vector<OpcoDossierState>> OpcoLink::states()
{
  constexpr int k_most_pages = 500;
  std::vector<OpcoDossierState> all;
  for (int number = 1; number <= k_most_pages; ++number) {
    TRY_ASSIGN(const formats::OpcoPage page, page_of_states(number));
    all.insert(all.end(), page.dossiers.begin(), page.dossiers.end());
    if (page.dossiers.empty() || std::ssize(all) >= page.total) {
      return all;
    }
  }
  return Error{"opco.too_many_pages", {std::to_string(k_most_pages)}};
}

Result<Json> OpcoLink::get(const std::string& rest)
{
  return m_api.get(path(rest));
}

Result<formats::OpcoPage> OpcoLink::page_of_states(int number)
{
  TRY_ASSIGN(const Json answer, get("/dossiers/etats?numeroPage=" + std::to_string(number)));
  return formats::read_states(answer);
}

Result<OpcoDossier> OpcoLink::dossier_numbered(const std::string& internal)
{
  TRY_ASSIGN(const Json answer, get("/dossiers?numeroInterne=" + gateway::url_encoded(internal)));
  return formats::read_dossier(answer);
}

// Those the OPCO has that no transmission is about.
std::vector<OpcoDossierState> OpcoLink::unlinked(std::vector<OpcoDossierState> states) const
{
  std::set<std::string> linked;
  for (const Transmission& one : links()) {
    linked.insert(one.internal);
  }
  std::erase_if(states, [&](const OpcoDossierState& state) {
    return state.internal.empty() || linked.contains(state.internal);
  });
  return states;
}

// A contract whose sending got no answer, among the OPCO's dossiers that are not linked here: the
// same person, establishment and first day.
Result<bool> OpcoLink::look_for(const domain::Contract& contract, Transmission& transmission)
{
  TRY_ASSIGN(const auto all, states());
  const std::string wanted = domain::identity_of(contract.values());
  for (const OpcoDossierState& state : unlinked(all)) {
    TRY_ASSIGN(const OpcoDossier dossier, dossier_numbered(state.internal));
    if (domain::identity_of(dossier.contract) == wanted) {
      take_state(transmission, state);
      return true;
    }
  }
  return false;
}

Outcome OpcoLink::sync_dossier(const Transmission& known, const OpcoDossierState& state,
                               SyncReport& report)
{
  const auto request = dossier_of(known);
  if (!request || !tells_more(state, known)) {
    return Done{};
  }
  TRY_ASSIGN(const OpcoDossier dossier, dossier_numbered(state.internal));
  take_synced(m_context, m_cfa, *request, known_as(known, state), dossier);
  report.changes.push_back({known.subject, known.remote, state.state});
  return Done{};
}

std::optional<FundingRequest> OpcoLink::dossier_of(const Transmission& transmission) const
{
  return m_context.store.funding_requests().find(transmission.subject, perimeter_of(m_context));
}

// What was taken to be worked on has its numbers once it is there.
Outcome OpcoLink::settle_pending()
{
  for (const Transmission& transmission : links()) {
    TRY(settle_where_pending(transmission));
  }
  return Done{};
}

Outcome OpcoLink::settle_where_pending(const Transmission& transmission)
{
  const auto request = dossier_of(transmission);
  return is_pending(transmission) && request ? settle(transmission, *request) : Done{};
}

Outcome OpcoLink::settle(Transmission transmission, const FundingRequest& request)
{
  TRY_ASSIGN(const bool is_there, look_for(*contract_of(m_context, request), transmission));
  if (is_there) {
    transmission.state = TransmissionState::sent;
    transmission.remote.clear(); // told by the look at all states that follows
    keep(transmission, "found");
  }
  return Done{};
}

Result<SyncReport> OpcoLink::sync()
{
  TRY(settle_pending());
  SyncReport report;
  TRY(sync_dossiers(report));
  TRY(sync_invoices(report));
  return report;
}

Outcome OpcoLink::sync_dossiers(SyncReport& report)
{
  TRY_ASSIGN(const auto all, states());
  report.seen = std::ssize(all);
  const std::vector<Transmission> known = links();
  for (const OpcoDossierState& state : all) {
    TRY(sync_dossier(known, state, report));
  }
  return Done{};
}

Outcome OpcoLink::sync_dossier(const std::vector<Transmission>& known,
                               const OpcoDossierState& state, SyncReport& report)
{
  const auto* link = util::find_first(
    known, [&](const Transmission& transmission) { return is_of(transmission, state); });
  if (link != nullptr) {
    return sync_dossier(*link, state, report);
  }
  report.unlinked.push_back(state.internal);
  return Done{};
}

} // namespace myatlas::services
