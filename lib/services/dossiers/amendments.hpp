#pragma once

#include <string>
#include <vector>

#include "domain/dossiers/funding_request.hpp"
#include "services/context.hpp"
#include "services/dossiers/funding_requests.hpp"

namespace myatlas::services {

// The OPCO's answer to an amendment (avenant) that waits: request.unknown, contract.no_amendment
// (number). The employer and the CFA are written to.

// What the OPCO says to accept one, as typed.
struct AcceptanceForm
{
  std::string number;
  std::vector<std::string>
    side_costs; // "NATURE:AMOUNT": those it agrees to of one nature from now on; the others stay
  std::string although; // although documents are missing
};

// It becomes the contract, with its schedule made anew at the level it was accepted with; what that
// leaves paid too much is asked back. request.documents_missing (uses), those of check_agreed;
// contract.amendment_ended (number), or contract.amendment_broken_off (number, the day, its day of
// effect, its end), for a contract that has ended meanwhile. Warnings: those of amendment_warnings,
// contract.balance_lost (the last day to invoice).
Result<WrittenRequest> accept_amendment(const Context& context, const AcceptanceForm& form);

// The contract stays as it was: field.required (reason).
Result<domain::FundingRequest> refuse_amendment(const Context& context, const std::string& number,
                                                const std::string& reason);

} // namespace myatlas::services
