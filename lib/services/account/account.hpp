#pragma once

#include <string>

#include "domain/account/registration_form.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// What an account changes of itself. Empty: stays. The address never changes.
struct AccountForm
{
  std::string title, last_name, first_name, phone, language, provider_siret, activity_number, uai;
  domain::ParticularsForm particulars;
};

// All problems at once: those of each member, language.unknown, registration.not_provider.
Result<domain::Account> edit_account(const Context& context, const AccountForm& form);

// Ends the account of who acts: its sessions, codes and alerts go, its dossiers stay with the
// companies.
Result<domain::Account> close_account(const Context& context);

// Writes in the audit what became of an account.
void record_change(Transaction& write, const domain::Account& before, const domain::Account& after);

} // namespace myatlas::services
