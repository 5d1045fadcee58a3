#pragma once

#include <string>

#include "domain/forms.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// A form for a company the actor sees (by SIREN, SIRET or member code), filled with what the store knows of its payroll year: pay and its
// parts, headcount, branch, and the zone by its establishments' postcodes. What `form` says already is kept. Fails with
// company.unknown, payroll.unknown (siren, year), payroll.zone (siren: establishments on both sides and no pay of each known).
util::Result<domain::PayrollForm> form_of_company(const Context& context, const std::string& company, domain::PayrollForm form);

} // namespace myatlas::services
