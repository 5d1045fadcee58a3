#pragma once

#include <string>

#include "domain/dossiers/funding_request.hpp"
#include "domain/invoices/invoice.hpp"
#include "services/context.hpp"
#include "services/dossiers/dossier_part.hpp"

namespace myatlas::services {

// What may have an invoice refused, though nothing is wrong with it.
Errors warnings_about(const Context& context, const domain::Invoice& invoice,
                      const domain::FundingRequest& request);

// Hours invoiced, with those of the invoices before, against those agreed for all trainees.
void check_hours(const Context& context, const domain::Invoice& invoice,
                 const domain::FundingRequest& request, Errors& problems);

// Whether an account to be paid where the OPCO pays the provider is one the member named as its own
// before. An account the provider was paid on before may be one they share.
bool is_account_of_member(const Context& context, const domain::Iban& iban,
                          const DossierPart& part);

// Whether an account to be paid where the OPCO pays the member is that of the provider, or of
// another of the dossier: the last one it was paid on.
bool is_account_of_provider(const Context& context, const domain::Iban& iban,
                            const DossierPart& part);

// The accounts an invoice came with: typed, and of its file. Empty: none.
struct ToldAccounts
{
  const std::string& iban;
  const std::string& seller_iban;
};

// Whose account is to be paid: the provider's, which its file tells, or that of the member who is
// paid back or claims its own costs, which no file of the provider's tells. An account of the other
// one is refused: invoice.iban_of_member, invoice.iban_of_provider (account, dossier).
std::optional<domain::Iban> account_in(const Context& context, const ToldAccounts& told,
                                       const DossierPart& part, Errors& problems);

// Whether accepting or paying the invoice stays within what the dossier was accepted for, and its
// teaching within the schedule: invoice.over_owed (number, amount, left, dossier). An early end or
// an amendment may have taken it down since the invoice came in.
Outcome check_owed(const Context& context, const domain::Invoice& invoice,
                   domain::InvoiceEvent event);

// Makes room for a corrected invoice: one that was refused or taken back keeps its history, under
// its number and a mark when the corrected one has the same. What it is called then.
// invoice.unknown, invoice.not_replaceable (number, state), invoice.replaced_before (number, by).
// One that was refused or taken back, and that nothing took the place of: as set_aside.
Result<domain::Invoice> replaceable(const Context& context, const std::string& replaced,
                                    domain::Siren provider);
Result<std::string> set_aside(const Context& context, const std::string& replaced,
                              const std::string& number, domain::Siren provider);

} // namespace myatlas::services
