#pragma once

#include "domain/account/registration_form.hpp"
#include "env.hpp"
#include "outcomes.hpp"

namespace myatlas::cli {

// Asks, in the order of the portal's three steps, for what the form lacks; the e-mail twice.
// email.confirmation when the two differ, usage.prompt when the answers end.
Result<domain::RegistrationForm> ask_registration(const Env& env, domain::RegistrationForm form);

} // namespace myatlas::cli
