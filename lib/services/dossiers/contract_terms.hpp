#pragma once

#include <optional>

#include "domain/dossiers/instalments.hpp"
#include "services/context.hpp"
#include "store/tables/contracts.hpp"

namespace myatlas::services {

// The terms of the contract of a dossier (its key) as the OPCO funds it, up to the day it was
// broken off.
domain::FundingTerms terms_as_it_is(const Context& context, std::int64_t dossier,
                                    const store::ContractFunding& funding);

// The terms of a dossier's contract, as it ended if it was broken off; yearly is 0 before it is
// funded. Nothing without a contract.
std::optional<domain::FundingTerms> contract_terms(const Context& context,
                                                   const domain::FundingRequest& request);

// What the CFA may still invoice of the schedule, the balance left out once its last day is over.
domain::Money still_to_invoice(const Context& context, const domain::FundingRequest& request);

} // namespace myatlas::services
