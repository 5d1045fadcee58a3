#pragma once

#include <string>
#include <vector>

#include "domain/account/account.hpp"
#include "domain/correspondence/alert.hpp"
#include "formats/pdf/letter_text.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// How often an account is told of an event: as it chose, else by domain::unchosen_frequency.
domain::Frequency frequency_of(store::Store& store, const std::string& account,
                               domain::AlertEvent event);

// One mail of one or several alerts; the words are those of the language of the account.
void mail_items(const Context& context, const domain::Account& account,
                const std::vector<domain::AlertItem>& items);

// Tells accounts by their ids, each once and as it wants to be: now, with its next digest or never.
// Nobody is told what they did themselves.
void alert_all(const Context& context, const std::vector<std::string>& accounts,
               const domain::AlertItem& item);

// An alert to everybody who wants to hear of it: a publication.
void tell_all(const Context& context, const domain::AlertItem& item);

// What a dossier is about, and what was agreed to or else asked for.
domain::AlertItem item_about(const Context& context, domain::AlertEvent event,
                             const domain::FundingRequest& request, const std::string& subject,
                             const std::string& label);

// Whose choice of paper a letter on a dossier to its member follows: that of who made it as long as
// it acts for the member, which a CFA never does; else of the first that manages the establishment.
// Empty: nobody's.
std::string account_choosing(const Context& context, const domain::FundingRequest& request);

// A letter of the OPCO to an establishment, on paper where `account`, an id or empty, asked for it.
// Inside the caller's transaction.
domain::OfficialLetter put_letter(const Context& context, domain::LetterKind kind,
                                  domain::Siret siret, const std::string& request,
                                  const std::string& account, const formats::LetterWords& words);

} // namespace myatlas::services
