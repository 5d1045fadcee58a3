#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/dossiers/contract.hpp"
#include "domain/invoices/billed_line.hpp"
#include "services/context.hpp"
#include "services/dossiers/open_dossier.hpp"

namespace myatlas::services {

// What an invoice may ask of side costs (frais annexes) of an apprenticeship contract
// (doc/sources/apprenticeship.md): nights and meals at their flat rates, first equipment once, the
// supplement for a disabled apprentice (RQTH) by year and need, mobility as the lump sum agreed to.
// Adds to `problems`: line.flat_rate (nature, amount, rate), line.contract_only (nature, dossier),
// invoice.first_equipment_late (instalment, the one it goes with), invoice.first_equipment_over
// (amount, most), invoice.first_equipment_twice (invoice), invoice.rqth_need (dossier),
// invoice.rqth_over (year, amount, most), invoice.nature_over (nature, amount, agreed),
// invoice.nature_not_agreed (nature, dossier), invoice.side_costs_over (asked, left).
void check_side_costs(const Context& context, const domain::BilledLines& lines,
                      const OpenDossier& dossier, Errors& problems);

// Of meals, all invoices together, that come to more than two a day of the contract. No source
// limits them by day, as nights are by what a night is: doubtful, and no reason to refuse.
// invoice.many_meals (meals, days, two a day).
std::optional<Error> doubt_about_meals(const Context& context, const domain::BilledLines& lines,
                                       const OpenDossier& dossier);

// What check_side_costs holds lines to, of what the OPCO is to agree to by nature, in lines without
// an instalment;
// contract.rqth_over (amount, most) for the supplement of all years.
void check_agreed(const domain::BilledLines& agreed, const domain::Contract& contract,
                  const std::string& dossier, Errors& problems);

// What the OPCO agrees to by nature, each once, of "NATURE:AMOUNT" as typed; what is wrong goes to
// `problems` at "side_cost".
std::map<domain::CostNature, domain::Money>
agreed_in(const std::vector<std::string>& by_nature,
          const std::optional<domain::Contract>& contract, const std::string& dossier,
          Errors& problems);

} // namespace myatlas::services
