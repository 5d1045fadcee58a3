#pragma once

#include <string>
#include <vector>

#include "services/context.hpp"
#include "services/letters.hpp"
#include "store/correspondence.hpp"

namespace myatlas::services {

// What the OPCO writes and says when a dossier or an invoice changes: a letter where one is due, and the alerts of those concerned,
// all inside the caller's transaction.
void tell_about(const Context& context, const domain::FundingRequest& request, domain::RequestEvent event, const std::string& comment);
void tell_about(const Context& context, const domain::Invoice& invoice, domain::InvoiceEvent event,
                const std::vector<domain::Invoice>& set_off = {}); // with the credit notes its payment took account of

// Asks who was paid for the dossier to give back what was paid beyond what is owed.
void ask_for_recovery(const Context& context, const domain::FundingRequest& request, domain::Siret payee, domain::Money owed,
                      domain::Money to_recover);

// The OPCO's answer to an amendment of the dossier's contract, to the employer and the CFA; a reason refuses it.
void answer_amendment(const Context& context, const domain::FundingRequest& request, std::optional<domain::Date> effective, const std::string& reason);

// An alert to everybody who wants to hear of it: a publication.
void tell_all(const Context& context, const domain::AlertItem& item);

util::Result<std::vector<domain::OfficialLetter>> list_letters(const Context& context, const store::LetterFilter& filter);

struct LetterView
{
  domain::OfficialLetter letter;
  std::vector<std::string> recipient; // the lines of name and address
};
util::Result<LetterView> get_letter(const Context& context, const std::string& number); // letter.unknown (number)

// The account that acts has read it: from now on it is no longer new.
void mark_letter_read(const Context& context, const domain::OfficialLetter& letter);

// The OPCO's own letter on a dossier, a reminder: request.unknown.
util::Result<domain::OfficialLetter> send_letter(const Context& context, const std::string& request, const std::string& comment);

// Mails what waits for a digest: every day, or once a week; deadlines of the week to come are among it. How many mails.
int send_digests(const Context& context, const domain::RateTable& rates);

} // namespace myatlas::services
