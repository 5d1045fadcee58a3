#include "formats/pdf/letter_text.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "domain/dossiers/dossier_share.hpp"
#include "domain/dossiers/request_document.hpp"
#include "domain/values/date.hpp"
#include "formats/pdf/pdf.hpp"
#include "formats/text/in_french.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::formats {

namespace {

std::string joined(const std::vector<std::string>& words) // "A, B et C"
{
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    text += (i == 0 ? "" : i + 1 == words.size() ? " et " : ", ") + words[i];
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
  const std::string_view told = util::trim(text);
  return std::string(told) +
         (told.empty() || told.ends_with('.') || told.ends_with('!') || told.ends_with('?') ? ""
                                                                                            : ".");
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

// "quote, programme: not signed", as a history keeps what is asked for.
std::string documents_asked(const std::string& comment)
{
  const std::size_t colon = comment.find(':');
  std::vector<std::string> names;
  for (const domain::DocumentUse use : domain::documents_asked(comment)) {
    names.emplace_back(document_name(use));
  }
  return names.empty()
           ? comment
           : joined(names) +
               (colon == comment.npos
                  ? ""
                  : fmt::format(" ({})", util::trim(std::string_view(comment).substr(colon + 1))));
}

constexpr const char* k_opening = "Madame, Monsieur,\n\n";
constexpr const char* k_closing = "\n\nNous vous prions d’agréer, Madame, Monsieur, l’expression "
                                  "de nos salutations distinguées.\n\nOPCO Atlas";

LetterWords letter(std::string subject, const std::string& body)
{
  return {with_capital(std::move(subject)), k_opening + body + k_closing};
}

// Text in paragraphs, on as many pages as it takes.
class LetterSheet
{
public:
  explicit LetterSheet(Pdf& pdf) : m_pdf(pdf) {}

  void paragraph(const std::string& text, const Pdf::Style& style, double height)
  {
    const std::vector<std::string> lines = m_pdf.wrapped(text, Pdf::k_width - 2 * k_margin, style);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::string& line = lines[i];
      const bool before_last = i + 2 == lines.size(); // which does not stand alone on the next page
      if (m_y + (before_last ? height : 0) > k_lowest) {
        turn();
      }
      m_pdf.text(k_margin, m_y, line, style);
      m_y += height;
    }
    m_y += height * 0.6;
  }

  void head(const domain::OfficialLetter& letter, const std::vector<std::string>& recipient,
            domain::Date day)
  {
    m_pdf.text(k_margin, 60, "OPCO Atlas", {.size = 18, .face = Pdf::Face::bold});
    m_pdf.text(k_margin, 75, "25 quai Panhard-et-Levassor, 75013 Paris", {.size = 8, .grey = 0.35});
    m_pdf.rule(k_margin, Pdf::k_width - k_margin, 88, 0.8, 0.2);
    double y = 130;
    for (const std::string& part : recipient) {
      for (const std::string& line : m_pdf.wrapped(part, 200, {.size = 10.5})) {
        m_pdf.text(330, y, line, {.size = 10.5});
        y += 14;
      }
    }
    m_pdf.text(330, y + 14, "Paris, le " + long_day_in_french(day), {.size = 10.5});
    m_pdf.text(k_margin, 130, "N° " + letter.number, {.size = 9, .grey = 0.25});
    if (!letter.request.empty()) {
      m_pdf.text(k_margin, 144, "Dossier " + letter.request, {.size = 9, .grey = 0.25});
    }
    m_y = y + 60;
    paragraph("Objet\u00A0: " + letter.subject, {.size = 11, .face = Pdf::Face::bold}, 15);
    m_y += 8;
  }

  // The formula and the signature go together.
  void closing(const std::vector<std::string>& paragraphs, const Pdf::Style& style, double height)
  {
    double all = 0;
    for (const std::string& text : paragraphs) {
      all += (static_cast<double>(m_pdf.wrapped(text, Pdf::k_width - 2 * k_margin, style).size()) +
              0.6) *
             height;
    }
    if (m_y + all > k_lowest + height) {
      turn();
    }
    for (const std::string& text : paragraphs) {
      paragraph(text, style, height);
    }
  }

  void foot()
  {
    m_pdf.rule(k_margin, Pdf::k_width - k_margin, Pdf::k_height - 52, 0.4, 0.6);
    m_pdf.text_right(Pdf::k_width - k_margin, Pdf::k_height - 40,
                     fmt::format("page {}", m_pdf.pages()), {.size = 8, .grey = 0.35});
  }

private:
  void turn()
  {
    foot();
    m_pdf.new_page();
    m_y = 80;
  }

  static constexpr double k_margin = 62, k_lowest = Pdf::k_height - 90;
  Pdf& m_pdf;
  double m_y = 80;
};

} // namespace

