#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "domain/values/identity.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// An account that was erased: the pseudonym its deeds have from then on, and where something of the
// person still stands: files of the store, reject files, "myatlas.db (table.column)".
struct ErasedAccount
{
  std::string pseudonym, address; // the address as it was kept
  domain::Identity identity;      // every value that was theirs
  std::vector<std::string> remains;
};

// Erases what the store holds about a person but for what the law wants kept (dossiers, invoices,
// declarations, the chain of the audit, under a pseudonym), and looks for every value that was
// theirs, now or earlier. account.unknown.
util::Result<ErasedAccount> erase_account(const Context& context, const std::string& email);

// Those of `files` that hold something of the person.
std::vector<std::string> files_holding(const std::vector<std::filesystem::path>& files,
                                       const domain::Identity& identity);

} // namespace myatlas::services
