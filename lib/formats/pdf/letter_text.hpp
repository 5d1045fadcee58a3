#pragma once

#include <string>
#include <vector>

#include "domain/correspondence/official_letter.hpp"
#include "domain/dossiers/funding_request.hpp"
#include "domain/invoices/invoice.hpp"

namespace myatlas::formats {

struct LetterWords
{
  std::string subject, body; // French; paragraphs apart by an empty line
};

// The words of a letter about a dossier; `comment` is the reason of a refusal, or what is asked
// for.
LetterWords letter_about(domain::LetterKind kind, const domain::FundingRequest& request,
                         const std::string& comment);
// To who is paid, with the credit notes taken off.
LetterWords payment_notice(const domain::Invoice& invoice, const domain::FundingRequest& request,
                           const std::vector<domain::Invoice>& set_off);

// The answer to an amendment of a contract; a reason refuses it.
LetterWords amendment_letter(const domain::FundingRequest& request,
                             std::optional<domain::Date> effective, const std::string& reason);

// Tells that a training, or the contract it is of, ended before its time, and what is paid of it
// still; `last`: by when a contract is invoiced.
LetterWords break_off_letter(const domain::FundingRequest& request, domain::Date day,
                             std::optional<domain::Date> last);

// Asks for what was paid beyond what is owed (indu).
LetterWords recovery_letter(const domain::FundingRequest& request, domain::Money owed,
                            domain::Money to_recover);

// Asks for what a credit note gives back of an invoice that was paid.
LetterWords credit_letter(const domain::Invoice& credit, const domain::Invoice& corrected);

// The letter on A4, with the OPCO's name and seat, the recipient, the date and a page number. Fails
// as Pdf does.
util::Result<std::string> letter_pdf(const domain::OfficialLetter& letter,
                                     const std::vector<std::string>& recipient,
                                     const util::TimeZone& zone);

} // namespace myatlas::formats
