#pragma once

#include <vector>

#include "domain/dossiers/funding_request.hpp"
#include "domain/values/finding.hpp"

namespace myatlas::domain {

// What the law asks of an action by its scheme. Blocking: request.bilan_hours (hours, most;
// L6313-4), request.certification_needed (L6411-1 of a VAE), request.scheme_hours (hours, least)
// below 150 hours or 15 % of the time of a contract of professionnalisation (L6325-13) or of a
// Pro-A (doc/sources/alternation.md; CléA and VAE excepted). A warning, since branches allow it
// (L6325-14): request.scheme_hours_most (hours, most) beyond 25 % of it. The time is that from the
// first day to the last, of 1 607 hours a year.
Findings scheme_findings(const FundingRequest& request);

} // namespace myatlas::domain
