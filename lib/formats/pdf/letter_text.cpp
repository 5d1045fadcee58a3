#include "formats/pdf/letter_text.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "domain/dossiers/dossier_share.hpp"
#include "domain/dossiers/request_document.hpp"
#include "domain/values/date.hpp"
#include "formats/text/in_french.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

std::string joined(const std::vector<std::string>& words) // "A, B et C"
{
  std::string text;
  for (const std::string& word : words) {
    util::add_to_list(text, word, &word == &words.back() ? " et " : ", ");
  }
  return text;
}

std::string training_text(const domain::FundingRequest& request)
{
  std::string text = fmt::format("la formation «\u00A0{}\u00A0»", request.title);
  if (request.start && request.end) {
    text += fmt::format(", du {} au {}", long_day_in_french(*request.start),
                        long_day_in_french(*request.end));
  }
  std::vector<std::string> names;
  for (const domain::Trainee& trainee : request.trainees) {
    names.push_back(trainee.name);
  }
  constexpr std::size_t k_most_named = 8; // more are counted: the dossier has their names
  const std::string who =
    names.size() > k_most_named ? fmt::format("{} stagiaires", names.size()) : joined(names);
  return text + (names.empty() ? "" : fmt::format(", suivie par {}", who));
}

// What somebody else wrote, as a sentence or the end of one: it ends with one full stop.
std::string ended(std::string_view text)
{
  constexpr std::string_view k_ends = ".!?";
  const std::string told(util::trim(text));
  return told.empty() || k_ends.find(told.back()) != k_ends.npos ? told : told + ".";
}

std::string with_capital(std::string text)
{
  if (text.size() > 1 && text[0] == '\xC3' && text[1] >= '\xA0' &&
      text[1] <= '\xBE') { // "à" to "þ": their capitals stand 0x20 before
    text[1] = static_cast<char>(text[1] - 0x20);
    return text;
  }
  return text.empty() ? text : util::to_upper(text.substr(0, 1)) + text.substr(1);
}

// The same as a paragraph of its own: it begins with a capital.
std::string as_paragraph(std::string_view text)
{
  return util::trim(text).empty() ? "" : "\n\n" + with_capital(ended(text));
}

constexpr const char* k_appeal =
  "Vous pouvez contester cette décision en nous écrivant à l’adresse ci-dessus, avec le numéro du "
  "dossier et vos raisons "
  "(recours gracieux)\u202F; si nous la maintenons, vous pouvez saisir le tribunal compétent.";

// As the subject of a sentence: what was set off by commas ends with one.
std::string as_subject(const std::string& training)
{
  return training + (training.ends_with("»") ? "" : ",");
}

constexpr const char* document_name(domain::DocumentUse use)
{
  switch (use) {
  case domain::DocumentUse::quote:
    return "le devis";
  case domain::DocumentUse::convention:
    return "la convention";
  case domain::DocumentUse::tripartite:
    return "la convention tripartite";
  case domain::DocumentUse::programme:
    return "le programme";
  case domain::DocumentUse::cerfa:
    return "le Cerfa";
  case domain::DocumentUse::mandate:
    return "le mandat";
  case domain::DocumentUse::kbis:
    return "l’extrait Kbis";
  case domain::DocumentUse::attendance:
    return "la feuille d’émargement";
  case domain::DocumentUse::certificate:
    return "le certificat de réalisation";
  case domain::DocumentUse::expenses:
    return "les justificatifs de frais";
  case domain::DocumentUse::break_off:
    return "la notification de rupture";
  case domain::DocumentUse::other:
    break;
  }
  return "une autre pièce";
}

// "le devis, le programme (not signed)"
std::string in_words(const domain::AskedDocuments& asked)
{
  std::vector<std::string> names;
  for (const domain::DocumentUse use : asked.documents) {
    names.emplace_back(document_name(use));
  }
  return asked.comment.empty() ? joined(names)
                               : fmt::format("{} ({})", joined(names), asked.comment);
}

constexpr const char* k_opening = "Madame, Monsieur,\n\n";
constexpr const char* k_closing = "\n\nNous vous prions d’agréer, Madame, Monsieur, l’expression "
                                  "de nos salutations distinguées.\n\nOPCO Atlas";

LetterWords letter(std::string subject, const std::string& body)
{
  return {with_capital(std::move(subject)), k_opening + body + k_closing};
}

