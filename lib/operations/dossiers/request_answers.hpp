#pragma once

#include <vector>

#include "domain/values/finding.hpp"
#include "operations/operation.hpp"
#include "operations/outcomes.hpp"
#include "services/dossiers/funding_requests.hpp"

// What is answered on a dossier.
namespace myatlas::operations {

inline constexpr const char* k_request_answer = "myatlas/funding-request/1";
inline constexpr const char* k_check_answer = "myatlas/request-check/1";

Json request_document(const domain::FundingRequest& request);

// Of one that was decided about.
Result<Json> decided(const Result<domain::FundingRequest>& request);

// Of one that was written, with what may speak against it, to be told and in the document.
Result<Answer> written(const Result<services::WrittenRequest>& request);

// What speaks against a dossier, or against one that has no number yet (null).
Json check_document(const Json& number, const std::vector<domain::Finding>& found);

} // namespace myatlas::operations
