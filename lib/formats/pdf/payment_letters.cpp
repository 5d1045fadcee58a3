// The letters about money that went, and about money that comes back.
#include <fmt/format.h>

#include "formats/pdf/letter_text.hpp"
#include "formats/pdf/letter_words.hpp"
#include "formats/text/in_french.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

using domain::FundingRequest;
using domain::Invoice;
using domain::Money;

// What credit notes took off an invoice: " A1 de 10,00 €, A2 de 5,00 €".
std::string credit_told(const Invoice& credit)
{
  return fmt::format(" {} de {}", credit.number,
                     euros_in_french(Money{} - credit.amounts.without_tax));
}

std::string credits_told(const std::vector<Invoice>& set_off)
{
  std::string credits;
  for (const Invoice& credit : set_off) {
    util::add_to_list(credits, credit_told(credit), ",");
  }
  return credits;
}

LetterWords settled_by_credits(const Invoice& invoice, const std::vector<Invoice>& set_off)
{
  const bool is_one = set_off.size() == 1;
  const char* const covers = is_one ? "couvre" : "couvrent";
  return letter(fmt::format("Facture {} soldée par avoir", invoice.number),
                fmt::format("La facture {} du {}, dossier {}, est soldée\u00A0: {}{} la {} en "
                            "entier, et rien n’est à verser.",
                            invoice.number, long_day_in_french(invoice.date), invoice.request,
                            is_one ? "l’avoir" : "les avoirs", credits_told(set_off), covers));
}

std::string taken_off_by(const std::vector<Invoice>& set_off)
{
  if (set_off.empty()) {
    return {};
  }
  return fmt::format(" Cette somme tient compte de {} :{}.",
                     set_off.size() == 1 ? "l’avoir" : "ces avoirs", credits_told(set_off));
}

// An invoice as a letter says that it was paid.
struct Payment
{
  const Invoice& invoice;
  Money paid;
  std::string taken_off; // by credit notes
  std::string on = long_day_in_french(invoice.paid_on.value_or(invoice.date)),
              of = long_day_in_french(invoice.date);
};

Money net_of(const Invoice& invoice)
{
  return invoice.amounts.without_tax;
}

Money paid_of(const Invoice& invoice, const std::vector<Invoice>& set_off)
{
  return net_of(invoice) + util::total_of(set_off, net_of);
}

LetterWords reimbursed(const Payment& p)
{
  return letter(fmt::format("Avis de remboursement, facture {}", p.invoice.number),
                fmt::format("Nous vous avons remboursé le {} la facture {} du {} de votre "
                            "organisme de formation, dossier {}, à hauteur de {} hors "
                            "taxes, par le virement {}.{}",
                            p.on, p.invoice.number, p.of, p.invoice.request,
                            euros_in_french(p.paid), p.invoice.payment_reference, p.taken_off));
}

LetterWords paid_to_provider(const Payment& p)
{
  return letter(fmt::format("Avis de paiement, facture {}", p.invoice.number),
                fmt::format("Nous avons réglé le {} votre facture {} du {}, dossier {}, d’un "
                            "montant de {} hors taxes, par le virement {}.{}",
                            p.on, p.invoice.number, p.of, p.invoice.request,
                            euros_in_french(p.paid), p.invoice.payment_reference, p.taken_off));
}

} // namespace

// What was paid, and what of it credit notes took off.
LetterWords payment_notice(const Invoice& invoice, const FundingRequest& request,
                           const std::vector<Invoice>& set_off)
{
  const Money paid = paid_of(invoice, set_off);
  if (paid.cents == 0 && !set_off.empty()) {
    return settled_by_credits(invoice, set_off);
  }
  const Payment payment{invoice, paid, taken_off_by(set_off)};
  return request.pays_provider() ? paid_to_provider(payment) : reimbursed(payment);
}

