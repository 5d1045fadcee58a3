#pragma once

#include "services/context.hpp"
#include "util/crypto.hpp"

namespace myatlas::services {

// Changes the acting account's password. Ends every session. Fails with the policy's codes, or
// password.wrong (counted like a login), login.locked.
Outcome change_password(const Context& context, const util::Secret& current,
                        const util::Secret& fresh);

// Sends a code to an active account; the answer never tells whether there is one. mail.limit after
// five in an hour.
Outcome request_password_reset(const Context& context, const domain::EmailAddress& email);

// Sets the password with the code that was sent. Fails like activate.
Outcome reset_password(const Context& context, const domain::EmailAddress& email,
                       const util::Secret& code, const util::Secret& fresh);

} // namespace myatlas::services
