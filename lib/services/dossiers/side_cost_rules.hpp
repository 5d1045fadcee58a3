#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/dossiers/contract.hpp"
#include "domain/invoices/billed_line.hpp"
#include "services/dossiers/open_dossier.hpp"
#include "services/dossiers/side_cost_limits.hpp"

namespace myatlas::services {

// The rules of each nature of side costs, which services/dossiers/side_costs.hpp holds lines to.
// What they find goes to `problems`, at the line.

bool has_nature(const domain::BilledLines& lines, domain::CostNature nature);
std::int64_t how_many(const domain::BilledLines& lines,
                      domain::CostNature nature); // nights, meals
CostSums sums_by_nature(const domain::BilledLines& lines);

// Those asked for, and those that were invoiced before.
domain::BilledLines with_earlier(domain::BilledLines lines, const store::InvoicedLines& before);

void check_flat_rate(const domain::BilledLine& line, Errors& problems);

// Once, of no more than its most. `advance`: the instalment it goes with.
void check_first_equipment(const domain::BilledLines& asked, const store::InvoicedLines& before,
                           int advance, Errors& problems);

// The supplement has a most for each year of the contract.
void check_supplement(const domain::BilledLines& asked, const store::InvoicedLines& before,
                      const OpenDossier& dossier, Errors& problems);

// It is for an apprentice who needs it.
void check_need(const domain::BilledLines& lines, const domain::Contract& contract,
                const std::string& dossier, Errors& problems);

// No more nights than the contract has days, until it was broken off: one begins with each.
void check_nights(const domain::BilledLines& lines, const domain::Contract& contract,
                  std::optional<domain::Date> broken_off, Errors& problems);

} // namespace myatlas::services
