#pragma once

#include <vector>

#include "services/context.hpp"

namespace myatlas::services {

// What somebody is to an establishment and the providers of a dossier.
enum class Standing
{
  stranger, // sees nothing of it, and is not told that it exists
  reader,   // was given access to look
  provider, // of the dossier
  delegate, // was given access to manage
  manager,  // attached the establishment to its account
  office,   // of the OPCO
  host,
};

// What may be done to it.
enum class Act
{
  see,
  file,    // submit, edit, complete, cancel a request
  attach,  // documents
  invoice, // send and cancel invoices, certify that a training took place
  declare, // contributions
  employ,  // add, change and remove employees
  grant,   // give access to others
};

Standing standing_of(const Context& context, domain::Siret establishment,
                     const std::vector<domain::Siret>& providers = {});

// The table of rights.
bool may(Standing standing, Act act);

// Of several providers, the one the account may act as. Nothing when there is none.
std::optional<domain::Siret> acting_provider(const Context& context,
                                             const std::vector<domain::Siret>& providers);

// On whose side the account in use stands that sends an invoice of the dossier: the provider's when
// it is that too and is the one to be paid.
domain::Sender sender_for(const Context& context, const domain::FundingRequest& request);

// Whether an account sees a dossier as one of its providers alone, not as the member's: some of it
// does not concern it.
bool is_provider_only(const Context& context, domain::Siret establishment);

// access.reader for who may only look, else establishment.not_managed (siret), when the table does
// not allow it.
Outcome allow(const Context& context, Act act, domain::Siret establishment,
              const std::vector<domain::Siret>& providers = {});

} // namespace myatlas::services
