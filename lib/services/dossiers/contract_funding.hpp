#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/dossiers/funding_request.hpp"
#include "services/context.hpp"
#include "services/labels.hpp"
#include "store/tables/contracts.hpp"

namespace myatlas::services {

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
Result<domain::Money> fund_contract(const Context& context, const domain::FundingRequest& request,
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
  store::Schedule instalments;
  DossierLabel label;
};
Result<InstalmentView>
list_instalments(const Context& context,
                 const std::string& number); // request.unknown, contract.no_schedule

} // namespace myatlas::services
