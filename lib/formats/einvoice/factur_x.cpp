#include "formats/einvoice/factur_x.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "domain/values/calendar.hpp"
#include "formats/pdf/pdf.hpp"
#include "formats/pdf/pdf_a.hpp"
#include "formats/text/in_french.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::formats {

namespace {

constexpr double k_invoice_left = 56, k_invoice_right = 539, k_invoice_middle = 310,
                 k_invoice_bottom = 772;
constexpr double k_invoice_width = k_invoice_right - k_invoice_left, k_invoice_line = 14;
constexpr Pdf::Style k_invoice_plain{.size = 9.5},
  k_invoice_bold{.size = 9.5, .face = Pdf::Face::bold}, k_invoice_small{.size = 8, .grey = 0.35},
  k_invoice_title{.size = 18, .face = Pdf::Face::bold};

// Nothing when there is no text.
std::string labelled(const char* label, const std::string& text)
{
  return text.empty() ? "" : label + text;
}

// "FR76 3000 6000 …", as banks print it.
std::string in_fours(std::string iban)
{
  for (std::size_t at = 4; at < iban.size(); at += 6) {
    iban.insert(at, "\u00A0");
  }
  return iban;
}

std::string kind_of(const IssuedInvoice& invoice)
{
  return invoice.invoice.is_credit_note() ? "Avoir" : "Facture";
}

// The invoice on as many pages as it takes: each says which it is, the table's head stands over
// each part of it, the totals stay together.
class InvoiceSheet
{
public:
  InvoiceSheet(Pdf& page, const IssuedInvoice& invoice) : m_page(page), m_invoice(invoice) {}

  void draw()
  {
    head();
    parties();
    training();
    lines();
    trainees();
    feet();
  }

private:
  struct Sum
  {
    std::string label, amount;
  };

  void head()
  {
    m_page.text(k_invoice_left, 76, kind_of(m_invoice), k_invoice_title);
    m_page.text_right(k_invoice_right, 62, "N°\u00A0" + m_invoice.invoice.number, k_invoice_bold);
    m_page.text_right(k_invoice_right, 76, "du " + short_day_in_french(m_invoice.invoice.date),
                      k_invoice_plain);
    m_page.text_right(k_invoice_right, 90, corrected_or_due(), k_invoice_plain);
  }

  std::string corrected_or_due() const
  {
    const domain::Invoice& invoice = m_invoice.invoice;
    return is_credit() ? "sur la facture n°\u00A0" + invoice.corrects
                       : "à payer au plus tard le " + short_day_in_french(due_date_of(invoice));
  }

  // The name first; what is not told takes no line.
  static std::vector<std::string> lines_about(const InvoiceParty& p, const std::string& activity)
  {
    std::vector<std::string> lines = {p.name, p.legal_form, p.address,
                                      std::string(util::trim(p.postcode + " " + p.town))};
    lines.push_back(labelled("SIRET ", p.siret));
    lines.push_back(labelled("TVA intracommunautaire ", p.vat_id));
    lines.push_back(activity);
    std::erase(lines, "");
    return lines;
  }

  double party(double x, const char* heading, const InvoiceParty& p, const std::string& activity)
  {
    m_page.text(x, 122, heading, k_invoice_small);
    double y = 122;
    // Of the name, which comes first.
    const Pdf::Style* style = p.name.empty() ? &k_invoice_plain : &k_invoice_bold;
    for (const std::string& line : lines_about(p, activity)) {
      y = put_below(x, y, m_page.wrapped(line, 225, *style), *style);
      style = &k_invoice_plain;
    }
    return y;
  }

  // Returns where the last one stands.
  double put_below(double x, double y, const std::vector<std::string>& lines,
                   const Pdf::Style& style)
  {
    for (const std::string& line : lines) {
      y += k_invoice_line;
      m_page.text(x, y, line, style);
    }
    return y;
  }

  void parties()
  {
    const double left =
      party(k_invoice_left, "Émetteur", m_invoice.seller,
            labelled("Déclaration d’activité n°\u00A0", m_invoice.activity_number));
    m_y = std::max(left, party(k_invoice_middle, "Destinataire", m_invoice.buyer, "")) + 30;
  }

