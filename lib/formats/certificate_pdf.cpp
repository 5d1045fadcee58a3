#include "formats/certificate_pdf.hpp"

#include <fmt/format.h>

#include "formats/pdf.hpp"
#include "util/decimal.hpp"

namespace myatlas::formats {

namespace {

constexpr double k_certificate_left = 62, k_certificate_width = Pdf::k_width - 2 * k_certificate_left;
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

std::string short_day(domain::Date day) // "06/04/2026"
{
  const std::string iso = day.text();
  return iso.substr(8, 2) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4);
}

std::string hours_text(std::int64_t hundredths) // "13,5"
{
  std::string text = util::format_decimal(hundredths, 2);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') {
    text.pop_back();
  } else {
    text.replace(text.find('.'), 1, ",");
  }
  return text;
}

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
    const double size = 9, top = m_y - size + 1;
    for (const double y : {top, top + size}) {
      m_pdf.rule(k_certificate_left + 14, k_certificate_left + 14 + size, y, 0.7, 0);
    }
    m_pdf.fill(k_certificate_left + 14, top, 0.7, size, 0);
    m_pdf.fill(k_certificate_left + 14 + size - 0.7, top, 0.7, size, 0);
    if (crossed) {
      m_pdf.text(k_certificate_left + 15.4, m_y - 0.4, "X", {.size = 9, .face = Pdf::Face::bold});
    }
    m_pdf.text(k_certificate_left + 32, m_y, text, crossed ? k_certificate_bold : k_certificate_text);
    m_y += 17;
  }

  void room(double height) { m_y += height; }

private:
  Pdf& m_pdf;
  double m_y = 80;
};

} // namespace

util::Result<std::string> certificate_pdf(const domain::Certificate& c, const std::string& provider_name, const std::string& company_name)
{
  util::Result<std::unique_ptr<Pdf>> pdf = Pdf::create("Certificat de réalisation", provider_name, c.created);
  if (!pdf) {
    return pdf.errors();
  }
  CertificateSheet sheet(**pdf);
  const std::string provider = provider_name.empty() ? c.provider.digits() : provider_name;
  sheet.line(provider, {.size = 12, .face = Pdf::Face::bold}, 0);
  sheet.line(fmt::format("SIRET {}{}", c.provider.digits(),
                         c.activity_number.empty() ? "" : ", déclaration d’activité n° " + c.activity_number), k_certificate_small, 40);
  sheet.line("CERTIFICAT DE RÉALISATION", {.size = 18, .face = Pdf::Face::bold}, 0);
  sheet.line(fmt::format("N° {}, dossier {}, certificat {}", c.number, c.request,
                         c.kind == domain::CertificateKind::last ? "final" : "intermédiaire"), k_certificate_small, 22);
  sheet.line(fmt::format("Je, {}, {}, représentant légal de l’organisme {}, qui concourt au développement des compétences,", c.representative,
                         c.role, provider));
  sheet.line("atteste que\u00A0:", k_certificate_text, 10);
  sheet.line(c.trainee, {.size = 13, .face = Pdf::Face::bold}, 4);
  sheet.line(fmt::format("de l’entreprise {} (SIRET {})", company_name.empty() ? c.siret.siren().digits() : company_name, c.siret.digits()));
  sheet.line("a suivi l’action\u00A0:", k_certificate_text, 4);
  sheet.line(c.title, k_certificate_bold, 12);
  sheet.line("Nature de l’action\u00A0:", k_certificate_text, 4);
  for (const NatureBox& box : k_boxes) {
    sheet.box(box.text, box.nature == c.nature);
  }
  sheet.room(8);
  sheet.line(fmt::format("qui s’est déroulée du {} au {}, pour une durée de {} heures.", short_day(c.from), short_day(c.to), hours_text(c.hours)), k_certificate_bold, 16);
  sheet.line("Sans préjudice des délais fiscaux, comptables et commerciaux, je m’engage à conserver les pièces qui ont servi à établir ce "
             "certificat pendant trois ans à compter de la fin de l’année du dernier paiement, ou plus longtemps si les règles d’un "
             "cofinancement européen le demandent.", {.size = 9.5}, 26);
  sheet.line(fmt::format("Fait à {}, le {}", c.place, short_day(c.signed_on)), k_certificate_text, 14);
  sheet.line("Cachet et signature du responsable de l’organisme\u00A0:", k_certificate_text, 4);
  sheet.line(fmt::format("{}, {}", c.representative, c.role), k_certificate_small, 0);
  (*pdf)->rule(k_certificate_left, Pdf::k_width - k_certificate_left, Pdf::k_height - 52, 0.4, 0.6);
  (*pdf)->text(k_certificate_left, Pdf::k_height - 40, "Code du travail, articles L6313-1, L6353-1 et R6332-26\u202F; arrêté du 21 décembre 2018.", k_certificate_small);
  return (*pdf)->finish();
}

} // namespace myatlas::formats
