#pragma once

#include <string>

#include "services/context.hpp"
#include "util/crypto.hpp"

namespace myatlas::services {

// A new code for `purpose`, of 17 letters and digits from the system's random source; only its hash is kept. It kills the
// one before. Inside the caller's transaction.
std::string issue_code(const Context& context, const std::string& account, const std::string& purpose);

// Spends as long as issue_code and writes nothing, so that an address without an account cannot be told.
void pretend_to_issue();

// Whether `code` opens `purpose` for the account. A wrong one is counted, the fifth voids it; a right one is used up. Inside
// the caller's transaction, which must be committed either way: two tries at once are two tries. code.refused for all of
// unknown, wrong, used and void, code.expired for a right one too late. An absent account takes the same time.
util::Outcome check_code(const Context& context, const std::optional<domain::Account>& account, const std::string& purpose,
                         const util::Secret& code);

} // namespace myatlas::services
