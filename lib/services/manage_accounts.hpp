#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/context.hpp"

namespace myatlas::services {

// The operator's side of accounts.

std::vector<domain::Account> list_accounts(const Context& context, std::optional<domain::AccountState> state);

// Locks an active account and ends its sessions, or unlocks it: account.unknown (address), account.transition (address, state, event).
util::Result<domain::Account> lock_account(const Context& context, const std::string& email);
util::Result<domain::Account> unlock_account(const Context& context, const std::string& email);

// What waits for the OPCO, the earliest deadline first, then the oldest: requests to open, to decide, invoices to look at, to pay,
// accounts of training providers to approve, establishments whose company has yet to be proved.
struct WorkItem
{
  std::string kind, number, state, label;
  util::Instant since;
  std::optional<domain::Date> deadline;
};
std::vector<WorkItem> list_work(const Context& context);

} // namespace myatlas::services
