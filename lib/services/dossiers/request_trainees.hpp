#pragma once

#include <optional>

#include "domain/dossiers/request_form.hpp"
#include "services/surroundings.hpp"

namespace myatlas::services {

// Puts the trainees of a form into a request, in the place of those it has, when the form names
// some: employees of the establishment, those it is to have from now on, or others by their names.
// employee.unknown, employee.several (name), and those of each member.
void take_trainees(Surroundings& surroundings, std::optional<domain::Siret> siret,
                   domain::FundingRequest& request, const domain::RequestForm& form,
                   Errors& problems);

} // namespace myatlas::services
