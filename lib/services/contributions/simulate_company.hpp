#pragma once

#include <string>

#include "domain/contributions/contribution.hpp"
#include "domain/contributions/pay_form.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// Which lines of a simulation somebody looks at. What is not known is asked for only where one of
// these depends on it.
using LooksAt = bool (*)(const domain::ContributionLine&);

bool looks_at_all(const domain::ContributionLine& line);

// What an employer owes. Where the ratio of alternants is missing it is taken at its ends, and
// asked for only when a line that is looked at differs between them. Fails as domain::simulate
// does.
Result<domain::Simulation> simulate_lines(const domain::RateTable& rates,
                                          const domain::PayrollFacts& facts, LooksAt looks_at);

// A form for a company the actor sees (by SIREN, SIRET or member code), filled with what the store
// knows of its payroll year: pay and its parts, headcount, branch, and the zone by its
// establishments' postcodes. What `form` says already is kept. Fails with company.unknown,
// payroll.unknown (siren, year), payroll.hidden (siren: to who may only look), payroll.zone (siren:
// establishments on both sides, no pay of each known, and a line that is looked at depends on it).
Result<domain::PayrollForm> form_of_company(const Context& context, const domain::RateTable& rates,
                                            const std::string& company, domain::PayrollForm form,
                                            LooksAt looks_at);

} // namespace myatlas::services
