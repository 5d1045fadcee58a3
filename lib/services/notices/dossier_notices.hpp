#pragma once

#include <optional>
#include <set>
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

// What is to be given back of a dossier by who was paid: of what is owed, what was paid beyond it,
// and what was asked for until now.
struct SumAskedBack
{
  domain::Money owed, to_recover, asked;
};

// Asks who was paid for the dossier to give back what was paid beyond what is owed.
void ask_for_recovery(const Context& context, const domain::FundingRequest& request,
                      domain::Siret payee, const SumAskedBack& claimed);

// Tells who was asked to that nothing is to be given back any more.
void withdraw_claim(const Context& context, const domain::FundingRequest& request,
                    domain::Siret payee);

// The OPCO's answer to an amendment of the dossier's contract, to the employer and the CFA, and to
// the establishment that had it before.
struct AmendmentAnswer
{
  std::optional<domain::Date> effective;
  std::string reason; // refuses it
  std::optional<domain::Date> last_invoice;
  std::optional<domain::Siret> former;
  std::set<domain::Siren>
    relieved; // those that were asked for money and have nothing to give back any more
};
void answer_amendment(const Context& context, const domain::FundingRequest& request,
                      const AmendmentAnswer& answer);

// Tells those who managed a dossier, and do not since it is another establishment's, that it
// changed.
void tell_of_move(const Context& context, const domain::FundingRequest& before,
                  const domain::FundingRequest& after);

} // namespace myatlas::services
