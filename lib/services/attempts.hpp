#pragma once

#include <string_view>

#include "services/context.hpp"

namespace myatlas::services {

// The captcha's job. Five wrong tries within an hour lock their subject for an hour, whether it
// exists or not.
bool is_locked(const Context& context, domain::AttemptKind kind, std::string_view subject);

// Counts a wrong try in a transaction of its own: what failed writes nothing else. False when the
// subject was locked by others in the meantime: then the answer is that it is locked, and nothing
// is counted.
bool count_wrong_try(const Context& context, domain::AttemptKind kind, std::string_view subject);

// login.locked (address), while too many wrong tries were made to log in.
Outcome check_login_tries(const Context& context, const domain::EmailAddress& email);

// Counts a wrong try to log in: why it fails, `wrong` or login.locked.
Error count_wrong_login(const Context& context, const domain::EmailAddress& email, Error wrong);

} // namespace myatlas::services
