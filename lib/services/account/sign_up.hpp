#pragma once

#include "domain/account/registration_form.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// What a registration answers, the same whether the address had an account or not: the mail says
// the difference.
struct Registered
{
  domain::EmailAddress email;
  util::Instant code_expires;
};

// The portal's three steps in one: companies proved against the register, the person, the terms.
// All that is wrong comes at once, or mail.limit after five mails within an hour. An account that
// waits for its activation is begun again; an active one is left as it is and told by mail.
Result<Registered> register_account(const Context& context, const domain::RegistrationForm& form);

} // namespace myatlas::services
