#pragma once

#include <optional>
#include <vector>

#include "domain/dossiers/deadline.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// What is due on a dossier: twenty days run from when it was last complete, working days are those
// of its establishment's place.
domain::Deadlines deadlines_of(const Context& context, const domain::FundingRequest& request);

// The last day on which such a dossier may be invoiced, where it has one.
std::optional<domain::Date> last_day_to_invoice(const Context& context,
                                                const domain::FundingRequest& request);

// What is due of what the actor sees, the earliest first: dossiers, declarations, and for an
// account the companies it manages whose branch has a contribution for last year that is not
// declared. What is overdue is among it.
domain::Deadlines list_deadlines(const Context& context, const domain::RateTable& rates);

} // namespace myatlas::services
