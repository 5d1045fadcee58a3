#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/dossiers/funding_request.hpp"

namespace myatlas::domain {

// What a change of a request touched, by the names files have for it (k_request_fields, modules,
// trainees); hours are those of the action and of each trainee. The values stand in the audit: not
// everybody who sees a history may see them.
std::vector<std::string> changed_members(const FundingRequest& before, const FundingRequest& after);

std::string
joined(const std::vector<std::string>& members); // "hours, teaching_cost", as a history keeps them

// Whether a quote, a convention or a programme that was there before says something else: the
// provider, the price or the hours were changed.
bool outdates_documents(std::string_view members);

} // namespace myatlas::domain
