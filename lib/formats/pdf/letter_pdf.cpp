#include "formats/pdf/letter_pdf.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "formats/pdf/pdf.hpp"
#include "formats/text/in_french.hpp"
#include "util/try.hpp"

namespace myatlas::formats {

namespace {

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
