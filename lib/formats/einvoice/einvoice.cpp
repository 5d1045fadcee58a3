#include "formats/einvoice/einvoice.hpp"

#include <algorithm>

#include "formats/einvoice/pdf_attachment.hpp"
#include "formats/xml/xml.hpp"
#include "util/decimal.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::formats {

namespace {

using domain::EInvoice;
using domain::EInvoiceParty;

constexpr XmlNamespace k_namespaces[] = {
  {"rsm", "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"},
  {"ram", "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"},
  {"udt", "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"},
  {"cac", "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"},
  {"cbc", "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"},
};
constexpr std::string_view k_ubl_invoice = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2";
constexpr std::string_view k_ubl_credit_note =
  "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2";

// Where a syntax has the terms of the norm. Empty: it has none.
struct Terms
{
  const char *profile, *number, *type, *issued, *due, *currency, *buyer_reference, *order,
    *contract, *preceding, *iban;
  const char *seller, *buyer;
  const char *lines, *allowances, *charges, *without_tax, *tax, *with_tax, *prepaid, *rounding,
    *amount_due;
  const char *taxes, *tax_base, *tax_amount, *tax_category, *tax_rate, *tax_reason,
    *tax_reason_code;
  const char *line, *line_amount, *line_status, *line_category, *adjustment, *adjustment_amount,
    *adjustment_category, *is_charge;
  const char *logistics, *representative;
};

#define MYATLAS_AGREEMENT "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement/"
#define MYATLAS_SETTLEMENT "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement/"
#define MYATLAS_SUMS MYATLAS_SETTLEMENT "ram:SpecifiedTradeSettlementHeaderMonetarySummation/"

constexpr Terms k_cii = {
  .profile = "rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID",
  .number = "rsm:ExchangedDocument/ram:ID",
  .type = "rsm:ExchangedDocument/ram:TypeCode",
  .issued = "rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString",
  .due = MYATLAS_SETTLEMENT "ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/udt:DateTimeString",
  .currency = MYATLAS_SETTLEMENT "ram:InvoiceCurrencyCode",
  .buyer_reference = MYATLAS_AGREEMENT "ram:BuyerReference",
  .order = MYATLAS_AGREEMENT "ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID",
  .contract = MYATLAS_AGREEMENT "ram:ContractReferencedDocument/ram:IssuerAssignedID",
  .preceding = MYATLAS_SETTLEMENT "ram:InvoiceReferencedDocument/ram:IssuerAssignedID",
  .iban = MYATLAS_SETTLEMENT
  "ram:SpecifiedTradeSettlementPaymentMeans/ram:PayeePartyCreditorFinancialAccount/ram:IBANID",
  .seller = MYATLAS_AGREEMENT "ram:SellerTradeParty",
  .buyer = MYATLAS_AGREEMENT "ram:BuyerTradeParty",
  .lines = MYATLAS_SUMS "ram:LineTotalAmount",
  .allowances = MYATLAS_SUMS "ram:AllowanceTotalAmount",
  .charges = MYATLAS_SUMS "ram:ChargeTotalAmount",
  .without_tax = MYATLAS_SUMS "ram:TaxBasisTotalAmount",
  .tax = MYATLAS_SUMS "ram:TaxTotalAmount",
  .with_tax = MYATLAS_SUMS "ram:GrandTotalAmount",
  .prepaid = MYATLAS_SUMS "ram:TotalPrepaidAmount",
  .rounding = MYATLAS_SUMS "ram:RoundingAmount",
  .amount_due = MYATLAS_SUMS "ram:DuePayableAmount",
  .taxes = MYATLAS_SETTLEMENT "ram:ApplicableTradeTax",
  .tax_base = "ram:BasisAmount",
  .tax_amount = "ram:CalculatedAmount",
  .tax_category = "ram:CategoryCode",
  .tax_rate = "ram:RateApplicablePercent",
  .tax_reason = "ram:ExemptionReason",
  .tax_reason_code = "ram:ExemptionReasonCode",
  .line = "rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem",
  .line_amount = "ram:SpecifiedLineTradeSettlement/"
                 "ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount",
  .line_status = "ram:AssociatedDocumentLineDocument/ram:LineStatusReasonCode",
  .line_category = "ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax/ram:CategoryCode",
  .adjustment = MYATLAS_SETTLEMENT "ram:SpecifiedTradeAllowanceCharge",
  .adjustment_amount = "ram:ActualAmount",
  .adjustment_category = "ram:CategoryTradeTax/ram:CategoryCode",
  .is_charge = "ram:ChargeIndicator/udt:Indicator",
  .logistics = MYATLAS_SETTLEMENT "ram:SpecifiedLogisticsServiceCharge/ram:AppliedAmount",
  .representative = MYATLAS_AGREEMENT
  "ram:SellerTaxRepresentativeTradeParty/ram:SpecifiedTaxRegistration/ram:ID[@schemeID=VA]",
};

constexpr Terms k_ubl = {
  .profile = "cbc:CustomizationID",
  .number = "cbc:ID",
  .type = "cbc:InvoiceTypeCode",
  .issued = "cbc:IssueDate",
  .due = "cbc:DueDate",
  .currency = "cbc:DocumentCurrencyCode",
  .buyer_reference = "cbc:BuyerReference",
  .order = "cac:OrderReference/cbc:ID",
  .contract = "cac:ContractDocumentReference/cbc:ID",
  .preceding = "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID",
  .iban = "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID",
  .seller = "cac:AccountingSupplierParty/cac:Party",
  .buyer = "cac:AccountingCustomerParty/cac:Party",
  .lines = "cac:LegalMonetaryTotal/cbc:LineExtensionAmount",
  .allowances = "cac:LegalMonetaryTotal/cbc:AllowanceTotalAmount",
  .charges = "cac:LegalMonetaryTotal/cbc:ChargeTotalAmount",
  .without_tax = "cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount",
  .tax = "cac:TaxTotal/cbc:TaxAmount",
  .with_tax = "cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount",
  .prepaid = "cac:LegalMonetaryTotal/cbc:PrepaidAmount",
  .rounding = "cac:LegalMonetaryTotal/cbc:PayableRoundingAmount",
  .amount_due = "cac:LegalMonetaryTotal/cbc:PayableAmount",
  .taxes = "cac:TaxTotal/cac:TaxSubtotal",
  .tax_base = "cbc:TaxableAmount",
  .tax_amount = "cbc:TaxAmount",
  .tax_category = "cac:TaxCategory/cbc:ID",
  .tax_rate = "cac:TaxCategory/cbc:Percent",
  .tax_reason = "cac:TaxCategory/cbc:TaxExemptionReason",
  .tax_reason_code = "cac:TaxCategory/cbc:TaxExemptionReasonCode",
  .line = "cac:InvoiceLine",
  .line_amount = "cbc:LineExtensionAmount",
  .line_status = "",
  .line_category = "cac:Item/cac:ClassifiedTaxCategory/cbc:ID",
  .adjustment = "cac:AllowanceCharge",
  .adjustment_amount = "cbc:Amount",
  .adjustment_category = "cac:TaxCategory/cbc:ID",
  .is_charge = "cbc:ChargeIndicator",
  .logistics = "",
  .representative = "cac:TaxRepresentativeParty/cac:PartyTaxScheme/cbc:CompanyID",
};

#undef MYATLAS_SUMS
#undef MYATLAS_SETTLEMENT
#undef MYATLAS_AGREEMENT

std::string digits_in(const std::string& text)
{
  return util::without_blanks(text, ".-");
}

// Reads one document, every value that is there or why it cannot be.
class TermReader
{
public:
  TermReader(XmlElement root, const Terms& terms) : m_root(root), m_terms(terms) {}

