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

bool has_nature(const std::vector<domain::BilledLine>& lines, domain::CostNature nature);
std::int64_t how_many(const std::vector<domain::BilledLine>& lines,
                      domain::CostNature nature); // nights, meals
CostSums sums_by_nature(const std::vector<domain::BilledLine>& lines);

// Those asked for, and those that were invoiced before.
std::vector<domain::BilledLine> with_earlier(std::vector<domain::BilledLine> lines,
                                             const std::vector<store::InvoicedLine>& before);

void check_flat_rate(const domain::BilledLine& line, Errors& problems);

// Once, of no more than its most. `advance`: the instalment it goes with.
void check_first_equipment(const std::vector<domain::BilledLine>& asked,
                           const std::vector<store::InvoicedLine>& before, int advance,
                           Errors& problems);

// The supplement has a most for each year of the contract.
void check_supplement(const std::vector<domain::BilledLine>& asked,
                      const std::vector<store::InvoicedLine>& before, const OpenDossier& dossier,
                      Errors& problems);

// It is for an apprentice who needs it.
void check_need(const std::vector<domain::BilledLine>& lines, const domain::Contract& contract,
                const std::string& dossier, Errors& problems);

// No more nights than the contract has days, until it was broken off: one begins with each.
void check_nights(const std::vector<domain::BilledLine>& lines, const domain::Contract& contract,
                  std::optional<domain::Date> broken_off, Errors& problems);

} // namespace myatlas::services
