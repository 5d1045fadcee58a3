#pragma once

#include "services/context.hpp"
#include "util/crypto.hpp"

namespace myatlas::services {

// Turns a registered account into an active one with its first password. Fails with the password
// policy's codes, before the code is looked at, or with code.refused, code.expired.
Outcome activate(const Context& context, const domain::EmailAddress& email,
                 const util::Secret& code, const util::Secret& password);

// Sends a new code if the address waits for one; the answer never tells. mail.limit after five in
// an hour.
Outcome resend_activation(const Context& context, const domain::EmailAddress& email);

} // namespace myatlas::services
