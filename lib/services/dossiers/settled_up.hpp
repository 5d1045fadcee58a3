#pragma once

#include "domain/dossiers/funding_request.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// Instalments of a contract that are not invoiced, when its dossier is settled.
enum class Uninvoiced
{
  refused,  // the CFA is still owed
  given_up, // it does not ask for them
};

// What nobody may pass when a dossier is settled: request.unpaid (count), contract.amendment_waits,
// request.unrecovered (amount), request.uninvoiced (amount).
Outcome check_settled_up(const Context& context, const domain::FundingRequest& request,
                         Uninvoiced uninvoiced);

} // namespace myatlas::services