  util::Result<EInvoice> read(domain::EInvoiceFormat format, bool is_credit_note)
  {
    m_invoice.format = format;
    m_invoice.profile = text(m_terms.profile);
    m_invoice.number = text(m_terms.number);
    m_invoice.type_code = text(is_credit_note ? "cbc:CreditNoteTypeCode" : m_terms.type);
    m_invoice.is_credit_note = is_credit_note || domain::is_credit_note_type(m_invoice.type_code);
    for (const XmlElement& reference : m_root.all(m_terms.preceding, k_namespaces)) {
      m_invoice.preceding.emplace_back(util::trim(util::printable(reference.text())));
    }
    m_invoice.issued = date(m_terms.issued, "BT-2");
    m_invoice.due =
      date(is_credit_note ? "cac:PaymentMeans/cbc:PaymentDueDate" : m_terms.due, "BT-9");
    m_invoice.currency = text(m_terms.currency);
    m_invoice.buyer_reference = text(m_terms.buyer_reference);
    m_invoice.order = text(m_terms.order);
    m_invoice.contract = text(m_terms.contract);
    m_invoice.iban = util::to_upper(util::without_blanks(text(m_terms.iban)));
    read_sums();
    read_taxes();
    read_details(is_credit_note);
    return m_problems.empty() ? util::Result<EInvoice>(m_invoice)
                              : util::Result<EInvoice>(m_problems);
  }