  static std::string time_of(const InvoicedTraining& t)
  {
    std::string when;
    if (t.start && t.end) {
      when = fmt::format("Du {} au {}", short_day_in_french(*t.start), short_day_in_french(*t.end));
    }
    if (t.hours) {
      when += (when.empty() ? "Durée\u00A0: " : ", ") + hours_told(t);
    }
    return when;
  }

  void training()
  {
    const InvoicedTraining& t = m_invoice.training;
    paragraph("Dossier de prise en charge\u00A0: " + m_invoice.invoice.request, k_invoice_plain);
    paragraph(labelled("Contrat d’apprentissage n°\u00A0", t.deca), k_invoice_plain);
    paragraph("Formation\u00A0: " + t.title, k_invoice_bold);
    paragraph(time_of(t), k_invoice_plain);
    paragraph(who_is_trained(t), k_invoice_plain);
    m_y += 12;
  }

  static std::string who_is_trained(const InvoicedTraining& t)
  {
    if (t.trainees.size() == 1) {
      return "Stagiaire\u00A0: " + t.trainees.front();
    }
    return t.trainees.empty()
             ? ""
             : fmt::format("{} stagiaires, nommés à la fin de cette facture", t.trainees.size());
  }

  // The last line stays with the totals, which say what it all comes to.
  void lines()
  {
    table_head();
    for (const IssuedLine& line : m_invoice.lines) {
      put_line(line, &line == &m_invoice.lines.back() ? 12 + totals_height() : 0);
    }
    m_page.rule(k_invoice_left, k_invoice_right, m_y + 8, 0.5, 0.5);
    m_y += 12;
    totals();
  }

  // `below`: the room that what stands below takes.
  void put_line(const IssuedLine& line, double below)
  {
    const std::vector<std::string> parts = m_page.wrapped(line.what, 360, k_invoice_plain);
    if (need(k_invoice_line * static_cast<double>(parts.size()) + below)) {
      table_head();
    }
    m_page.text_right(k_invoice_right, m_y + k_invoice_line, euros_in_french(line.amount),
                      k_invoice_plain);
    m_y = put_below(k_invoice_left, m_y, parts, k_invoice_plain);
  }

  void table_head()
  {
    m_page.text(k_invoice_left, m_y, "Désignation", k_invoice_small);
    m_page.text_right(k_invoice_right, m_y, "Montant HT", k_invoice_small);
    m_page.rule(k_invoice_left, k_invoice_right, m_y + 5, 0.5, 0.5);
    m_y += 8;
  }

  std::vector<Sum> sums() const
  {
    const domain::InvoiceAmounts& a = m_invoice.invoice.amounts;
    return {{"Total HT", euros_in_french(a.without_tax)},
            {vat_label(a), euros_in_french(a.tax.value_or(domain::Money{}))},
            {is_credit() ? "Total TTC à déduire" : "Total TTC à payer",
             euros_in_french(a.with_tax.value_or(a.without_tax))}};
  }

  static std::string vat_label(const domain::InvoiceAmounts& a)
  {
    return a.vat_rate.value_or(0) > 0 ? "TVA " + number_in_french(*a.vat_rate) + "\u00A0%" : "TVA";
  }

  std::vector<std::string> mentions() const
  {
    std::vector<std::string> all;
    add_exemption_mention(all);
    if (!is_credit()) {
      add_payment_mentions(all);
    }
    return all;
  }

  void add_exemption_mention(std::vector<std::string>& all) const
  {
    if (m_invoice.vat_exemption) {
      all.emplace_back(std::string(exemption_words(*m_invoice.vat_exemption).mention) + ".");
    }
  }

  void add_payment_mentions(std::vector<std::string>& all) const
  {
    all.push_back(payment_told(m_invoice.invoice));
    for (const PaymentMention& mention : k_payment_mentions) {
      all.emplace_back(mention.text);
    }
  }

  static std::string payment_told(const domain::Invoice& invoice)
  {
    const auto& iban = invoice.iban;
    return fmt::format("À payer au plus tard le {}{}.", short_day_in_french(due_date_of(invoice)),
                       iban ? ", par virement sur le compte " + in_fours(iban->text()) : "");
  }

