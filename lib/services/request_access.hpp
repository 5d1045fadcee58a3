#pragma once

#include <string>

#include "domain/funding_request.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// A dossier the actor sees, or request.unknown; one whose establishment the account manages, or establishment.not_managed.
util::Result<domain::FundingRequest> seen_request(const Context& context, const std::string& number);
util::Result<domain::FundingRequest> own_request(const Context& context, const domain::Account& account, const std::string& number);

} // namespace myatlas::services
