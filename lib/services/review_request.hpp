#pragma once

#include <string>

#include "domain/funding_request.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// The OPCO's side of a dossier. In embedded mode the operator of the store is the one who can write it.

util::Result<domain::FundingRequest> open_request(const Context& context, const std::string& number);

// Accepts with the amount the OPCO pays, before tax: amount.*, request.over_asked (amount, asked).
util::Result<domain::FundingRequest> accept_request(const Context& context, const std::string& number,
                                                    const std::string& amount);

// Refuses for a reason, which is told: field.required.
util::Result<domain::FundingRequest> refuse_request(const Context& context, const std::string& number,
                                                    const std::string& reason);

} // namespace myatlas::services
