// What an OPCO tells of a CFA's invoices.
#include <algorithm>

#include "services/opco.hpp"
#include "services/opco_sync.hpp"

namespace myatlas::services {

util::Result<std::optional<std::vector<formats::OpcoInvoiceState>>> OpcoLink::invoice_states()
{
  using States = std::optional<std::vector<formats::OpcoInvoiceState>>;
  const util::Result<formats::Json> answer = m_api.get("/v2/factures/etats");
  if (!answer) { // not every OPCO has them, nor every version
    const bool has_none = answer.error().code == "opco.unsupported" || answer.error().code == "opco.refused";
    return has_none ? util::Result<States>(States()) : util::Result<States>(answer.errors());
  }
  const auto states = formats::read_invoice_states(*answer);
  return states ? util::Result<States>(States(*states)) : util::Result<States>(states.errors());
}

// An invoice whose sending got no answer, by its number, which a CFA gives once.
util::Result<bool> OpcoLink::look_for_invoice(domain::Transmission& transmission)
{
  const auto states = invoice_states();
  if (!states) {
    return states.errors();
  }
  if (!*states) {
    return util::Error{"opco.unverified", {transmission.subject}};
  }
  const auto found = std::ranges::find(**states, transmission.subject, &formats::OpcoInvoiceState::reference);
  if (found == (*states)->end()) {
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
  for (const domain::Transmission& known : m_context.store.opco_links().list(m_cfa, m_connection.opco)) {
    const auto found = std::ranges::find_if(states, [&](const formats::OpcoInvoiceState& s) {
      return s.internal.empty() ? s.reference == known.subject : s.internal == known.internal;
    });
    if (known.kind == domain::TransmissionKind::invoice && found != states.end() && found->state != known.remote) {
      bring_home(m_context, m_cfa, known, *found);
      report.changes.push_back({known.subject, known.remote, found->state});
    }
  }
  return util::Done{};
}

} // namespace myatlas::services