  double totals_height()
  {
    std::size_t count = 0;
    for (const std::string& mention : mentions()) {
      count += m_page.wrapped(mention, k_invoice_width, k_invoice_plain).size();
    }
    return 3 * 16 + 18 + k_invoice_line * static_cast<double>(count);
  }

  void totals()
  {
    const std::vector<Sum> all = sums();
    for (const Sum& sum : all) {
      put_sum(sum, &sum == &all.back() ? k_invoice_bold : k_invoice_plain);
    }
    m_y += 30;
    put_mentions();
  }

  void put_mentions()
  {
    for (const std::string& mention : mentions()) {
      paragraph(mention, k_invoice_plain);
    }
  }

  void put_sum(const Sum& sum, const Pdf::Style& style)
  {
    m_y += 16;
    m_page.text(k_invoice_middle + 40, m_y, sum.label, style);
    m_page.text_right(k_invoice_right, m_y, sum.amount, style);
  }

  void trainees()
  {
    const std::vector<std::string>& names = m_invoice.training.trainees;
    if (names.size() < 2) {
      return;
    }
    m_y += 12;
    need(3 * k_invoice_line);
    paragraph("Stagiaires\u00A0:", k_invoice_bold);
    paragraph(fmt::format("{}", fmt::join(names, ", ")), k_invoice_plain);
  }

  void paragraph(const std::string& text, const Pdf::Style& style)
  {
    if (text.empty()) {
      return;
    }
    for (const std::string& line : m_page.wrapped(text, k_invoice_width, style)) {
      put_line_of_text(line, style);
    }
  }

  void put_line_of_text(const std::string& line, const Pdf::Style& style)
  {
    need(k_invoice_line);
    m_page.text(k_invoice_left, m_y, line, style);
    m_y += k_invoice_line;
  }

  // Whether it took another page to have so much room.
  bool need(double height)
  {
    if (m_y + height <= k_invoice_bottom) {
      return false;
    }
    begin_page();
    return true;
  }

  void begin_page()
  {
    m_page.new_page();
    m_page.text(k_invoice_left, 62, continued(), k_invoice_small);
    m_y = 90;
  }

  std::string continued() const
  {
    return fmt::format("{} n°\u00A0{} du {} (suite)", kind_of(m_invoice), m_invoice.invoice.number,
                       short_day_in_french(m_invoice.invoice.date));
  }

  void feet()
  {
    const int pages = m_page.pages();
    for (int page = 1; page <= pages; ++page) {
      m_page.go_to(page);
      foot(fmt::format("page {} / {}", page, pages));
    }
  }

  void foot(const std::string& page)
  {
    m_page.text(
      k_invoice_left, 806,
      "Factur-X, profil EN 16931\u00A0: cette facture contient ses données (factur-x.xml).",
      k_invoice_small);
    m_page.text_right(k_invoice_right, 806, page, k_invoice_small);
  }

  bool is_credit() const { return m_invoice.invoice.is_credit_note(); }

  Pdf& m_page;
  const IssuedInvoice& m_invoice;
  double m_y = 0;
};

} // namespace

std::string hours_told(const InvoicedTraining& training)
{
  const std::string hours = hours_in_french(*training.hours);
  if (training.trainees.size() < 2) {
    return hours;
  }
  return hours + (training.each ? " par stagiaire" : " en tout");
}

domain::Date due_date_of(const domain::Invoice& invoice)
{
  return domain::plus_days(invoice.date, 30);
}

ExemptionWords exemption_words(domain::VatExemption exemption)
{
  return exemption == domain::VatExemption::franchise
           ? ExemptionWords{"TVA non applicable, article 293 B du CGI", "VATEX-FR-FRANCHISE"}
           : ExemptionWords{"Exonération de TVA, article 261-4-4° a du CGI", "VATEX-FR-CGI261-4"};
}

util::Result<std::string> factur_x(const IssuedInvoice& i, util::Instant created)
{
  const std::string title = kind_of(i) + " " + i.invoice.number;
  TRY_ASSIGN(const std::unique_ptr<Pdf> made,
             Pdf::create(title, i.seller.name, created, Pdf::Fonts::embedded));
  InvoiceSheet(*made, i).draw();
  TRY_ASSIGN(const std::string pdf, made->finish());
  return as_factur_x(pdf, factur_x_xml(i), title, i.seller.name, created);
}

} // namespace myatlas::formats
