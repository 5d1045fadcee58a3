#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/dossiers/amendment.hpp"
#include "domain/dossiers/contract.hpp"
#include "domain/dossiers/request_document.hpp"
#include "domain/dossiers/transmission.hpp"
#include "services/context.hpp"
#include "services/dossiers/owed.hpp"
#include "services/labels.hpp"
#include "store/tables/contracts.hpp"
#include "store/tables/funding_requests.hpp"

namespace myatlas::services {

// What a contract became by being sent again: completed, or amended.
struct ContractChange
{
  util::Instant sent;
  std::string sent_by;
  std::vector<domain::AmendedMember> members;
};

struct RequestView
{
  domain::FundingRequest request;
  std::vector<domain::RequestChange> history;
  std::vector<domain::RequestDocument> documents;
  domain::DocumentUses missing =
    {}; // documents still to attach, those of an amendment where one waits
  Billed billed;
  std::optional<store::PendingAmendment> amendment = {};
  std::vector<domain::AmendedMember> amended = {}; // what it changes
  DossierLabel label = {};
  std::optional<domain::Contract> contract = {}; // of apprenticeship, as it was last accepted
  std::vector<domain::Transmission> transmissions =
    {}; // to OPCOs, of the dossier itself: their numbers of it
  std::vector<ContractChange> contract_changes = {};
};

// A page of them by number, and whether others follow.
struct RequestPage
{
  std::vector<domain::FundingRequest> requests;
  std::vector<DossierLabel> labels; // of each
  bool more = false;
};
Result<RequestPage> list_requests(const Context& context, store::RequestFilter filter);
Result<RequestView> show_request(const Context& context,
                                 const std::string& number); // request.unknown

} // namespace myatlas::services
