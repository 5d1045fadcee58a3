#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "domain/invoices/invoice.hpp"
#include "services/context.hpp"
#include "services/dossiers/contract_evidence.hpp"
#include "services/dossiers/side_cost_limits.hpp"

namespace myatlas::services {

// A dossier that may be invoiced, and what is left of it for the invoices to come.
struct OpenDossier
{
  domain::FundingRequest request;
  domain::Money left;
  std::vector<domain::Siret> providers; // of its modules
  std::map<domain::Siren, domain::Money> left_of_companies =
    {}; // of a training with several shares: each invoices its own
  std::vector<domain::Money> left_of_modules = {}; // by what invoices name one
  domain::Money left_of_own_costs = {};            // the member's
  std::int64_t key = 0;                            // store::FundingRequests::key
  store::Schedule instalments = {};                // of an apprenticeship contract
  domain::Money side_costs_left = {};        // of such a contract: agreed to and not invoiced yet
  domain::Money side_costs = {};             // what is agreed to in all
  CameBack side_costs_recovered = {};        // and what of it came back
  std::optional<domain::Date> last_day = {}; // for its balance
  Certified certified = {};                  // by its certificates of completion
  std::optional<domain::Sender> sender = {}; // as whom the account in use invoices it
};

// A dossier as it is for the invoices to come, whoever asks.
OpenDossier open_dossier(const Context& context, const domain::FundingRequest& request);

} // namespace myatlas::services