  XmlElement party(const char* path) const
  {
    const std::vector<XmlElement> found = m_root.all(path, k_namespaces);
    return found.empty() ? XmlElement(nullptr) : found.front();
  }

private:
  std::string text(const char* path) const
  {
    return util::printable(m_root.text_at(path, k_namespaces));
  }

  std::optional<domain::Date> date(const char* path, const char* term)
  {
    const std::string written = text(path);
    if (written.empty()) {
      return std::nullopt;
    }
    const bool compact = written.size() == 8 && util::is_digits(written); // CII: format 102
    const auto read = domain::Date::parse(compact ? written.substr(0, 4) + "-" +
                                                      written.substr(4, 2) + "-" + written.substr(6)
                                                  : written.substr(0, 10));
    if (!read) {
      m_problems.push_back(util::Error{"einvoice.date", {term, written}}.at(term));
    }
    return read ? std::optional(*read) : std::nullopt;
  }

  std::optional<domain::Money> amount(const std::string& written, const char* term)
  {
    if (written.empty()) {
      return std::nullopt;
    }
    const auto read = domain::Money::parse(without_zeros(written));
    if (!read && read.error().code == "amount.precision") { // told with what is wrong (BR-DEC)
      m_invoice.long_amounts.push_back({term, util::printable(written)});
      return rounded(without_zeros(written));
    }
    if (!read) {
      m_problems.push_back(
        util::Error{"einvoice.amount", {term, util::printable(written)}}.at(term));
    }
    return read ? std::optional(*read) : std::nullopt;
  }

  static std::optional<domain::Money> rounded(const std::string& text)
  {
    const util::Result<util::Decimal> exact = util::parse_decimal(text);
    __int128 one = 1;
    for (int digit = 0; digit < exact->scale; ++digit) {
      one *= 10;
    }
    return domain::Money{util::divide_half_up(__int128{exact->units} * 100, one)};
  }

  // "27.6000" is 27.60; "+5" is 5.
  static std::string without_zeros(std::string text)
  {
    while (text.find('.') != text.npos && text.ends_with('0')) {
      text.pop_back();
    }
    if (text.ends_with('.')) {
      text.pop_back();
    }
    return text.starts_with('+') ? text.substr(1) : text;
  }

