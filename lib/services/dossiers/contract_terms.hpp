#pragma once

#include <optional>
#include <vector>

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

// The last day to invoice it, where it has one.
std::optional<domain::Date> last_day_of_contract(const Context& context,
                                                 const domain::FundingRequest& request);

// The schedule of a dossier (its key). What of the balance is not invoiced on the last day for it
// is lost.
store::Schedule schedule_of(const Context& context, const domain::FundingRequest& request,
                            std::int64_t dossier);
store::Schedule schedule_of(const Context& context, const domain::FundingRequest& request);

// The dossier as letters tell of it: its accepted amount without a balance that is lost, which
// nobody may invoice any more.
domain::FundingRequest without_lost(const Context& context, domain::FundingRequest request);

// What the CFA may still invoice of the schedule.
domain::Money still_to_invoice(const Context& context, const domain::FundingRequest& request);

} // namespace myatlas::services
