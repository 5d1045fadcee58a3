#pragma once

#include <string>

#include "services/context.hpp"
#include "util/crypto.hpp"

namespace myatlas::services {

// A code of 17 letters and digits from the system's random source, and its hash, which is what is
// kept.
struct NewCode
{
  std::string text, hash;
};

// Made before the store is locked, since hashing takes its time; whether it is issued or not, so
// that an address without an account cannot be told.
NewCode make_code();

// The code opens `purpose` from now on and kills the one before. Inside the caller's transaction.
void issue_code(const Context& context, const std::string& account, domain::CodePurpose purpose,
                const NewCode& code);

// What a code that was typed is compared with, and whether it is that one. Before the store is
// locked, like make_code.
struct TypedCode
{
  std::string compared_with; // its hash
  bool is_it = false;
};
TypedCode compare_code(const Context& context, const std::optional<domain::Account>& account,
                       domain::CodePurpose purpose, const util::Secret& code);

// Whether a typed code opens `purpose` for the account. A wrong one is counted, the fifth voids it;
// a right one is used up. Inside the caller's transaction, which must be committed either way: two
// tries at once are two tries. code.refused for all of unknown, wrong, used and void, code.expired
// for a right one too late. An absent account takes the same time.
Outcome check_code(const Context& context, const std::optional<domain::Account>& account,
                   domain::CodePurpose purpose, const TypedCode& typed);

} // namespace myatlas::services