std::string who_is_paid(const domain::FundingRequest& request)
{
  if (!request.pays_provider()) {
    return "Vous réglez l’organisme de formation, et nous vous remboursons sur présentation de sa "
           "facture.";
  }
  const std::string provider =
    "Le règlement sera fait à l’organisme de formation, qui nous adresse sa facture (subrogation).";
  const domain::Money own = domain::accepted_of_company(request);
  if (own.cents == 0) {
    return provider;
  }
  return provider + fmt::format(" De cette somme, {} au plus sont pour vos propres frais, qui "
                                "vous sont réglés sur votre état de frais.",
                                euros_in_french(own));
}

LetterWords documents_request(const domain::FundingRequest& request, const std::string& training,
                              const std::string& comment)
{
  const std::string subject = fmt::format("Demande de pièces, dossier {}", request.number);
  const domain::AskedDocuments asked = domain::read_asked_documents(comment);
  if (asked.documents.empty()) {
    return letter(
      subject,
      fmt::format("Votre demande pour {} est incomplète.{}\n\nRépondez dans votre espace "
                  "MyAtlas, ou écrivez-nous avec le numéro de "
                  "dossier {}\u202F: l’instruction reprendra dès que le dossier sera complet.",
                  as_subject(training), as_paragraph(comment), request.number));
  }
  return letter(
    subject,
    fmt::format("Votre demande pour {} est incomplète. Il nous manque\u00A0: {}\n\nJoignez "
                "ces pièces au dossier {} dans votre espace "
                "MyAtlas, ou adressez-les-nous avec ce numéro\u202F: l’instruction reprendra "
                "dès que le dossier sera complet.",
                as_subject(training), ended(in_words(asked)), request.number));
}

} // namespace

LetterWords letter_about(domain::LetterKind kind, const domain::FundingRequest& request,
                         const std::string& comment)
{
  const std::string training = training_text(request), number = request.number;
  switch (kind) {
  case domain::LetterKind::agreement:
    return letter(fmt::format("Accord de prise en charge, dossier {}", number),
                  fmt::format("Nous prenons en charge {}, à hauteur de {} hors taxes au "
                              "plus.\n\n{}\n\nRappelez le numéro de dossier {} sur la "
                              "facture, qui doit reprendre l’intitulé, les dates et les heures "
                              "accordés, et joignez le certificat de réalisation.",
                              training, euros_in_french(request.accepted.value_or(domain::Money{})),
                              who_is_paid(request), number));
  case domain::LetterKind::refusal:
    return letter(
      fmt::format("Refus de prise en charge, dossier {}", number),
      fmt::format("Nous ne pouvons pas prendre en charge {}, pour le motif suivant\u00A0: "
                  "{}\n\n{}\n\nCe dossier est "
                  "clos\u202F; une nouvelle demande peut être déposée si la situation change.",
                  training, ended(comment), k_appeal));
  case domain::LetterKind::documents_request:
    return documents_request(request, training, comment);
  case domain::LetterKind::reminder:
    return letter(fmt::format("Relance, dossier {}", number),
                  fmt::format("Votre dossier pour {} attend toujours votre réponse.{}",
                              as_subject(training), as_paragraph(comment)));
  case domain::LetterKind::payment_notice:
  case domain::LetterKind::recovery:
    break;
  }
  return {};
}

namespace {

// What credit notes took off an invoice: " A1 de 10,00 €, A2 de 5,00 €".
std::string credits_told(const std::vector<domain::Invoice>& set_off)
{
  std::string credits;
  for (const domain::Invoice& credit : set_off) {
    credits += fmt::format("{} {} de {}", credits.empty() ? "" : ",", credit.number,
                           euros_in_french(domain::Money{} - credit.amounts.without_tax));
  }
  return credits;
}

LetterWords settled_by_credits(const domain::Invoice& invoice,
                               const std::vector<domain::Invoice>& set_off)
{
  const bool is_one = set_off.size() == 1;
  const char* const covers = is_one ? "couvre" : "couvrent";
  return letter(fmt::format("Facture {} soldée par avoir", invoice.number),
                fmt::format("La facture {} du {}, dossier {}, est soldée\u00A0: {}{} la {} en "
                            "entier, et rien n’est à verser.",
                            invoice.number, long_day_in_french(invoice.date), invoice.request,
                            is_one ? "l’avoir" : "les avoirs", credits_told(set_off), covers));
}

std::string taken_off_by(const std::vector<domain::Invoice>& set_off)
{
  if (set_off.empty()) {
    return {};
  }
  return fmt::format(" Cette somme tient compte de {} :{}.",
                     set_off.size() == 1 ? "l’avoir" : "ces avoirs", credits_told(set_off));
}

} // namespace

