#include "formats/factur_x.hpp"

#include <algorithm>

#include "formats/pdf.hpp"
#include "formats/pdf_a.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

constexpr double k_invoice_left = 56, k_invoice_right = 539, k_invoice_middle = 310;
constexpr Pdf::Style k_invoice_plain{9.5, Pdf::Face::plain, 0}, k_invoice_bold{9.5, Pdf::Face::bold, 0}, k_invoice_small{8, Pdf::Face::plain, 0.35}, k_invoice_title{18, Pdf::Face::bold, 0};

// "1 234,50 €", as it is written in French.
std::string euros(domain::Money amount)
{
  const std::string text = amount.text();
  std::string whole = text.substr(0, text.size() - 3);
  for (std::size_t at = whole.size(); at > 3 + (whole[0] == '-' ? 1U : 0U); at -= 3) {
    whole.insert(at - 3, "\xE2\x80\xAF");
  }
  return whole + "," + text.substr(text.size() - 2) + "\xC2\xA0€";
}

std::string french_day(domain::Date date)
{
  const std::string text = date.text();
  return text.substr(8) + "/" + text.substr(5, 2) + "/" + text.substr(0, 4);
}

double party(Pdf& page, double x, double y, const char* heading, const InvoiceParty& p, const std::string& more)
{
  page.text(x, y, heading, k_invoice_small);
  for (const std::string& line : {p.name, p.address, std::string(util::trim(p.postcode + " " + p.town)), p.siret.empty() ? "" : "SIRET " + p.siret, more}) {
    for (const std::string& part : line.empty() ? std::vector<std::string>{} : page.wrapped(line, 225, k_invoice_plain)) {
      y += 14;
      page.text(x, y, part, &line == &p.name ? k_invoice_bold : k_invoice_plain);
    }
  }
  return y;
}

double lines(Pdf& page, double y, const IssuedInvoice& i)
{
  page.text(k_invoice_left, y, "Désignation", k_invoice_small);
  page.text_right(k_invoice_right, y, "Montant HT", k_invoice_small);
  page.rule(k_invoice_left, k_invoice_right, y + 5, 0.5, 0.5);
  y += 8;
  for (const IssuedLine& line : i.lines) {
    double row = y;
    for (const std::string& part : page.wrapped(line.what, 360, k_invoice_plain)) {
      row += 14;
      page.text(k_invoice_left, row, part, k_invoice_plain);
    }
    page.text_right(k_invoice_right, y + 14, euros(line.amount), k_invoice_plain);
    y = row;
  }
  page.rule(k_invoice_left, k_invoice_right, y + 8, 0.5, 0.5);
  return y + 12;
}

double totals(Pdf& page, double y, const domain::InvoiceAmounts& a)
{
  const bool taxed = a.vat_rate.value_or(0) > 0;
  const std::pair<std::string, domain::Money> rows[] = {{"Total HT", a.without_tax},
                                                        {taxed ? "TVA " + domain::percent_text(*a.vat_rate) + "\xC2\xA0%" : "TVA", a.tax.value_or(domain::Money{})},
                                                        {"Total TTC à payer", a.with_tax.value_or(a.without_tax)}};
  for (const auto& [label, amount] : rows) {
    y += 16;
    const Pdf::Style& style = &label == &rows[2].first ? k_invoice_bold : k_invoice_plain;
    page.text(k_invoice_middle + 40, y, label, style);
    page.text_right(k_invoice_right, y, euros(amount), style);
  }
  return y;
}

} // namespace

util::Result<std::string> factur_x(const IssuedInvoice& i, util::Instant created)
{
  const std::string title = "Facture " + i.invoice.number;
  const util::Result<std::unique_ptr<Pdf>> made = Pdf::create(title, i.seller.name, created, Pdf::Fonts::embedded);
  if (!made) {
    return made.errors();
  }
  Pdf& page = **made;
  page.text(k_invoice_left, 76, "Facture", k_invoice_title);
  page.text_right(k_invoice_right, 70, "N°\xC2\xA0" + i.invoice.number, k_invoice_bold);
  page.text_right(k_invoice_right, 84, "du " + french_day(i.invoice.date), k_invoice_plain);
  const std::string activity = i.activity_number.empty() ? "" : "Déclaration d'activité n°\xC2\xA0" + i.activity_number;
  const double left = party(page, k_invoice_left, 116, "Émetteur", i.seller, activity), right = party(page, k_invoice_middle, 116, "Destinataire", i.buyer, "");
  double y = std::max(left, right) + 30;
  page.text(k_invoice_left, y, "Dossier de prise en charge\xC2\xA0: " + i.invoice.request, k_invoice_plain);
  y = totals(page, lines(page, y + 26, i), i.invoice.amounts) + 34;
  if (i.invoice.amounts.vat_rate.value_or(0) == 0) {
    page.text(k_invoice_left, y, "Exonération de TVA, article 261-4-4° a du CGI.", k_invoice_plain);
    y += 16;
  }
  if (i.invoice.iban) {
    page.text(k_invoice_left, y, "À payer par virement sur le compte " + i.invoice.iban->text() + ".", k_invoice_plain);
    y += 16;
  }
  page.text(k_invoice_left, y, "Paiement selon l'accord de prise en charge du dossier " + i.invoice.request + ".", k_invoice_plain);
  page.text(k_invoice_left, 800, "Factur-X, profil EN 16931\xC2\xA0: cette facture contient ses données (factur-x.xml).", k_invoice_small);
  const util::Result<std::string> pdf = page.finish();
  return pdf ? as_factur_x(*pdf, factur_x_xml(i), title, i.seller.name, created) : pdf;
}

} // namespace myatlas::formats
