#pragma once

#include <string>
#include <vector>

#include "services/context.hpp"

namespace myatlas::services {

// The operator's side of accounts.

struct AccountPage
{
  std::vector<domain::Account> accounts;
  bool more = false;
};
AccountPage list_accounts(const Context& context, store::AccountFilter filter);

// Whether wrong passwords keep this account from logging in for now.
bool is_locked_by_tries(const Context& context, const domain::Account& account);

// Locks an active account and ends its sessions, or unlocks it: account.unknown (address),
// account.transition (address, state, event).
Result<domain::Account> lock_account(const Context& context, const std::string& email);
Result<domain::Account> unlock_account(const Context& context, const std::string& email);

} // namespace myatlas::services
