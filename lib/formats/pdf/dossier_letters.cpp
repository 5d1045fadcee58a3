// The letters about a dossier: what was decided of it, what is asked for, what changes.
#include <algorithm>

#include <fmt/format.h>

#include "domain/dossiers/dossier_share.hpp"
#include "domain/dossiers/request_document.hpp"
#include "formats/pdf/letter_text.hpp"
#include "formats/pdf/letter_words.hpp"
#include "formats/text/in_french.hpp"
#include "util/ranges.hpp"

namespace myatlas::formats {

namespace {

// Of what may be asked for by name.
constexpr std::pair<domain::DocumentUse, const char*> k_document_names[] = {
  {domain::DocumentUse::quote, "le devis"},
  {domain::DocumentUse::convention, "la convention"},
  {domain::DocumentUse::tripartite, "la convention tripartite"},
  {domain::DocumentUse::programme, "le programme"},
  {domain::DocumentUse::cerfa, "le Cerfa"},
  {domain::DocumentUse::mandate, "le mandat"},
  {domain::DocumentUse::kbis, "l’extrait Kbis"},
  {domain::DocumentUse::attendance, "la feuille d’émargement"},
  {domain::DocumentUse::certificate, "le certificat de réalisation"},
  {domain::DocumentUse::expenses, "les justificatifs de frais"},
  {domain::DocumentUse::break_off, "la notification de rupture"},
};

std::string document_name(domain::DocumentUse use)
{
  const auto* known =
    util::find_first(k_document_names, [&](const auto& name) { return name.first == use; });
  return known == nullptr ? "une autre pièce" : known->second;
}

// "le devis, le programme (not signed)"
std::string in_words(const domain::AskedDocuments& asked)
{
  const std::string names = joined_in_french(util::mapped(asked.documents, document_name));
  return asked.comment.empty() ? names : fmt::format("{} ({})", names, asked.comment);
}

std::string accepted_text(const domain::FundingRequest& request)
{
  return euros_in_french(request.accepted.value_or(domain::Money{}));
}

std::string own_costs_text(domain::Money own)
{
  return fmt::format(" De cette somme, {} au plus sont pour vos propres frais, qui "
                     "vous sont réglés sur votre état de frais.",
                     euros_in_french(own));
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
  return own.cents == 0 ? provider : provider + own_costs_text(own);
}

LetterWords asks_freely(const domain::FundingRequest& request, const std::string& subject,
                        const std::string& comment)
{
  return letter(
    subject,
    fmt::format("Votre demande pour {} est incomplète.{}\n\nRépondez dans votre espace "
                "MyAtlas, ou écrivez-nous avec le numéro de "
                "dossier {}\u202F: l’instruction reprendra dès que le dossier sera complet.",
                as_subject(training_text(request)), as_paragraph(comment), request.number));
}

LetterWords documents_request(const domain::FundingRequest& request, const std::string& comment)
{
  const std::string subject = fmt::format("Demande de pièces, dossier {}", request.number);
  const domain::AskedDocuments asked = domain::read_asked_documents(comment);
  if (asked.documents.empty()) {
    return asks_freely(request, subject, comment);
  }
  return letter(
    subject,
    fmt::format("Votre demande pour {} est incomplète. Il nous manque\u00A0: {}\n\nJoignez "
                "ces pièces au dossier {} dans votre espace "
                "MyAtlas, ou adressez-les-nous avec ce numéro\u202F: l’instruction reprendra "
                "dès que le dossier sera complet.",
                as_subject(training_text(request)), ended(in_words(asked)), request.number));
}

LetterWords agreement(const domain::FundingRequest& request)
{
  return letter(fmt::format("Accord de prise en charge, dossier {}", request.number),
                fmt::format("Nous prenons en charge {}, à hauteur de {} hors taxes au "
                            "plus.\n\n{}\n\nRappelez le numéro de dossier {} sur la "
                            "facture, qui doit reprendre l’intitulé, les dates et les heures "
                            "accordés, et joignez le certificat de réalisation.",
                            training_text(request), accepted_text(request), who_is_paid(request),
                            request.number));
}

LetterWords refusal(const domain::FundingRequest& request, const std::string& reason)
{
  return letter(
    fmt::format("Refus de prise en charge, dossier {}", request.number),
    fmt::format("Nous ne pouvons pas prendre en charge {}, pour le motif suivant\u00A0: "
                "{}\n\n{}\n\nCe dossier est "
                "clos\u202F; une nouvelle demande peut être déposée si la situation change.",
                training_text(request), ended(reason), k_appeal));
}

LetterWords reminder(const domain::FundingRequest& request, const std::string& comment)
{
  return letter(fmt::format("Relance, dossier {}", request.number),
                fmt::format("Votre dossier pour {} attend toujours votre réponse.{}",
                            as_subject(training_text(request)), as_paragraph(comment)));
}

} // namespace

LetterWords letter_about(domain::LetterKind kind, const domain::FundingRequest& request,
                         const std::string& comment)
{
  switch (kind) {
  case domain::LetterKind::agreement:
    return agreement(request);
  case domain::LetterKind::refusal:
    return refusal(request, comment);
  case domain::LetterKind::documents_request:
    return documents_request(request, comment);
  case domain::LetterKind::reminder:
    return reminder(request, comment);
  case domain::LetterKind::payment_notice:
  case domain::LetterKind::recovery:
    break;
  }
  return {};
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

std::string amendment_text(const domain::FundingRequest& request,
                           const std::optional<domain::Date>& effective)
{
  return fmt::format("l’avenant{} au contrat d’apprentissage pour {},",
                     effective ? " à effet du " + long_day_in_french(*effective) : "",
                     training_text(request));
}

// That another establishment has the dossier now.
std::string moved_text(const domain::FundingRequest& request, domain::Siret former)
{
  return fmt::format("\n\nLe dossier relève désormais de l’établissement "
                     "{}, et non plus de l’établissement {}.",
                     request.siret.digits(), former.digits());
}

LetterWords amendment_refused(const domain::FundingRequest& request, const AmendmentWords& told)
{
  return letter(fmt::format("avenant refusé, dossier {}", request.number),
                fmt::format("Nous ne pouvons pas accepter {} pour le motif suivant\u00A0: "
                            "{}\n\nLe contrat reste pris en charge comme il "
                            "l’était, à hauteur de {} hors taxes au plus.\n\n{}",
                            amendment_text(request, told.effective), ended(told.reason),
                            accepted_text(request), k_appeal));
}

std::string withdrawn_paragraph(const AmendmentWords& told)
{
  return told.withdrawn ? "\n\n" + withdrawn_text(*told.withdrawn) : "";
}

LetterWords amendment_accepted(const domain::FundingRequest& request, const AmendmentWords& told)
{
  const std::string moved = told.former ? moved_text(request, *told.former) : "";
  const std::string withdrawn = withdrawn_paragraph(told);
  return letter(
    fmt::format("avenant accepté, dossier {}", request.number),
    fmt::format("Nous acceptons {} et prenons désormais le contrat en charge à hauteur de {} hors "
                "taxes au plus.{}\n\nLes échéances à "
                "facturer ont été recalculées\u202F; le numéro de dossier reste {}.{}{}",
                amendment_text(request, told.effective), accepted_text(request), moved,
                request.number, last_invoice_text(told.last_invoice), withdrawn));
}

} // namespace

LetterWords amendment_letter(const domain::FundingRequest& request, const AmendmentWords& told)
{
  return told.reason.empty() ? amendment_accepted(request, told) : amendment_refused(request, told);
}

namespace {

LetterWords training_broken_off(const domain::FundingRequest& request, const EarlyEnd& end)
{
  return letter(fmt::format("rupture, dossier {}", request.number),
                fmt::format("Nous avons enregistré que {} {} fin avant son terme, le "
                            "{}.\n\nNous prenons en charge ce qui a été réalisé jusqu’à "
                            "cette date, d’après les certificats de réalisation (articles "
                            "L6354-1 et R6332-26 du code du travail), à hauteur de {} hors taxes "
                            "au plus.\n\nLe numéro de dossier reste {}.",
                            as_subject(training_text(request)),
                            end.is_over() ? "a pris" : "prendra", long_day_in_french(end.day),
                            accepted_text(request), request.number));
}

LetterWords contract_broken_off(const domain::FundingRequest& request, const EarlyEnd& end,
                                const std::optional<LastInvoice>& last)
{
  return letter(fmt::format("rupture, dossier {}", request.number),
                fmt::format("Nous avons enregistré que le contrat d’apprentissage pour {} {} "
                            "rompu le {}.\n\nNous le prenons désormais en charge à "
                            "hauteur de {} hors taxes au plus, et les échéances à facturer ont été "
                            "recalculées.{}\n\nLe numéro de dossier reste {}.",
                            as_subject(training_text(request)), end.is_over() ? "a été" : "sera",
                            long_day_in_french(end.day), accepted_text(request),
                            last_invoice_text(last), request.number));
}

} // namespace

LetterWords break_off_letter(const domain::FundingRequest& request, const EarlyEnd& end,
                             const std::optional<LastInvoice>& last)
{
  return request.scheme == domain::Scheme::apprenticeship ? contract_broken_off(request, end, last)
                                                          : training_broken_off(request, end);
}

} // namespace myatlas::formats
