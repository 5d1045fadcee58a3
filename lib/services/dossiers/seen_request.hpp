#pragma once

#include <string>
#include <vector>

#include "domain/dossiers/funding_request.hpp"
#include "domain/dossiers/request_document.hpp"
#include "services/context.hpp"
#include "services/rights.hpp"

namespace myatlas::services {

// By which the store hangs on a dossier what belongs to it: its contract, its recoveries. Of one
// that is kept.
std::int64_t key_of(const Context& context, const domain::FundingRequest& request);

// A dossier by its number as the store has it, whoever may see it.
std::optional<domain::FundingRequest> any_request(const Context& context,
                                                  const std::string& number);

// Those the actor sees that are in a state, by number.
std::vector<domain::FundingRequest> requests_in(const Context& context, domain::RequestState state);

// A dossier the actor sees, or request.unknown; one to which the actor may do this, or
// access.reader, establishment.not_managed.
Result<domain::FundingRequest> seen_request(const Context& context, const std::string& number);
// A dossier as it is shown: to a provider without the pay of the trainees, what others are paid and
// what the member bears.
domain::FundingRequest as_shown(const Context& context, domain::FundingRequest request);
Result<domain::FundingRequest> shown_request(const Context& context,
                                             const std::string& number); // or session.required
// Its documents, to a provider without those that tell what others are paid, unless it attached
// them itself: quotes where there are several providers, and the member's expenses.
std::vector<domain::RequestDocument> shown_documents(const Context& context,
                                                     const domain::FundingRequest& request);
Result<domain::FundingRequest> own_request(const Context& context, const std::string& number,
                                           Act act);

} // namespace myatlas::services
