#pragma once

#include <string>
#include <vector>

#include "services/context.hpp"

namespace myatlas::services {

// An account that was erased: the pseudonym its deeds have from then on, how many mails to it were
// removed from their folder, and where something of the person still stands: files of the store,
// reject files, mails, "myatlas.db (table.column)".
struct ErasedAccount
{
  std::string pseudonym;
  int mails_removed = 0;
  std::vector<std::string> remains;
};

// Erases what the store and the folder of mails hold about a person but for what the law wants kept
// (dossiers, invoices, declarations, the chain of the audit, under a pseudonym), and looks for
// every value that was theirs, now or earlier. account.unknown.
Result<ErasedAccount> erase_account(const Context& context, const std::string& email);

} // namespace myatlas::services
