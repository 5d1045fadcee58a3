#pragma once

#include "output/view.hpp"
#include "services/funding_requests.hpp"

namespace myatlas::cli {

// A request as the result of a command that made or changed it.
View request_view(const domain::FundingRequest& request);

} // namespace myatlas::cli
