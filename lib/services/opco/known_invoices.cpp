// What an OPCO tells of a CFA's invoices.
#include <algorithm>

#include "services/opco/sync.hpp"
#include "services/opco/transmit.hpp"
#include "util/ranges.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Invoice;
using domain::Transmission;
using formats::OpcoInvoiceState;
using util::contains;

// Whether the OPCO tells of this very invoice: a refused one and the one that was corrected have
// the same number. An amount that is not told says nothing against it.
bool is_this(const OpcoInvoiceState& state, const Invoice& invoice)
{
  const domain::Money total = formats::total_transmitted(invoice);
  return state.reference == invoice.number && !state.is_refused() &&
         state.amount.value_or(total) == total;
}

bool is_linked(const std::vector<Transmission>& ours, const OpcoInvoiceState& state)
{
  return !state.internal.empty() && contains(ours, state.internal, &Transmission::internal);
}

bool is_of(const OpcoInvoiceState& state, const Transmission& known)
{
  return state.internal.empty() ? state.reference == known.subject
                                : state.internal == known.internal;
}

// Not every OPCO tells of invoices, nor every version.
bool has_none(const Error& error)
{
  return error.code == "opco.unsupported" || error.code == "opco.refused";
}

} // namespace

Result<std::optional<std::vector<OpcoInvoiceState>>> OpcoLink::invoice_states()
{
  using States = std::optional<std::vector<OpcoInvoiceState>>;
  const Result<formats::Json> answer = m_api.get("/v2/factures/etats");
  if (!answer && has_none(answer.error())) {
    return States();
  }
  if (!answer) {
    return answer.errors();
  }
  TRY_ASSIGN(const auto states, formats::read_invoice_states(*answer));
  return States(states);
}

// An invoice whose sending got no answer, among those of the OPCO that no other transmission is
// about.
Result<bool> OpcoLink::look_for_invoice(const Invoice& invoice, Transmission& transmission)
{
  TRY_ASSIGN(const auto states, invoice_states());
  if (!states) {
    return Error{"opco.unverified", {transmission.subject}};
  }
  const std::vector<Transmission> ours = links();
  const auto found = std::ranges::find_if(*states, [&](const OpcoInvoiceState& state) {
    return is_this(state, invoice) && !is_linked(ours, state);
  });
  if (found == states->end()) {
    return false;
  }
  transmission.internal = found->internal; // its state comes home with the next sync
  return true;
}

Outcome OpcoLink::sync_invoices(SyncReport& report)
{
  TRY_ASSIGN(const auto told, invoice_states());
  if (told) {
    sync_invoices(*told, report);
  }
  return Done{};
}

void OpcoLink::sync_invoices(const std::vector<OpcoInvoiceState>& states, SyncReport& report)
{
  for (const Transmission& known : links()) {
    if (known.kind == domain::TransmissionKind::invoice) {
      sync_invoice(known, states, report);
    }
  }
}

void OpcoLink::sync_invoice(const Transmission& known, const std::vector<OpcoInvoiceState>& states,
                            SyncReport& report)
{
  const auto* found =
    util::find_first(states, [&](const OpcoInvoiceState& state) { return is_of(state, known); });
  if (found != nullptr && found->state != known.remote) {
    take_synced(m_context, m_cfa, known, *found);
    report.changes.push_back({known.subject, known.remote, found->state});
  }
}

} // namespace myatlas::services
