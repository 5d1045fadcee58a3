#include "formats/einvoice/einvoice.hpp"

#include <algorithm>

#include "formats/einvoice/einvoice_party.hpp"
#include "formats/einvoice/einvoice_terms.hpp"
#include "formats/einvoice/pdf_attachment.hpp"
#include "formats/xml/xml.hpp"
#include "util/decimal.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::formats {

namespace {

using domain::EInvoice;

constexpr std::string_view k_ubl_invoice = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2";
constexpr std::string_view k_ubl_credit_note =
  "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2";

std::string text_in(const XmlElement& element, const char* path)
{
  return util::printable(element.text_at(path, k_namespaces));
}

// CII writes days in its format 102: 20260228.
std::string with_hyphens(const std::string& digits)
{
  return digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6);
}

bool is_bare_day(const std::string& text)
{
  return text.size() == 8 && util::is_digits(text);
}

std::string as_iso_day(const std::string& written)
{
  return is_bare_day(written) ? with_hyphens(written) : written.substr(0, 10);
}

__int128 power_of_ten(int exponent)
{
  __int128 power = 1;
  for (int digit = 0; digit < exponent; ++digit) {
    power *= 10;
  }
  return power;
}

domain::Money rounded(const std::string& text)
{
  const util::Result<util::Decimal> exact = util::parse_decimal(text);
  return domain::Money{
    util::divide_half_up(__int128{exact->units} * 100, power_of_ten(exact->scale))};
}

// "27.6000" is 27.60; "+5" is 5.
std::string without_zeros(std::string text)
{
  while (text.find('.') != text.npos && text.ends_with('0')) {
    text.pop_back();
  }
  if (text.ends_with('.')) {
    text.pop_back();
  }
  return text.starts_with('+') ? text.substr(1) : text;
}

// Reads one document, every value that is there or why it cannot be.
class TermReader
{
public:
  TermReader(XmlElement root, const Terms& terms) : m_root(root), m_terms(terms) {}

  util::Result<EInvoice> read(domain::EInvoiceFormat format, bool is_credit_note)
  {
    m_invoice.format = format;
    read_head(is_credit_note);
    read_references();
    read_sums();
    read_taxes();
    read_lines(is_credit_note ? "cac:CreditNoteLine" : m_terms.line);
    read_adjustments();
    read_logistics();
    m_invoice.has_representative = !m_root.text_at(m_terms.representative, k_namespaces).empty();
    return util::or_problems(m_invoice, m_problems);
  }

  XmlElement party(const char* path) const
  {
    const auto found = m_root.all(path, k_namespaces);
    return found.empty() ? XmlElement(nullptr) : found.front();
  }

private:
  void read_head(bool is_credit_note)
  {
    m_invoice.profile = text(m_terms.profile);
    m_invoice.number = text(m_terms.number);
    m_invoice.type_code = text(is_credit_note ? "cbc:CreditNoteTypeCode" : m_terms.type);
    m_invoice.is_credit_note = is_credit_note || domain::is_credit_note_type(m_invoice.type_code);
    read_preceding();
    m_invoice.issued = date(m_terms.issued, "BT-2");
    m_invoice.due =
      date(is_credit_note ? "cac:PaymentMeans/cbc:PaymentDueDate" : m_terms.due, "BT-9");
  }

  void read_references()
  {
    m_invoice.currency = text(m_terms.currency);
    m_invoice.buyer_reference = text(m_terms.buyer_reference);
    m_invoice.order = text(m_terms.order);
    m_invoice.contract = text(m_terms.contract);
    m_invoice.iban = util::to_upper(util::without_blanks(text(m_terms.iban)));
  }

  std::string text(const char* path) const { return text_in(m_root, path); }

  std::vector<XmlElement> all(const char* path) const { return m_root.all(path, k_namespaces); }

  std::optional<domain::Date> date(const char* path, const char* term)
  {
    const std::string written = text(path);
    if (written.empty()) {
      return std::nullopt;
    }
    return date_of(written, term);
  }

