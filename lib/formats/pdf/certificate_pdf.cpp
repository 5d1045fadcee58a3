#include "formats/pdf/certificate_pdf.hpp"

#include <fmt/format.h>

#include "formats/pdf/pdf.hpp"
#include "formats/text/in_french.hpp"
#include "util/try.hpp"

namespace myatlas::formats {

namespace {

constexpr double k_certificate_left = 62,
                 k_certificate_width = Pdf::k_width - 2 * k_certificate_left;
constexpr Pdf::Style k_certificate_text{.size = 10.5};
constexpr Pdf::Style k_certificate_bold{.size = 10.5, .face = Pdf::Face::bold};
constexpr Pdf::Style k_certificate_small{.size = 8, .grey = 0.35};

struct NatureBox
{
  domain::ActionNature nature;
  const char* text;
};

constexpr NatureBox k_boxes[] = {
  {domain::ActionNature::training, "action de formation"},
  {domain::ActionNature::bilan, "bilan de compétences"},
  {domain::ActionNature::vae, "action de VAE"},
  {domain::ActionNature::apprenticeship, "action de formation par apprentissage"},
};

class CertificateSheet
{
public:
  explicit CertificateSheet(Pdf& pdf) : m_pdf(pdf) {}

  void line(const std::string& text, const Pdf::Style& style = k_certificate_text, double after = 6)
  {
    for (const std::string& part : m_pdf.wrapped(text, k_certificate_width, style)) {
      m_pdf.text(k_certificate_left, m_y, part, style);
      m_y += style.size * 1.45;
    }
    m_y += after;
  }

  // A square, crossed or not, and what it stands for.
  void box(const std::string& text, bool crossed)
  {
    frame(9);
    if (crossed) {
      m_pdf.text(k_certificate_left + 15.4, m_y - 0.4, "X", {.size = 9, .face = Pdf::Face::bold});
    }
    m_pdf.text(k_certificate_left + 32, m_y, text,
               crossed ? k_certificate_bold : k_certificate_text);
    m_y += 17;
  }

  void frame(double size)
  {
    const double left = k_certificate_left + 14, top = m_y - size + 1;
    for (const double y : {top, top + size}) {
      m_pdf.rule(left, left + size, y, 0.7, 0);
    }
    m_pdf.fill(left, top, 0.7, size, 0);
    m_pdf.fill(left + size - 0.7, top, 0.7, size, 0);
  }

