#pragma once

#include <vector>

#include "domain/dossiers/request_form.hpp"
#include "services/surroundings.hpp"

namespace myatlas::services {

// A new request of the form, of an establishment the account manages, as far as the form can be
// read. Into `problems`, all at once: those of each member, field.required,
// establishment.not_managed, employee.unknown, employee.several (name).
domain::FundingRequest new_request(Surroundings& surroundings, const domain::Account& account,
                                   const domain::RequestForm& form, Errors& problems);

// Puts what the form gives into the request; what it leaves out stays. Lists are replaced as a
// whole.
void fill(Surroundings& surroundings, domain::FundingRequest& request,
          const domain::RequestForm& form, Errors& problems);

} // namespace myatlas::services