  std::optional<domain::Date> date_of(const std::string& written, const char* term)
  {
    const auto read = domain::Date::parse(as_iso_day(written));
    if (!read) {
      m_problems.push_back(util::Error{"einvoice.date", {term, written}}.at(term));
    }
    return read.as_optional();
  }

  std::optional<domain::Money> amount(const std::string& written, const char* term)
  {
    if (written.empty()) {
      return std::nullopt;
    }
    const auto read = domain::Money::parse(without_zeros(written));
    return read ? *read : wrong_amount(written, read.error(), term);
  }

  std::optional<domain::Money> wrong_amount(const std::string& written, const util::Error& why,
                                            const char* term)
  {
    const std::string told = util::printable(written);
    if (why.code == "amount.precision") { // told with what is wrong (BR-DEC)
      m_invoice.long_amounts.push_back({term, told});
      return rounded(without_zeros(written));
    }
    m_problems.push_back(util::Error{"einvoice.amount", {term, told}}.at(term));
    return std::nullopt;
  }

  // The total in the invoice's currency: another may stand beside it for the books.
  std::string tax_total()
  {
    const std::vector<XmlElement> found = all(m_terms.tax);
    if (found.empty()) {
      m_invoice.tax_has_currency = true;
      return "";
    }
    return text_and_currency(in_own_currency(found));
  }

  std::string text_and_currency(const XmlElement& total)
  {
    m_invoice.tax_has_currency = !total.attribute("currencyID").empty();
    return total.text();
  }

  // Else the first.
  const XmlElement& in_own_currency(const std::vector<XmlElement>& totals) const
  {
    const auto* found = util::find_first(totals, [this](const XmlElement& total) {
      return total.attribute("currencyID") == m_invoice.currency;
    });
    return found == nullptr ? totals.front() : *found;
  }

  void read_preceding()
  {
    for (const XmlElement& reference : all(m_terms.preceding)) {
      m_invoice.preceding.emplace_back(util::trim(util::printable(reference.text())));
    }
  }

  std::optional<domain::Money> sum(const char* path, const char* term)
  {
    return amount(text(path), term);
  }

  void read_sums()
  {
    m_invoice.lines = sum(m_terms.lines, "BT-106");
    m_invoice.allowances = sum(m_terms.allowances, "BT-107");
    m_invoice.charges = sum(m_terms.charges, "BT-108");
    m_invoice.without_tax = sum(m_terms.without_tax, "BT-109");
    m_invoice.tax = amount(tax_total(), "BT-110");
    m_invoice.with_tax = sum(m_terms.with_tax, "BT-112");
    m_invoice.prepaid = sum(m_terms.prepaid, "BT-113");
    m_invoice.rounding = sum(m_terms.rounding, "BT-114");
    m_invoice.amount_due = sum(m_terms.amount_due, "BT-115");
  }

  void read_taxes()
  {
    for (const XmlElement& element : all(m_terms.taxes)) {
      m_invoice.taxes.push_back(tax(element));
    }
  }

  domain::EInvoiceTax tax(const XmlElement& element)
  {
    domain::EInvoiceTax tax;
    tax.category = text_in(element, m_terms.tax_category);
    tax.base = amount(element.text_at(m_terms.tax_base, k_namespaces), "BT-116");
    tax.tax = amount(element.text_at(m_terms.tax_amount, k_namespaces), "BT-117");
    tax.exemption = text_in(element, m_terms.tax_reason);
    tax.exemption_code = text_in(element, m_terms.tax_reason_code);
    tax.rate = rate(element);
    return tax;
  }

  std::optional<std::int64_t> rate(const XmlElement& element)
  {
    const std::string rate = element.text_at(m_terms.tax_rate, k_namespaces);
    if (rate.empty()) {
      return std::nullopt;
    }
    return util::collect(domain::parse_percent(without_zeros(rate)), m_problems, "BT-119");
  }

  domain::EInvoicePart part(const XmlElement& element, const char* path, const char* category,
                            const char* term)
  {
    return {amount(element.text_at(path, k_namespaces), term), text_in(element, category), true};
  }