  // The total in the invoice's currency: another may stand beside it for the books.
  std::string tax_total()
  {
    const std::vector<XmlElement> found = m_root.all(m_terms.tax, k_namespaces);
    const auto own = std::ranges::find_if(
      found, [&](const XmlElement& e) { return e.attribute("currencyID") == m_invoice.currency; });
    const XmlElement* total = own != found.end() ? &*own : found.empty() ? nullptr : &found.front();
    m_invoice.tax_has_currency = total == nullptr || !total->attribute("currencyID").empty();
    return total == nullptr ? "" : total->text();
  }

  void read_sums()
  {
    m_invoice.lines = amount(text(m_terms.lines), "BT-106");
    m_invoice.allowances = amount(text(m_terms.allowances), "BT-107");
    m_invoice.charges = amount(text(m_terms.charges), "BT-108");
    m_invoice.without_tax = amount(text(m_terms.without_tax), "BT-109");
    m_invoice.tax = amount(tax_total(), "BT-110");
    m_invoice.with_tax = amount(text(m_terms.with_tax), "BT-112");
    m_invoice.prepaid = amount(text(m_terms.prepaid), "BT-113");
    m_invoice.rounding = amount(text(m_terms.rounding), "BT-114");
    m_invoice.amount_due = amount(text(m_terms.amount_due), "BT-115");
  }

  void read_taxes()
  {
    for (const XmlElement& element : m_root.all(m_terms.taxes, k_namespaces)) {
      domain::EInvoiceTax tax;
      tax.category = util::printable(element.text_at(m_terms.tax_category, k_namespaces));
      tax.base = amount(element.text_at(m_terms.tax_base, k_namespaces), "BT-116");
      tax.tax = amount(element.text_at(m_terms.tax_amount, k_namespaces), "BT-117");
      tax.exemption = util::printable(element.text_at(m_terms.tax_reason, k_namespaces));
      tax.exemption_code = util::printable(element.text_at(m_terms.tax_reason_code, k_namespaces));
      if (const std::string rate = element.text_at(m_terms.tax_rate, k_namespaces); !rate.empty()) {
        tax.rate = util::collect(domain::parse_percent(without_zeros(rate)), m_problems, "BT-119");
      }
      m_invoice.taxes.push_back(std::move(tax));
    }
  }

  domain::EInvoicePart part(const XmlElement& element, const char* path, const char* category,
                            const char* term)
  {
    return {amount(element.text_at(path, k_namespaces), term),
            util::printable(element.text_at(category, k_namespaces)), true};
  }

  // A line that groups others or informs counts for nothing where the profile knows such lines
  // (BT-X-8).
  bool is_detail(const XmlElement& line) const
  {
    const std::string status =
      *m_terms.line_status == 0
        ? ""
        : util::to_upper(util::trim(line.text_at(m_terms.line_status, k_namespaces)));
    return status.empty() || status == "DETAIL";
  }

  void read_details(bool is_credit_note)
  {
    for (const XmlElement& line :
         m_root.all(is_credit_note ? "cac:CreditNoteLine" : m_terms.line, k_namespaces)) {
      m_invoice.line_parts.push_back(
        part(line, m_terms.line_amount, m_terms.line_category, "BT-131"));
      m_invoice.line_parts.back().counts = is_detail(line);
    }
    for (const XmlElement& adjustment : m_root.all(m_terms.adjustment, k_namespaces)) {
      const bool charge = adjustment.text_at(m_terms.is_charge, k_namespaces) == "true" ||
                          adjustment.text_at(m_terms.is_charge, k_namespaces) == "1";
      (charge ? m_invoice.charge_parts : m_invoice.allowance_parts)
        .push_back(part(adjustment, m_terms.adjustment_amount, m_terms.adjustment_category,
                        charge ? "BT-99" : "BT-92"));
    }
    for (const XmlElement& fee : *m_terms.logistics == 0
                                   ? std::vector<XmlElement>{}
                                   : m_root.all(m_terms.logistics, k_namespaces)) {
      m_invoice.logistics_parts.push_back({amount(fee.text(), "BT-X-272"), "", true});
    }
    m_invoice.has_representative = !m_root.text_at(m_terms.representative, k_namespaces).empty();
  }

