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

// A letter that asked for money back, and what came back since.
struct PastClaim
{
  domain::Date day = domain::Date::of_days(0);
  domain::Money amount, returned;
};

// By when a contract is invoiced (R6332-25), told on a day that may be later.
struct LastInvoice
{
  domain::Date day, today;
};

// The answer to an amendment of a contract.
struct AmendmentWords
{
  std::optional<domain::Date> effective;
  std::string reason; // refuses it
  std::optional<LastInvoice> last_invoice;
  std::optional<domain::Siret> former; // the establishment that had the dossier before
  std::optional<PastClaim> withdrawn;  // what whom it goes to has no longer to give back
};
LetterWords amendment_letter(const domain::FundingRequest& request, const AmendmentWords& told);

// The day of an early end, which may be announced before it comes, as it is told on a day.
struct EarlyEnd
{
  domain::Date day, today;

  bool is_over() const { return day <= today; }
};

// Tells that a training, or the contract it is of, ended or will end before its time, and what is
// paid of it still.
LetterWords break_off_letter(const domain::FundingRequest& request, const EarlyEnd& end,
                             const std::optional<LastInvoice>& last);

// Asks for what was paid beyond what is owed (indu), in place of what was asked for before.
LetterWords recovery_letter(const domain::FundingRequest& request, domain::Money owed,
                            domain::Money to_recover, const std::optional<PastClaim>& earlier);

// Takes such a letter back.
LetterWords withdrawn_letter(const domain::FundingRequest& request, const PastClaim& claim);

// The subject of recovery_letter, and the sum such a letter asks for; nothing when it is not one.
std::string recovery_subject(const std::string& dossier);
std::optional<domain::Money> asked_in(const domain::OfficialLetter& letter);

// Asks for what a credit note gives back of an invoice that was paid.
LetterWords credit_letter(const domain::Invoice& credit, const domain::Invoice& corrected);

} // namespace myatlas::formats
