#pragma once

#include <filesystem>
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

// An account that was erased: the pseudonym its deeds have from then on, and the files that still hold its address.
struct ErasedAccount
{
  std::string pseudonym, address; // the address as it was kept
  std::vector<std::filesystem::path> remains;
};

// Erases what the store holds about a person but for what the law wants kept (dossiers, invoices, declarations, the chain of the audit,
// under a pseudonym), and looks through the files of the store for the address. account.unknown.
util::Result<ErasedAccount> erase_account(const Context& context, const std::string& email);

// Those of `files` that hold the address, capitals apart.
std::vector<std::filesystem::path> files_holding(const std::vector<std::filesystem::path>& files, const std::string& address);

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