  XmlElement m_root;
  const Terms& m_terms;
  EInvoice m_invoice;
  util::Errors m_problems;
};

// By what the numbers are: their schemes are mixed up in the wild (doc/sources/invoices.md).
void take_numbers(EInvoiceParty& party, const std::string& global, const std::string& legal)
{
  party.legal_id = legal;
  party.siret = digits_in(global);
  const std::string of_register = digits_in(legal);
  if (party.siret.empty() && of_register.size() == 14 && util::is_digits(of_register)) {
    party.siret = of_register;
  }
  const bool has_vat = party.vat_id.starts_with("FR") && party.vat_id.size() == 13;
  party.siren = of_register.size() == 9 && util::is_digits(of_register) ? of_register
                : !party.siret.empty()                                  ? party.siret.substr(0, 9)
                : has_vat                                               ? party.vat_id.substr(4)
                                                                        : "";
}

EInvoiceParty cii_party(const XmlElement& element)
{
  EInvoiceParty party;
  party.name = util::printable(element.text_at("ram:Name", k_namespaces));
  party.vat_id = util::to_upper(util::without_blanks(util::printable(
    element.text_at("ram:SpecifiedTaxRegistration/ram:ID[@schemeID=VA]", k_namespaces))));
  const std::string global = element.text_at("ram:GlobalID[@schemeID=0009]", k_namespaces);
  take_numbers(
    party, util::printable(global),
    util::printable(element.text_at("ram:SpecifiedLegalOrganization/ram:ID", k_namespaces)));
  return party;
}

EInvoiceParty ubl_party(const XmlElement& element)
{
  EInvoiceParty party;
  const std::string legal_name =
    element.text_at("cac:PartyLegalEntity/cbc:RegistrationName", k_namespaces);
  party.name = util::printable(
    legal_name.empty() ? element.text_at("cac:PartyName/cbc:Name", k_namespaces) : legal_name);
  for (const XmlElement& scheme : element.all("cac:PartyTaxScheme", k_namespaces)) {
    if (scheme.text_at("cac:TaxScheme/cbc:ID", k_namespaces) == "VAT") {
      party.vat_id = util::to_upper(
        util::without_blanks(util::printable(scheme.text_at("cbc:CompanyID", k_namespaces))));
    }
  }
  const std::string global =
    element.text_at("cac:PartyIdentification/cbc:ID[@schemeID=0009]", k_namespaces);
  take_numbers(
    party, util::printable(global),
    util::printable(element.text_at("cac:PartyLegalEntity/cbc:CompanyID", k_namespaces)));
  return party;
}

using PartyReader = EInvoiceParty (*)(const XmlElement&);

// Whether a party names a registration for tax other than a VAT identifier (BT-32).
bool is_registered(const XmlElement& party)
{
  const std::vector<XmlElement> schemes = party.all("cac:PartyTaxScheme", k_namespaces);
  return !party.text_at("ram:SpecifiedTaxRegistration/ram:ID[@schemeID=FC]", k_namespaces)
            .empty() ||
         std::ranges::any_of(schemes, [](const XmlElement& scheme) {
           return scheme.text_at("cac:TaxScheme/cbc:ID", k_namespaces) != "VAT" &&
                  !scheme.text_at("cbc:CompanyID", k_namespaces).empty();
         });
}

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
    return read_with(root, k_cii,
                     from_pdf ? domain::EInvoiceFormat::factur_x : domain::EInvoiceFormat::cii,
                     false, cii_party);
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
  const util::Result<std::string> xml = invoice_xml_in(bytes);
  return xml ? read_xml(*xml, true, reading) : util::Result<EInvoice>(xml.errors());
}

} // namespace myatlas::formats