// What was paid, and what of it credit notes took off.
LetterWords payment_notice(const domain::Invoice& invoice, const domain::FundingRequest& request,
                           const std::vector<domain::Invoice>& set_off)
{
  domain::Money paid = invoice.amounts.without_tax;
  for (const domain::Invoice& credit : set_off) {
    paid = paid + credit.amounts.without_tax;
  }
  if (paid.cents == 0 && !set_off.empty()) {
    return settled_by_credits(invoice, set_off);
  }
  const std::string on = long_day_in_french(invoice.paid_on.value_or(invoice.date)),
                    of = long_day_in_french(invoice.date);
  if (!request.pays_provider()) {
    return letter(fmt::format("Avis de remboursement, facture {}", invoice.number),
                  fmt::format("Nous vous avons remboursé le {} la facture {} du {} de votre "
                              "organisme de formation, dossier {}, à hauteur de {} hors "
                              "taxes, par le virement {}.{}",
                              on, invoice.number, of, invoice.request, euros_in_french(paid),
                              invoice.payment_reference, taken_off_by(set_off)));
  }
  return letter(fmt::format("Avis de paiement, facture {}", invoice.number),
                fmt::format("Nous avons réglé le {} votre facture {} du {}, dossier {}, d’un "
                            "montant de {} hors taxes, par le virement {}.{}",
                            on, invoice.number, of, invoice.request, euros_in_french(paid),
                            invoice.payment_reference, taken_off_by(set_off)));
}

namespace {

std::string last_invoice_text(const std::optional<LastInvoice>& last)
{
  if (!last) {
    return "";
  }
  const std::string day = long_day_in_french(last->day);
  return last->day < last->today
           ? fmt::format(" Le délai pour nous adresser la dernière facture et le certificat de "
                         "réalisation a pris fin le {}\u00A0: le solde n’est plus dû.",
                         day)
           : fmt::format(" La dernière facture et le certificat de réalisation doivent nous "
                         "parvenir au plus tard le {}.",
                         day);
}

std::string claim_text(const PastClaim& claim)
{
  return fmt::format("du {} de {}", long_day_in_french(claim.day), euros_in_french(claim.amount));
}

std::string withdrawn_text(const PastClaim& claim)
{
  return fmt::format("Notre demande de remboursement {} est sans objet\u00A0: vous n’avez plus "
                     "rien à nous rembourser pour ce dossier. Si un virement "
                     "est déjà parti, nous vous le retournerons.",
                     claim_text(claim));
}

// What stands on both sides of the sum in a letter that asks for it back.
constexpr const char *k_before_sum = "et nous avons réglé davantage\u00A0: ",
                     *k_after_sum = " hors taxes ont été versés à tort";

} // namespace

LetterWords amendment_letter(const domain::FundingRequest& request, const AmendmentWords& told)
{
  const std::string what =
    fmt::format("l’avenant{} au contrat d’apprentissage pour {},",
                told.effective ? " à effet du " + long_day_in_french(*told.effective) : "",
                training_text(request));
  const std::string most = euros_in_french(request.accepted.value_or(domain::Money{}));
  if (!told.reason.empty()) {
    return letter(fmt::format("avenant refusé, dossier {}", request.number),
                  fmt::format("Nous ne pouvons pas accepter {} pour le motif suivant\u00A0: "
                              "{}\n\nLe contrat reste pris en charge comme il "
                              "l’était, à hauteur de {} hors taxes au plus.\n\n{}",
                              what, ended(told.reason), most, k_appeal));
  }
  const std::string moved = told.former
                              ? fmt::format("\n\nLe dossier relève désormais de l’établissement "
                                            "{}, et non plus de l’établissement {}.",
                                            request.siret.digits(), told.former->digits())
                              : "";
  const std::string withdrawn = told.withdrawn ? "\n\n" + withdrawn_text(*told.withdrawn) : "";
  return letter(
    fmt::format("avenant accepté, dossier {}", request.number),
    fmt::format("Nous acceptons {} et prenons désormais le contrat en charge à hauteur de {} hors "
                "taxes au plus.{}\n\nLes échéances à "
                "facturer ont été recalculées\u202F; le numéro de dossier reste {}.{}{}",
                what, most, moved, request.number, last_invoice_text(told.last_invoice),
                withdrawn));
}