  // A line that groups others or informs counts for nothing where the profile knows such lines
  // (BT-X-8).
  bool is_detail(const XmlElement& line) const
  {
    const bool has_status = *m_terms.line_status != 0;
    const std::string status = has_status ? status_of(line) : "";
    return status.empty() || status == "DETAIL";
  }

  std::string status_of(const XmlElement& line) const
  {
    return util::to_upper(util::trim(line.text_at(m_terms.line_status, k_namespaces)));
  }

  void read_lines(const char* path)
  {
    for (const XmlElement& line : all(path)) {
      m_invoice.line_parts.push_back(line_part(line));
    }
  }

  domain::EInvoicePart line_part(const XmlElement& line)
  {
    auto read = part(line, m_terms.line_amount, m_terms.line_category, "BT-131");
    read.counts = is_detail(line);
    return read;
  }

  bool is_charge(const XmlElement& adjustment) const
  {
    const std::string told = adjustment.text_at(m_terms.is_charge, k_namespaces);
    return told == "true" || told == "1";
  }

  void read_adjustments()
  {
    for (const XmlElement& adjustment : all(m_terms.adjustment)) {
      if (is_charge(adjustment)) {
        m_invoice.charge_parts.push_back(adjustment_part(adjustment, "BT-99"));
      } else {
        m_invoice.allowance_parts.push_back(adjustment_part(adjustment, "BT-92"));
      }
    }
  }

  domain::EInvoicePart adjustment_part(const XmlElement& adjustment, const char* term)
  {
    return part(adjustment, m_terms.adjustment_amount, m_terms.adjustment_category, term);
  }

  void read_logistics()
  {
    if (*m_terms.logistics == 0) {
      return;
    }
    for (const XmlElement& fee : all(m_terms.logistics)) {
      m_invoice.logistics_parts.push_back({amount(fee.text(), "BT-X-272"), "", true});
    }
  }

  XmlElement m_root;
  const Terms& m_terms;
  EInvoice m_invoice;
  util::Errors m_problems;
};

using PartyReader = domain::EInvoiceParty (*)(const XmlElement&);

util::Result<EInvoice> read_with(const XmlElement& root, const Terms& terms,
                                 domain::EInvoiceFormat format, bool is_credit_note,
                                 PartyReader party)
{
  TermReader reader(root, terms);
  util::Result<EInvoice> invoice = reader.read(format, is_credit_note);
  if (invoice) {
    invoice->seller = party(reader.party(terms.seller));
    invoice->buyer = party(reader.party(terms.buyer));
    invoice->seller_is_registered = is_registered(reader.party(terms.seller));
  }
  return invoice;
}

util::Result<EInvoice> read_xml(std::string_view bytes, bool from_pdf, XmlReading reading)
{
  TRY_ASSIGN(const XmlDocument document, XmlDocument::parse(bytes, reading));
  const XmlElement root = document.root();
  if (root.is(k_namespaces[0].uri, "CrossIndustryInvoice")) {
    const auto format = from_pdf ? domain::EInvoiceFormat::factur_x : domain::EInvoiceFormat::cii;
    return read_with(root, k_cii, format, false, cii_party);
  }
  const bool is_credit_note = root.is(k_ubl_credit_note, "CreditNote");
  if (is_credit_note || root.is(k_ubl_invoice, "Invoice")) {
    return read_with(root, k_ubl, domain::EInvoiceFormat::ubl, is_credit_note, ubl_party);
  }
  return util::Error{"einvoice.root", {root.name()}};
}

} // namespace

util::Result<EInvoice> read_einvoice(std::string_view bytes, XmlReading reading)
{
  if (bytes.empty()) {
    return util::Error{"document.empty", {}};
  }
  if (!is_pdf(bytes)) {
    return read_xml(bytes, false, reading);
  }
  TRY_ASSIGN(const std::string xml, invoice_xml_in(bytes));
  return read_xml(xml, true, reading);
}

} // namespace myatlas::formats
