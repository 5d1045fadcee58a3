#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/dossiers/funding_request.hpp"
#include "domain/invoices/invoice.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// What the OPCO writes and says when a dossier or an invoice changes: a letter where one is due,
// and the alerts of those concerned, all inside the caller's transaction.
void tell_about(
  const Context& context, const domain::FundingRequest& request, domain::RequestEvent event,
  const std::string& comment,
  std::optional<domain::Date> last_invoice = {}); // the last day to invoice one that was broken off
void tell_about(const Context& context, const domain::Invoice& invoice, domain::InvoiceEvent event,
                const std::vector<domain::Invoice>& set_off =
                  {}); // with the credit notes its payment took account of

// Asks who was paid for the dossier to give back what was paid beyond what is owed.
void ask_for_recovery(const Context& context, const domain::FundingRequest& request,
                      domain::Siret payee, domain::Money owed, domain::Money to_recover);

// The OPCO's answer to an amendment of the dossier's contract, to the employer and the CFA; a
// reason refuses it.
void answer_amendment(const Context& context, const domain::FundingRequest& request,
                      std::optional<domain::Date> effective, const std::string& reason);

} // namespace myatlas::services
