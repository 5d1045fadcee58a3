#pragma once

#include <string>
#include <vector>

#include "domain/dossiers/amendment.hpp"
#include "domain/dossiers/contract.hpp"
#include "domain/dossiers/request_form.hpp"
#include "domain/dossiers/request_rules.hpp"
#include "domain/dossiers/transmission.hpp"
#include "services/context.hpp"
#include "services/dossiers/owed.hpp"
#include "services/labels.hpp"
#include "store/tables/funding_requests.hpp"

namespace myatlas::services {

enum class Submission
{
  draft, // kept as BROUILLON; may be incomplete, never wrong
  send,  // TRANSMIS; all rules pass
};

// A request that was written, and what was found that may speak against it without keeping it from
// being sent.
struct WrittenRequest
{
  domain::FundingRequest request;
  util::Errors warnings;
};

// Makes a request of the form, or takes up the draft `number` with what the form adds, and keeps or
// sends it. All problems at once: those of new_request and fill, and what domain::findings says
// blocks it; request.unknown, request.transition.
util::Result<WrittenRequest> submit_request(const Context& context, const domain::RequestForm& form,
                                            const std::string& number, Submission submission);

// Changes a draft, or what was found incomplete; the same problems but for those of sending.
util::Result<WrittenRequest> edit_request(const Context& context, const domain::RequestForm& form,
                                          const std::string& number);

// Answers a request found incomplete: it goes back under instruction, must be one that can be sent,
// and has every document that is required or was asked for: request.documents_missing (uses).
util::Result<WrittenRequest> complete_request(const Context& context, const std::string& number,
                                              const std::string& comment);

// Ends a request before it is paid: request.unknown, request.transition, request.started (start),
// request.invoiced while an invoice or credit note waits, request.paid (dossier, sum) while money
// that was paid did not come back.
util::Result<domain::FundingRequest>
cancel_request(const Context& context, const std::string& number, const std::string& comment);

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
  std::vector<domain::DocumentUse> missing =
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
util::Result<RequestPage> list_requests(const Context& context, store::RequestFilter filter);
util::Result<RequestView> show_request(const Context& context,
                                       const std::string& number); // request.unknown

// Writes the new state, the line of history and the audit row. Inside the caller's transaction.
void record_change(const Context& context, store::Transaction& write,
                   const domain::FundingRequest& before, domain::FundingRequest& after,
                   domain::RequestEvent event, const std::string& comment);

} // namespace myatlas::services
