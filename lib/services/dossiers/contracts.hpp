#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/dossiers/contract_rules.hpp"
#include "services/context.hpp"
#include "services/dossiers/funding_requests.hpp"
#include "services/labels.hpp"
#include "store/tables/contracts.hpp"

namespace myatlas::services {

// The CFA that acts, an account of a provider with a UAI: contract.cfa_only, profile.required,
// session.required.
util::Result<domain::Account> acting_cfa(const Context& context);

// An apprenticeship contract to be sent by its CFA; `request` is the dossier it amends or answers,
// empty for a new one. The rates give the minimum wage.
struct ContractForm
{
  domain::Contract::Values values;
  std::string request;
};

// What a look at the contract says, without sending it: what blocks it first.
util::Result<std::vector<domain::Finding>>
check_contract(const Context& context, const ContractForm& form, const domain::RateTable& rates);

// Sends it: a new dossier in TRANSMIS; an incomplete one completed; an amendment of an accepted
// one, which waits for the OPCO's answer. contract.cfa_only, contract.exists (number),
// contract.amends (number's absence), contract.not_amendment, request.unknown, request.transition,
// and all that domain::contract_findings and amendment_findings block. An amendment takes the place
// of one that waits.
util::Result<WrittenRequest> submit_contract(const Context& context, const ContractForm& form,
                                             const domain::RateTable& rates);

// A contract that may be sent, and what it makes of its dossier. Inside the caller's transaction.
struct PreparedContract
{
  std::optional<domain::FundingRequest> before; // nothing: a new dossier
  domain::FundingRequest request;
  domain::RequestEvent event = domain::RequestEvent::submit;
  domain::Contract contract;
  util::Errors warnings;
  bool unchanged = false;   // the dossier has it already, NIRs that are not told apart
  std::string changed = {}; // members that a completion changes, as a history keeps them
};

// The same checks; one that was sent before is found without its number.
util::Result<PreparedContract> prepare_contract(const Context& context, const ContractForm& form,
                                                const domain::RateTable& rates);
void put_contract(const Context& context,
                  PreparedContract& prepared); // with its line of history, and nobody told

void put_into(domain::FundingRequest& request,
              const domain::Contract& contract); // what the dossier says of its contract

// What the OPCO funds a contract with, typed. Empty: not given.
struct FundingForm
{
  std::string yearly;                 // niveau de prise en charge, a year
  std::string side_costs;             // frais annexes it agrees to, in all, besides those by nature
  std::vector<std::string> by_nature; // "NATURE:AMOUNT": those it agrees to of one nature
  bool trainee_period = false;        // also the time before the contract
};

// Makes the schedule of a dossier with a contract; what it comes to. field.required, amount.*, and
// those of check_agreed.
util::Result<domain::Money> fund_contract(const Context& context,
                                          const domain::FundingRequest& request,
                                          const FundingForm& form);

// What of a dossier's side costs was agreed to without a nature, under the contract as it is.
domain::Money side_costs_of_any_nature(const Context& context,
                                       const domain::FundingRequest& request);

// Makes the schedule anew because the contract ended on a day, or an amendment was accepted; what
// the dossier then comes to, with the side costs by nature that the contract still allows, and
// those `of_any_nature`. What was accepted, where there is no schedule of our own.
struct Ending
{
  std::optional<domain::Date> broken_off;
  bool in_probation = false;
};
std::optional<domain::Money> fund_again(const Context& context,
                                        const domain::FundingRequest& request, const Ending& ending,
                                        domain::Money of_any_nature);

struct InstalmentView
{
  std::string request;
  std::vector<store::InstalmentState> instalments;
  DossierLabel label;
};
util::Result<InstalmentView>
list_instalments(const Context& context,
                 const std::string& number); // request.unknown, contract.no_schedule

} // namespace myatlas::services
