#pragma once

#include <string>
#include <vector>

#include "domain/forms.hpp"
#include "domain/funding_request.hpp"
#include "services/context.hpp"
#include "store/funding_requests.hpp"

namespace myatlas::services {

enum class Submission
{
  draft, // kept as BROUILLON; may be incomplete, never wrong
  send,  // TRANSMIS; all rules pass
};

// Makes a request of the form, or takes up the draft `number` with what the form adds, and keeps or sends it. All problems
// at once: those of each member, request.required, request.dates, request.late; establishment.not_managed,
// request.unknown, request.transition.
util::Result<domain::FundingRequest> submit_request(const Context& context, const domain::RequestForm& form,
                                                    const std::string& number, Submission submission);

// Ends a request before it is paid: request.unknown, request.transition, request.started (start), request.invoiced.
util::Result<domain::FundingRequest> cancel_request(const Context& context, const std::string& number,
                                                    const std::string& comment);

struct RequestView
{
  domain::FundingRequest request;
  std::vector<domain::RequestChange> history;
  domain::Money invoiced;
  std::optional<domain::Money> left; // to invoice; none before it is accepted
};

util::Result<std::vector<domain::FundingRequest>> list_requests(const Context& context, const store::RequestFilter& filter);
util::Result<RequestView> show_request(const Context& context, const std::string& number); // request.unknown

// Writes the new state, the line of history and the audit row. Inside the caller's transaction.
void record_change(const Context& context, store::Transaction& write, const domain::FundingRequest& before,
                   const domain::FundingRequest& after, domain::RequestEvent event, const std::string& comment);

} // namespace myatlas::services
