// What an OPCO tells of a CFA's invoices.
#include <algorithm>

#include "services/opco/sync.hpp"
#include "services/opco/transmit.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

// REJETE, REJETEE, REFUSE, ANNULE…: its number is free for a corrected one. OPCOs spell states each
// in their way.
bool is_refused(const formats::OpcoInvoiceState& state)
{
  constexpr std::string_view k_refusals[] = {"REJET", "REFUS", "ANNUL"};
  const std::string upper = util::to_upper(state.state);
  return std::ranges::any_of(
    k_refusals, [&](std::string_view beginning) { return upper.starts_with(beginning); });
}

// Whether the OPCO tells of this very invoice: a refused one and the one that was corrected have
// the same number. An amount that is not told says nothing against it.
bool is_this(const formats::OpcoInvoiceState& state, const domain::Invoice& invoice)
{
  const domain::Money total = formats::total_transmitted(invoice);
  return state.reference == invoice.number && !is_refused(state) &&
         state.amount.value_or(total) == total;
}

} // namespace

util::Result<std::optional<std::vector<formats::OpcoInvoiceState>>> OpcoLink::invoice_states()
{
  using States = std::optional<std::vector<formats::OpcoInvoiceState>>;
  const util::Result<formats::Json> answer = m_api.get("/v2/factures/etats");
  if (!answer) { // not every OPCO has them, nor every version
    const bool has_none =
      answer.error().code == "opco.unsupported" || answer.error().code == "opco.refused";
    return has_none ? util::Result<States>(States()) : util::Result<States>(answer.errors());
  }
  TRY_ASSIGN(const auto states, formats::read_invoice_states(*answer));
  return States(states);
}

// An invoice whose sending got no answer, among those of the OPCO that no other transmission is
// about.
util::Result<bool> OpcoLink::look_for_invoice(const domain::Invoice& invoice,
                                              domain::Transmission& transmission)
{
  TRY_ASSIGN(const auto states, invoice_states());
  if (!states) {
    return util::Error{"opco.unverified", {transmission.subject}};
  }
  const std::vector<domain::Transmission> ours =
    m_context.store.opco_links().list(m_cfa, m_connection.opco);
  const auto found = std::ranges::find_if(*states, [&](const formats::OpcoInvoiceState& s) {
    const bool is_of_another =
      !s.internal.empty() &&
      std::ranges::find(ours, s.internal, &domain::Transmission::internal) != ours.end();
    return is_this(s, invoice) && !is_of_another;
  });
  if (found == states->end()) {
    return false;
  }
  transmission.internal = found->internal; // its state comes home with the next sync
  return true;
}

util::Outcome OpcoLink::sync_invoices(SyncReport& report)
{
  const auto told = invoice_states();
  if (!told || !*told) {
    return told ? util::Outcome(util::Done{}) : util::Outcome(told.errors());
  }
  const std::vector<formats::OpcoInvoiceState>& states = **told;
  for (const domain::Transmission& known :
       m_context.store.opco_links().list(m_cfa, m_connection.opco)) {
    const auto found = std::ranges::find_if(states, [&](const formats::OpcoInvoiceState& s) {
      return s.internal.empty() ? s.reference == known.subject : s.internal == known.internal;
    });
    if (known.kind == domain::TransmissionKind::invoice && found != states.end() &&
        found->state != known.remote) {
      bring_home(m_context, m_cfa, known, *found);
      report.changes.push_back({known.subject, known.remote, found->state});
    }
  }
  return util::Done{};
}

} // namespace myatlas::services