namespace {

std::string who_is_paid(const domain::FundingRequest& request)
{
  if (!request.pays_provider()) {
    return "Vous réglez l’organisme de formation, et nous vous remboursons sur présentation de sa "
           "facture.";
  }
  const std::string provider =
    "Le règlement sera fait à l’organisme de formation, qui nous adresse sa facture (subrogation).";
  const domain::Money own = domain::accepted_of_company(request);
  return own.cents == 0
           ? provider
           : provider + fmt::format(" De cette somme, {} au plus sont pour vos propres frais, qui "
                                    "vous sont réglés sur votre état de frais.",
                                    euros_in_french(own));
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
    return letter(
      fmt::format("Demande de pièces, dossier {}", number),
      domain::documents_asked(comment).empty()
        ? fmt::format("Votre demande pour {} est incomplète.{}\n\nRépondez dans votre espace "
                      "MyAtlas, ou écrivez-nous avec le numéro de "
                      "dossier {}\u202F: l’instruction reprendra dès que le dossier sera complet.",
                      as_subject(training), as_paragraph(comment), number)
        : fmt::format("Votre demande pour {} est incomplète. Il nous manque\u00A0: {}\n\nJoignez "
                      "ces pièces au dossier {} dans votre espace "
                      "MyAtlas, ou adressez-les-nous avec ce numéro\u202F: l’instruction reprendra "
                      "dès que le dossier sera complet.",
                      as_subject(training), ended(documents_asked(comment)), number));
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

// What was paid, and what of it credit notes took off.
LetterWords payment_notice(const domain::Invoice& invoice, const domain::FundingRequest& request,
                           const std::vector<domain::Invoice>& set_off)
{
  domain::Money paid = invoice.amounts.without_tax;
  std::string credits;
  for (const domain::Invoice& credit : set_off) {
    paid = paid + credit.amounts.without_tax;
    credits += fmt::format("{} {} de {}", credits.empty() ? "" : ",", credit.number,
                           euros_in_french(domain::Money{} - credit.amounts.without_tax));
  }
  if (paid.cents == 0 && !credits.empty()) {
    return letter(fmt::format("Facture {} soldée par avoir", invoice.number),
                  fmt::format("La facture {} du {}, dossier {}, est soldée\u00A0: {}{} la {} en "
                              "entier, et rien n’est à verser.",
                              invoice.number, long_day_in_french(invoice.date), invoice.request,
                              set_off.size() == 1 ? "l’avoir" : "les avoirs", credits,
                              set_off.size() == 1 ? "couvre" : "couvrent"));
  }
  const std::string taken_off =
    credits.empty() ? ""
                    : fmt::format(" Cette somme tient compte de {} :{}.",
                                  set_off.size() == 1 ? "l’avoir" : "ces avoirs", credits);
  if (!request.pays_provider()) {
    return letter(fmt::format("Avis de remboursement, facture {}", invoice.number),
                  fmt::format("Nous vous avons remboursé le {} la facture {} du {} de votre "
                              "organisme de formation, dossier {}, à hauteur de {} hors "
                              "taxes, par le virement {}.{}",
                              long_day_in_french(invoice.paid_on.value_or(invoice.date)),
                              invoice.number, long_day_in_french(invoice.date), invoice.request,
                              euros_in_french(paid), invoice.payment_reference, taken_off));
  }
  return letter(fmt::format("Avis de paiement, facture {}", invoice.number),
                fmt::format("Nous avons réglé le {} votre facture {} du {}, dossier {}, d’un "
                            "montant de {} hors taxes, par le virement {}.{}",
                            long_day_in_french(invoice.paid_on.value_or(invoice.date)),
                            invoice.number, long_day_in_french(invoice.date), invoice.request,
                            euros_in_french(paid), invoice.payment_reference, taken_off));
}

LetterWords amendment_letter(const domain::FundingRequest& request,
                             std::optional<domain::Date> effective, const std::string& reason)
{
  const std::string what = fmt::format(
    "l’avenant{} au contrat d’apprentissage pour {},",
    effective ? " à effet du " + long_day_in_french(*effective) : "", training_text(request));
  if (!reason.empty()) {
    return letter(fmt::format("avenant refusé, dossier {}", request.number),
                  fmt::format("Nous ne pouvons pas accepter {} pour le motif suivant\u00A0: "
                              "{}\n\nLe contrat reste pris en charge comme il "
                              "l’était, à hauteur de {} hors taxes au plus.\n\n{}",
                              what, ended(reason),
                              euros_in_french(request.accepted.value_or(domain::Money{})),
                              k_appeal));
  }
  return letter(fmt::format("avenant accepté, dossier {}", request.number),
                fmt::format("Nous acceptons {} et prenons désormais le contrat en charge à hauteur "
                            "de {} hors taxes au plus.\n\nLes échéances à "
                            "facturer ont été recalculées\u202F; le numéro de dossier reste {}.",
                            what, euros_in_french(request.accepted.value_or(domain::Money{})),
                            request.number));
}

LetterWords break_off_letter(const domain::FundingRequest& request, domain::Date day,
                             std::optional<domain::Date> last)
{
  const std::string on = long_day_in_french(day),
                    most = euros_in_french(request.accepted.value_or(domain::Money{}));
  if (request.scheme != domain::Scheme::apprenticeship) {
    return letter(fmt::format("rupture, dossier {}", request.number),
                  fmt::format("Nous avons enregistré que {} a pris fin avant son terme, le "
                              "{}.\n\nNous prenons en charge ce qui a été réalisé jusqu’à "
                              "cette date, d’après les certificats de réalisation (articles "
                              "L6354-1 et R6332-26 du code du travail), à hauteur de {} hors taxes "
                              "au plus.\n\nLe numéro de dossier reste {}.",
                              as_subject(training_text(request)), on, most, request.number));
  }
  const std::string until = last
                              ? fmt::format(" La dernière facture et le certificat de réalisation "
                                            "doivent nous parvenir au plus tard le {}.",
                                            long_day_in_french(*last))
                              : "";
  return letter(fmt::format("rupture, dossier {}", request.number),
                fmt::format("Nous avons enregistré que le contrat d’apprentissage pour {} a été "
                            "rompu le {}.\n\nNous le prenons désormais en charge à "
                            "hauteur de {} hors taxes au plus, et les échéances à facturer ont été "
                            "recalculées.{}\n\nLe numéro de dossier reste {}.",
                            as_subject(training_text(request)), on, most, until, request.number));
}

LetterWords recovery_letter(const domain::FundingRequest& request, domain::Money owed,
                            domain::Money to_recover)
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
  return letter(fmt::format("Demande de remboursement, dossier {}", request.number),
                fmt::format("{}, et nous avons réglé davantage\u00A0: {} hors taxes ont été versés "
                            "à tort et sont à nous rembourser (article 1302-1 du "
                            "code civil).{}\n\nRappelez le numéro de dossier {} sur votre "
                            "virement. Si vous contestez cette somme, dites-nous pourquoi "
                            "avant de la rembourser.",
                            due, euros_in_french(to_recover), otherwise, request.number));
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

util::Result<std::string> letter_pdf(const domain::OfficialLetter& letter,
                                     const std::vector<std::string>& recipient,
                                     const util::TimeZone& zone)
{
  TRY_ASSIGN(std::unique_ptr<Pdf> pdf, Pdf::create(letter.subject, "OPCO Atlas", letter.created));
  LetterSheet sheet(*pdf);
  sheet.head(letter, recipient, domain::date_of(letter.created, zone));
  std::vector<std::string> paragraphs;
  for (std::size_t at = 0; at < letter.body.size();) {
    const std::size_t end = std::min(letter.body.find("\n\n", at), letter.body.size());
    paragraphs.push_back(letter.body.substr(at, end - at));
    at = end + 2;
  }
  const std::size_t last =
    std::min<std::size_t>(paragraphs.size(), 2); // the formula and the signature
  const auto closing = paragraphs.end() - static_cast<std::ptrdiff_t>(last);
  for (auto text = paragraphs.begin(); text != closing; ++text) {
    sheet.paragraph(*text, {.size = 10.5}, 15);
  }
  sheet.closing({closing, paragraphs.end()}, {.size = 10.5}, 15);
  sheet.foot();
  return pdf->finish();
}

} // namespace myatlas::formats
