#pragma once

#include "domain/person.hpp"
#include "session.hpp"

namespace myatlas::cli {

// The address given with --email, or asked for on a terminal. usage.prompt, email.form.
util::Result<domain::EmailAddress> address_of(const Session& session, const std::string& given);

// The code given with --code, or asked for on a terminal.
util::Result<util::Secret> code_of(const Session& session, const std::string& given);

} // namespace myatlas::cli