namespace {

// What stands on both sides of the sum in a letter that asks for it back.
constexpr const char *k_before_sum = "et nous avons réglé davantage\u00A0: ",
                     *k_after_sum = " hors taxes ont été versés à tort";

// What is owed by what the certificates tell was done of a training that was broken off.
std::string due_by_certificates(const FundingRequest& request, Money owed)
{
  return fmt::format("Pour {}, rompue le {}, les certificats de réalisation que nous "
                     "avons reçus nous font prendre en charge {} hors taxes (articles "
                     "L6354-1 et R6332-26 du code du travail)",
                     training_text(request), long_day_in_french(*request.broken_off),
                     euros_in_french(owed));
}

std::string due_now(const FundingRequest& request, Money owed)
{
  return fmt::format("Pour {}, nous prenons désormais en charge {} hors taxes",
                     training_text(request), euros_in_french(owed));
}

std::string returned_text(const PastClaim& earlier)
{
  if (earlier.returned.cents <= 0) {
    return "";
  }
  return fmt::format(" et tient compte des {} que vous nous avez remboursés depuis",
                     euros_in_french(earlier.returned));
}

std::string in_place_of(const PastClaim& earlier)
{
  return fmt::format(" Cette demande remplace celle {}{}.", claim_text(earlier),
                     returned_text(earlier));
}

constexpr const char* k_more_was_done =
  " Si une plus grande part de la formation a été réalisée, envoyez-nous le certificat qui "
  "l’atteste.";

} // namespace

LetterWords recovery_letter(const FundingRequest& request, Money owed, Money to_recover,
                            const std::optional<PastClaim>& earlier)
{
  const bool by_certificates = request.broken_off && owed != request.accepted;
  const std::string due =
    by_certificates ? due_by_certificates(request, owed) : due_now(request, owed);
  const std::string in_place = earlier ? in_place_of(*earlier) : "";
  return letter(
    recovery_subject(request.number),
    fmt::format(
      "{}, {}{}{} et sont à nous rembourser (article 1302-1 du code civil).{}{}\n\nRappelez le "
      "numéro de dossier {} sur votre "
      "virement. Si vous contestez cette somme, dites-nous pourquoi avant de la rembourser.",
      due, k_before_sum, euros_in_french(to_recover), k_after_sum, in_place,
      by_certificates ? k_more_was_done : "", request.number));
}

LetterWords withdrawn_letter(const FundingRequest& request, const PastClaim& claim)
{
  return letter(fmt::format("Demande de remboursement sans objet, dossier {}", request.number),
                fmt::format("{}\n\nCe que nous prenons en charge a changé pour {}.",
                            withdrawn_text(claim), training_text(request)));
}

std::string recovery_subject(const std::string& dossier)
{
  return fmt::format("Demande de remboursement, dossier {}", dossier);
}

namespace {

// What stands before the second word, behind the first; nothing when both are not there.
std::optional<std::string_view> between(std::string_view text, std::string_view before,
                                        std::string_view after)
{
  const std::size_t begin = text.find(before);
  if (begin == text.npos) {
    return std::nullopt;
  }
  text.remove_prefix(begin + before.size());
  const std::size_t end = text.find(after);
  return end == text.npos ? std::nullopt : std::optional(text.substr(0, end));
}

// An amount in French always tells them.
std::int64_t cents_in(std::string_view amount)
{
  std::int64_t cents = 0;
  for (const char c : amount) {
    cents = c >= '0' && c <= '9' ? cents * 10 + (c - '0') : cents;
  }
  return cents;
}

} // namespace

std::optional<Money> asked_in(const domain::OfficialLetter& letter)
{
  const auto amount = between(letter.body, k_before_sum, k_after_sum);
  return amount ? std::optional(Money{cents_in(*amount)}) : std::nullopt;
}

LetterWords credit_letter(const Invoice& credit, const Invoice& corrected)
{
  return letter(
    fmt::format("Demande de remboursement, avoir {}", credit.number),
    fmt::format("L’avoir {} du {} porte sur la facture {}, dossier {}, que nous avons réglée le "
                "{}\u00A0: {} hors taxes sont à nous "
                "rembourser.\n\nRappelez le numéro de l’avoir {} sur votre virement. Si nous vous "
                "avions déjà demandé cette somme pour "
                "ce dossier, un seul virement suffit.",
                credit.number, long_day_in_french(credit.date), corrected.number, credit.request,
                long_day_in_french(corrected.paid_on.value_or(corrected.date)),
                euros_in_french(Money{} - credit.amounts.without_tax), credit.number));
}

} // namespace myatlas::formats