  void room(double height) { m_y += height; }

private:
  Pdf& m_pdf;
  double m_y = 80;
};

// The words of the ministry's model that go with how who signs is addressed.
struct SignatoryWords
{
  const char *address, *signed_by, *represents;
};

SignatoryWords signatory_words(const std::optional<domain::Title>& title)
{
  if (!title) {
    return {"", "soussigné(e)", "représentant(e) légal(e)"};
  }
  return *title == domain::Title::m ? SignatoryWords{"M. ", "soussigné", "représentant légal"}
                                    : SignatoryWords{"Mme ", "soussignée", "représentante légale"};
}

void draw_provider(CertificateSheet& sheet, const domain::Certificate& c,
                   const std::string& provider)
{
  sheet.line(provider, {.size = 12, .face = Pdf::Face::bold}, 0);
  const std::string activity =
    c.activity_number.empty() ? "" : ", déclaration d’activité n°\u00A0" + c.activity_number;
  sheet.line(fmt::format("SIRET {}{}", c.provider.digits(), activity), k_certificate_small, 34);
}

void draw_title(CertificateSheet& sheet, const domain::Certificate& c)
{
  sheet.line("CERTIFICAT DE RÉALISATION", {.size = 18, .face = Pdf::Face::bold}, 0);
  const char* kind = c.kind == domain::CertificateKind::last ? "final" : "intermédiaire";
  sheet.line(fmt::format("Certificat {} n°\u00A0{}, dossier {}", kind, c.number, c.request),
             k_certificate_small, 18);
}

void draw_nature(CertificateSheet& sheet, domain::ActionNature nature)
{
  sheet.line(
    "Nature de l’action concourant au développement des compétences\u00A0:", k_certificate_text, 4);
  for (const NatureBox& box : k_boxes) {
    sheet.box(box.text, box.nature == nature);
  }
  sheet.room(6);
}

void draw_action(CertificateSheet& sheet, const domain::Certificate& c)
{
  sheet.line("a suivi l’action\u00A0:", k_certificate_text, 2);
  sheet.line(c.title, k_certificate_bold, 10);
  draw_nature(sheet, c.nature);
  sheet.line(fmt::format("qui s’est déroulée du {} au {}", short_day_in_french(c.from),
                         short_day_in_french(c.to)),
             k_certificate_bold, 2);
  sheet.line(fmt::format("pour une durée de {} (1).", hours_in_french(c.hours)), k_certificate_bold,
             12);
}

// Who attests what of whom: the ministry's model, word for word.
void draw_attestation(CertificateSheet& sheet, const domain::Certificate& c,
                      const std::string& provider)
{
  const SignatoryWords words = signatory_words(c.title_of_representative);
  sheet.line(fmt::format("Je {}, {}{}, {}, {} du dispensateur de l’action concourant au "
                         "développement des compétences {},",
                         words.signed_by, words.address, c.representative, c.role, words.represents,
                         provider));
  sheet.line("atteste que\u00A0:", k_certificate_text, 8);
  sheet.line(c.trainee, {.size = 13, .face = Pdf::Face::bold}, 2);
  const std::string company = c.company_name.empty() ? "" : c.company_name + " ";
  sheet.line(fmt::format("salarié(e) de l’entreprise {}(SIRET {})", company, c.siret.digits()));
  draw_action(sheet, c);
}

void draw_undertaking(CertificateSheet& sheet, const domain::Certificate& c)
{
  sheet.line("Sans préjudice des délais imposés par les règles fiscales, comptables ou "
             "commerciales, je m’engage à conserver l’ensemble des pièces "
             "justificatives qui ont permis d’établir le présent certificat pendant une durée de 3 "
             "ans à compter de la fin de l’année du dernier "
             "paiement. En cas de cofinancement des fonds européens, la durée de conservation est "
             "étendue conformément aux obligations "
             "conventionnelles spécifiques.",
             {.size = 9.5}, 18);
  sheet.line(fmt::format("Fait à\u00A0: {}", c.place), k_certificate_text, 0);
  sheet.line(fmt::format("Le\u00A0: {}", short_day_in_french(c.signed_on)), k_certificate_text, 12);
  sheet.line("Cachet et signature du responsable du dispensateur de formation\u00A0:",
             k_certificate_text, 2);
  sheet.line(fmt::format("{}{}, {}", signatory_words(c.title_of_representative).address,
                         c.representative, c.role),
             k_certificate_small, 0);
}

void draw_foot(Pdf& pdf)
{
  constexpr Pdf::Style k_fine{.size = 7.5, .grey = 0.35};
  pdf.rule(k_certificate_left, Pdf::k_width - k_certificate_left, Pdf::k_height - 62, 0.4, 0.6);
  pdf.text(k_certificate_left, Pdf::k_height - 50,
           "(1) Pour une formation à distance, la durée tient compte des activités pédagogiques "
           "réalisées et du temps estimé pour les réaliser.",
           k_fine);
  pdf.text(
    k_certificate_left, Pdf::k_height - 38,
    "Code du travail, articles L6313-1, L6353-1 et R6332-26\u202F; arrêté du 21 décembre 2018.",
    k_fine);
}

} // namespace

util::Result<std::string> certificate_pdf(const domain::Certificate& c)
{
  const std::string provider = c.provider_name.empty() ? c.provider.digits() : c.provider_name;
  TRY_ASSIGN(std::unique_ptr<Pdf> pdf,
             Pdf::create("Certificat de réalisation " + c.number, provider, c.created));
  CertificateSheet sheet(*pdf);
  draw_provider(sheet, c, provider);
  draw_title(sheet, c);
  draw_attestation(sheet, c, provider);
  draw_undertaking(sheet, c);
  draw_foot(*pdf);
  return pdf->finish();
}

} // namespace myatlas::formats