LetterWords break_off_letter(const domain::FundingRequest& request, const EarlyEnd& end,
                             const std::optional<LastInvoice>& last)
{
  const bool is_over = end.day <= end.today;
  const std::string on = long_day_in_french(end.day),
                    most = euros_in_french(request.accepted.value_or(domain::Money{}));
  if (request.scheme != domain::Scheme::apprenticeship) {
    return letter(fmt::format("rupture, dossier {}", request.number),
                  fmt::format("Nous avons enregistré que {} {} fin avant son terme, le "
                              "{}.\n\nNous prenons en charge ce qui a été réalisé jusqu’à "
                              "cette date, d’après les certificats de réalisation (articles "
                              "L6354-1 et R6332-26 du code du travail), à hauteur de {} hors taxes "
                              "au plus.\n\nLe numéro de dossier reste {}.",
                              as_subject(training_text(request)), is_over ? "a pris" : "prendra",
                              on, most, request.number));
  }
  return letter(fmt::format("rupture, dossier {}", request.number),
                fmt::format("Nous avons enregistré que le contrat d’apprentissage pour {} {} "
                            "rompu le {}.\n\nNous le prenons désormais en charge à "
                            "hauteur de {} hors taxes au plus, et les échéances à facturer ont été "
                            "recalculées.{}\n\nLe numéro de dossier reste {}.",
                            as_subject(training_text(request)), is_over ? "a été" : "sera", on,
                            most, last_invoice_text(last), request.number));
}

LetterWords recovery_letter(const domain::FundingRequest& request, domain::Money owed,
                            domain::Money to_recover, const std::optional<PastClaim>& earlier)
{
  const bool by_certificates = request.broken_off && owed != request.accepted;
  const std::string due =
    by_certificates ? fmt::format("Pour {} rompue le {}, les certificats de réalisation que nous "
                                  "avons reçus nous font prendre en charge {} hors taxes (articles "
                                  "L6354-1 et R6332-26 du code du travail)",
                                  training_text(request) + ",",
                                  long_day_in_french(*request.broken_off), euros_in_french(owed))
                    : fmt::format("Pour {} nous prenons désormais en charge {} hors taxes",
                                  training_text(request) + ",", euros_in_french(owed));
  const std::string otherwise = by_certificates
                                  ? " Si une plus grande part de la formation a été réalisée, "
                                    "envoyez-nous le certificat qui l’atteste."
                                  : "";
  const std::string returned =
    earlier && earlier->returned.cents > 0
      ? fmt::format(" et tient compte des {} que vous nous avez remboursés depuis",
                    euros_in_french(earlier->returned))
      : "";
  const std::string in_place =
    earlier ? fmt::format(" Cette demande remplace celle {}{}.", claim_text(*earlier), returned)
            : "";
  return letter(
    recovery_subject(request.number),
    fmt::format(
      "{}, {}{}{} et sont à nous rembourser (article 1302-1 du code civil).{}{}\n\nRappelez le "
      "numéro de dossier {} sur votre "
      "virement. Si vous contestez cette somme, dites-nous pourquoi avant de la rembourser.",
      due, k_before_sum, euros_in_french(to_recover), k_after_sum, in_place, otherwise,
      request.number));
}

LetterWords withdrawn_letter(const domain::FundingRequest& request, const PastClaim& claim)
{
  return letter(fmt::format("Demande de remboursement sans objet, dossier {}", request.number),
                fmt::format("{}\n\nCe que nous prenons en charge a changé pour {}.",
                            withdrawn_text(claim), training_text(request)));
}

std::string recovery_subject(const std::string& dossier)
{
  return fmt::format("Demande de remboursement, dossier {}", dossier);
}

std::optional<domain::Money> asked_in(const domain::OfficialLetter& letter)
{
  const std::size_t before = letter.body.find(k_before_sum),
                    from = before + std::string_view(k_before_sum).size();
  const std::size_t to = letter.body.find(k_after_sum, before == letter.body.npos ? 0 : from);
  if (before == letter.body.npos || to == letter.body.npos) {
    return std::nullopt;
  }
  std::int64_t cents = 0; // an amount in French always tells them
  for (const char c : std::string_view(letter.body).substr(from, to - from)) {
    cents = c >= '0' && c <= '9' ? cents * 10 + (c - '0') : cents;
  }
  return domain::Money{cents};
}

LetterWords credit_letter(const domain::Invoice& credit, const domain::Invoice& corrected)
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
                euros_in_french(domain::Money{} - credit.amounts.without_tax), credit.number));
}

} // namespace myatlas::formats
