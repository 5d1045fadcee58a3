#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/values/finding.hpp"
#include "services/context.hpp"
#include "services/dossiers/funding_requests.hpp"

namespace myatlas::services {

// The CFA that acts, an account of a provider with a UAI: contract.cfa_only, profile.required,
// session.required.
Result<domain::Account> acting_cfa(const Context& context);

// An apprenticeship contract to be sent by its CFA; `request` is the dossier it amends or answers,
// empty for a new one. The rates give the minimum wage.
struct ContractForm
{
  domain::Contract::Values values;
  std::string request;
};

// What a look at the contract says, without sending it: what blocks it first.
Result<domain::Findings> check_contract(const Context& context, const ContractForm& form,
                                        const domain::RateTable& rates);

// Sends it: a new dossier in TRANSMIS; an incomplete one completed; an amendment of an accepted
// one, which waits for the OPCO's answer. contract.cfa_only, contract.exists (number),
// contract.amends (number's absence), contract.not_amendment, request.unknown, request.transition,
// and all that domain::contract_findings and amendment_findings block. An amendment takes the place
// of one that waits.
Result<WrittenRequest> submit_contract(const Context& context, const ContractForm& form,
                                       const domain::RateTable& rates);

// A contract that may be sent, and what it makes of its dossier. Inside the caller's transaction.
struct PreparedContract
{
  std::optional<domain::FundingRequest> before; // nothing: a new dossier
  domain::FundingRequest request;
  domain::RequestEvent event = domain::RequestEvent::submit;
  domain::Contract contract;
  Errors warnings;
  bool unchanged = false;   // the dossier has it already, NIRs that are not told apart
  std::string changed = {}; // members that a completion changes, as a history keeps them
};

// Checks what submit_contract would send; one that was sent before is found without its number.
Result<PreparedContract> prepare_contract(const Context& context, const ContractForm& form,
                                          const domain::RateTable& rates);
void put_contract(const Context& context,
                  PreparedContract& prepared); // with its line of history, and nobody told

void put_into(domain::FundingRequest& request,
              const domain::Contract& contract); // what the dossier says of its contract

} // namespace myatlas::services
