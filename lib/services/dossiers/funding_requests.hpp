#pragma once

#include <string>
#include <vector>

#include "domain/dossiers/funding_request.hpp"
#include "domain/dossiers/request_form.hpp"
#include "services/context.hpp"

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
  Errors warnings;
};

// Makes a request of the form, or takes up the draft `number` with what the form adds, and keeps or
// sends it. All problems at once: those of new_request and fill, and what domain::findings says
// blocks it; request.unknown, request.transition.
Result<WrittenRequest> submit_request(const Context& context, const domain::RequestForm& form,
                                      const std::string& number, Submission submission);

// Changes a draft, or what was found incomplete; the same problems but for those of sending.
Result<WrittenRequest> edit_request(const Context& context, const domain::RequestForm& form,
                                    const std::string& number);

// Answers a request found incomplete: it goes back under instruction, must be one that can be sent,
// and has every document that is required or was asked for: request.documents_missing (uses).
Result<WrittenRequest> complete_request(const Context& context, const std::string& number,
                                        const std::string& comment);

// Ends a request before it is paid: request.unknown, request.transition, request.started (start),
// request.invoiced while an invoice or credit note waits, request.paid (dossier, sum) while money
// that was paid did not come back.
Result<domain::FundingRequest> cancel_request(const Context& context, const std::string& number,
                                              const std::string& comment);

// Writes the new state, the line of history and the audit row. Inside the caller's transaction.
void record_change(const Context& context, Transaction& write, const domain::FundingRequest& before,
                   domain::FundingRequest& after, domain::RequestEvent event,
                   const std::string& comment);

} // namespace myatlas::services
