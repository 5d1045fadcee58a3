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
    const std::vector<std::string> lines = wrapped(text, style);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const bool before_last = i + 2 == lines.size(); // which does not stand alone on the next page
      make_room(before_last ? height : 0);
      put_line(lines[i], style, height);
    }
    m_y += height * k_gap;
  }

  void put_line(const std::string& line, const Pdf::Style& style, double height)
  {
    m_pdf.text(k_margin, m_y, line, style);
    m_y += height;
  }

  void head(const domain::OfficialLetter& letter, const std::vector<std::string>& recipient,
            domain::Date day)
  {
    sender();
    const double y = address(recipient);
    m_pdf.text(k_address, y + 14, "Paris, le " + long_day_in_french(day), k_address_style);
    numbers(letter);
    m_y = y + 60;
    paragraph("Objet\u00A0: " + letter.subject, {.size = 11, .face = Pdf::Face::bold}, 15);
    m_y += 8;
  }

  // The formula and the signature go together.
  void closing(const std::vector<std::string>& paragraphs, const Pdf::Style& style, double height)
  {
    if (m_y + height_of(paragraphs, style, height) > k_lowest + height) {
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
  std::vector<std::string> wrapped(const std::string& text, const Pdf::Style& style) const
  {
    return m_pdf.wrapped(text, Pdf::k_width - 2 * k_margin, style);
  }

  double height_of(const std::vector<std::string>& paragraphs, const Pdf::Style& style,
                   double height) const
  {
    double all = 0;
    for (const std::string& text : paragraphs) {
      all += (static_cast<double>(wrapped(text, style).size()) + k_gap) * height;
    }
    return all;
  }

  void sender()
  {
    m_pdf.text(k_margin, 60, "OPCO Atlas", {.size = 18, .face = Pdf::Face::bold});
    m_pdf.text(k_margin, 75, "25 quai Panhard-et-Levassor, 75013 Paris", {.size = 8, .grey = 0.35});
    m_pdf.rule(k_margin, Pdf::k_width - k_margin, 88, 0.8, 0.2);
  }

  // Returns where it ends.
  double address(const std::vector<std::string>& recipient)
  {
    double y = 130;
    for (const std::string& part : recipient) {
      for (const std::string& line : m_pdf.wrapped(part, 200, k_address_style)) {
        m_pdf.text(k_address, y, line, k_address_style);
        y += 14;
      }
    }
    return y;
  }

  void numbers(const domain::OfficialLetter& letter)
  {
    m_pdf.text(k_margin, 130, "N° " + letter.number, {.size = 9, .grey = 0.25});
    if (!letter.request.empty()) {
      m_pdf.text(k_margin, 144, "Dossier " + letter.request, {.size = 9, .grey = 0.25});
    }
  }

  // For a line, and `more` below it.
  void make_room(double more)
  {
    if (m_y + more > k_lowest) {
      turn();
    }
  }

  void turn()
  {
    foot();
    m_pdf.new_page();
    m_y = 80;
  }

  static constexpr double k_margin = 62, k_lowest = Pdf::k_height - 90, k_address = 330,
                          k_gap = 0.6; // below a paragraph, in lines
  static constexpr Pdf::Style k_address_style = {.size = 10.5};
  Pdf& m_pdf;
  double m_y = 80;
};

std::vector<std::string> paragraphs_of(const std::string& body)
{
  std::vector<std::string> paragraphs;
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t end = std::min(body.find("\n\n", at), body.size());
    paragraphs.push_back(body.substr(at, end - at));
    at = end + 2;
  }
  return paragraphs;
}

void put_body(const std::string& body, LetterSheet& sheet)
{
  const std::vector<std::string> paragraphs = paragraphs_of(body);
  const auto last = std::min<std::ptrdiff_t>(std::ssize(paragraphs), 2);
  const auto closing = paragraphs.end() - last; // the formula and the signature
  for (auto text = paragraphs.begin(); text != closing; ++text) {
    sheet.paragraph(*text, {.size = 10.5}, 15);
  }
  sheet.closing({closing, paragraphs.end()}, {.size = 10.5}, 15);
}

} // namespace

util::Result<std::string> letter_pdf(const domain::OfficialLetter& letter,
                                     const std::vector<std::string>& recipient,
                                     const util::TimeZone& zone)
{
  TRY_ASSIGN(std::unique_ptr<Pdf> pdf, Pdf::create(letter.subject, "OPCO Atlas", letter.created));
  LetterSheet sheet(*pdf);
  sheet.head(letter, recipient, domain::date_of(letter.created, zone));
  put_body(letter.body, sheet);
  sheet.foot();
  return pdf->finish();
}

} // namespace myatlas::formats
