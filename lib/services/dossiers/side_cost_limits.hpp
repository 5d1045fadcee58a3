#pragma once

#include <map>
#include <optional>
#include <vector>

#include "domain/dossiers/contract.hpp"
#include "domain/invoices/billed_line.hpp"
#include "services/context.hpp"
#include "store/tables/contracts.hpp"

namespace myatlas::services {

using CostSums = std::map<domain::CostNature, domain::Money>;

// The apprentice has the status (RQTH), or one that is as good.
bool is_disabled(const domain::Contract& contract);
// Until then; nothing where its days are not known, or do not follow one another.
std::optional<std::int64_t> days_of(const domain::Contract& contract,
                                    std::optional<domain::Date> broken_off);

// The most a contract allows of a nature, as long as it lasted: nights by its days, the supplement
// for a disabled apprentice by its years, the last one counted whole
// (doc/sources/apprenticeship.md). None: there is no such most.
std::optional<domain::Money> most_of(domain::CostNature nature, const domain::Contract& contract,
                                     std::optional<domain::Date> broken_off);

// What of side costs is owed by nature. What the OPCO agreed to is kept as it was; an amendment or
// a break-off takes it down to what the contract allows, and another amendment gives it back.
struct CostLimits
{
  CostSums agreed;      // by name, as far as the contract allows it
  CostSums most;        // what it allows of the others; no entry: there is no most
  domain::Money of_any; // agreed to of natures without a name

  CostSums over_each(const CostSums& sums) const; // what sums come to beyond it, nature by nature
  domain::Money over(const CostSums& sums) const; // in all
};

// What came back of side costs, and what of that is known to have been of a nature.
struct CameBack
{
  domain::Money all;
  CostSums by_nature;
};

// Of what share of the dossier a sum came back (domain::Recovery): the side costs, and which.
std::string share_of_nature(domain::CostNature nature);
std::optional<domain::CostNature> nature_of_share(std::string_view share); // none: it was not kept

// `dossier`: its key; `aside`: what of its accepted amount is for side costs. Without a contract
// what was agreed to is all that counts.
CostLimits limits_of(const Context& context, std::int64_t dossier,
                     std::optional<domain::Date> broken_off, domain::Money aside);

domain::Money agreed_by_name(const CostLimits& limits);

CostSums sums_of(const store::InvoicedLines& lines);

// The lines once what came back of side costs is taken off: of its nature where that was kept, the
// last lines; of the rest first what is beyond the limits, then of natures that have a most the
// last lines, then of all others.
store::InvoicedLines less_recovered(store::InvoicedLines lines, const CameBack& came_back,
                                    const CostLimits& limits);

} // namespace myatlas::services
