#pragma once

#include <string>
#include <vector>

#include "services/context.hpp"

namespace myatlas::services {

// What speaks against an amendment of a dossier's accepted contract, and what is to be told of it
// without keeping it from being sent.
struct AmendmentFindings
{
  Errors problems, warnings;
};

// domain::amendment_problems; contract.amendment_waits (number) for the one that waits, sent again
// or known to another OPCO already; contract.prolonged_after_loss (the last day to invoice) for one
// that would have a balance that is lost come back. Warnings: those of amendment_warnings,
// request.documents_missing.
AmendmentFindings amendment_findings(const Context& context, const domain::FundingRequest& request,
                                     const domain::Contract& amended);

// contract.hours_certified (hours of the amendment, hours certified): fewer than were carried out.
Errors amendment_warnings(const Context& context, const domain::FundingRequest& request,
                          const domain::Contract& amended);

// The documents of an amendment that did not come since the contract as it is was accepted: those
// before it are the contract's.
domain::DocumentUses missing_of_amendment(const Context& context,
                                          const domain::FundingRequest& request,
                                          const domain::Contract& amended);

// What goes to OPCOs of a dossier's contract, the amendment that waits or else the contract as it
// is, is called there: the dossier's number, and from its second version on "/2". A refused
// amendment keeps its number, though it became no version.
std::string transmitted_as(const Context& context, const domain::FundingRequest& request);

// Whether a contract says what is kept; a NIR that is not told is taken to be.
bool is_same(const domain::Contract& given, const domain::Contract& kept);

} // namespace myatlas::services
