#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "domain/dossiers/funding_request.hpp"
#include "domain/dossiers/request_document.hpp"
#include "domain/values/finding.hpp"
#include "domain/values/zone.hpp"

namespace myatlas::domain {

// What is known besides the request itself.
struct RequestFacts
{
  Date today = Date::of_days(0);
  Zone zone = Zone::france;
  std::string idcc;                   // of the establishment; empty: not known
  std::vector<Siret> closed;          // establishments the register knows to be closed
  std::vector<Siret> not_certified;   // providers known to be without Qualiopi
  std::vector<std::string> strangers; // trainees told by their name alone whom the company, whose
                                      // employees are known, does not employ
  DocumentUses documents;             // attached
};

// All that speaks against a request, the checks of doc/sources/requests.md, among it:
// request.required (member), request.dates (start, end), request.late (start, today),
// request.transmission_late (start, last day), request.module_required (position, member),
// request.module_hours and request.module_costs (sum, total), request.trainee_hours (name, hours,
// total), request.trainee_twice (name), request.requested_over (asked, costs),
// request.co_funded_over (sum, costs), request.mode_scheme (mode, scheme),
// request.internal_provider (provider), request.closed (siret), request.not_certified (siret),
// request.other_opco (idcc, opco), request.trainee_unknown (name), request.documents_missing
// (uses), and those of scheme_findings.
Findings findings(const FundingRequest& request, const RequestFacts& facts);

// The last day a request of this scheme may be sent on: the eve of its start; five working days
// after it for an apprenticeship contract (D6224-1), five days for one of professionnalisation
// (D6325-1).
Date last_day_to_send(Scheme scheme, Date start, Zone zone);

} // namespace myatlas::domain
