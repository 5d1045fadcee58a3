#pragma once

#include <string>

#include "domain/dossiers/funding_request.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// The OPCO's answer to an amendment (avenant) that waits: request.unknown, contract.no_amendment
// (number). The employer and the CFA are written to.

// It becomes the contract, with its schedule made anew at the level it was accepted with; what that
// leaves paid too much is asked back. request.transition for a contract that has ended meanwhile.
util::Result<domain::FundingRequest> accept_amendment(const Context& context,
                                                      const std::string& number);

// The contract stays as it was: field.required (reason).
util::Result<domain::FundingRequest>
refuse_amendment(const Context& context, const std::string& number, const std::string& reason);

} // namespace myatlas::services
