#pragma once

#include "domain/dossiers/funding_request.hpp"
#include "services/context.hpp"
#include "services/dossiers/review_request.hpp"

namespace myatlas::services {

// What nobody may pass when a dossier is settled: request.unpaid (count), contract.amendment_waits,
// request.unrecovered (amount), request.uninvoiced (amount).
Outcome check_settled_up(const Context& context, const domain::FundingRequest& request,
                         Uninvoiced uninvoiced);

} // namespace myatlas::services
