#pragma once

#include <string>
#include <vector>

#include "domain/account/account.hpp"
#include "services/companies/access_view.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// Gives an address access to a company the acting account manages, as far as it does. Until the end
// of next year unless a day is told. Without an active account of that address it is an invitation,
// which says the same: nobody learns who has one. company.unknown, company.contradiction,
// access.role_unknown, access.self, access.past (day), field.required.
Result<AccessView> grant_access(const Context& context, const AccessForm& form);

struct GivenAccess
{
  AccessView view;
  AccessChange change = AccessChange::given;
};

// As grant_access, inside the caller's transaction. What changes nothing leaves no trace.
Result<GivenAccess> give_access(const Context& context, const AccessForm& form);

// Takes it back: access.none (address, siren).
Result<AccessView> revoke_access(const Context& context, const AccessForm& form);

// Gives an account that has become active what its address was invited to, in the caller's
// transaction.
void take_up_invitations(const Context& context, const domain::Account& account);

// All that an account gave and was given ends, because it is locked: it does not come back with it.
// Inside a transaction. What a closed account gave and was given is in force no longer, and never
// again.
void end_access(const Context& context, const std::string& account);

// As end_access, of one training provider alone: the account is no longer of it, or not yet again.
void end_access_of_provider(const Context& context, const std::string& account,
                            domain::Siren provider);

// What the acting account gave and was given.
Result<std::vector<AccessView>> list_access(const Context& context);

} // namespace myatlas::services
