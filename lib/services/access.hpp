#pragma once

#include <string>
#include <vector>

#include "domain/access.hpp"
#include "services/context.hpp"

namespace myatlas::services {

struct AccessForm
{
  std::string email, company, role, until;
};

// An access and the addresses of both.
struct AccessView
{
  domain::AccessGrant grant;
  std::string account, grantor;
  bool in_force = false;
};

// Gives another active account access to a company the acting one manages, as far as it does. Until the end of next year unless a day is
// told. company.unknown, access.role_unknown, access.account (address), access.self, access.past (day), field.required.
util::Result<AccessView> grant_access(const Context& context, const AccessForm& form);

// Takes it back: access.none (address, siren).
util::Result<AccessView> revoke_access(const Context& context, const AccessForm& form);

// All that an account gave and was given ends, because it is locked: it does not come back with it. Inside a transaction. What a closed account
// gave and was given is in force no longer, and never again.
void end_access(const Context& context, const std::string& account);

// What the acting account gave and was given.
util::Result<std::vector<AccessView>> list_access(const Context& context);

} // namespace myatlas::services
