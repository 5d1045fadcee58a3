#include <fmt/format.h>
#include <fmt/ranges.h>

#include "formats/einvoice/factur_x.hpp"
#include "formats/mail/markup.hpp"

namespace myatlas::formats {

namespace {

std::string element(const char* name, std::string_view text)
{
  return text.empty() ? "" : fmt::format("<ram:{0}>{1}</ram:{0}>", name, escaped_markup(text));
}

std::string day(domain::Date date)
{
  std::string digits = date.text();
  std::erase(digits, '-');
  return digits;
}

std::string day_element(const char* name, domain::Date date)
{
  return fmt::format(
    "<ram:{0}><udt:DateTimeString format=\"102\">{1}</udt:DateTimeString></ram:{0}>", name,
    day(date));
}

std::string note(const std::string& text, const char* subject)
{
  return "<ram:IncludedNote>" + element("Content", text) + element("SubjectCode", subject) +
         "</ram:IncludedNote>";
}

std::string contract_told(const InvoicedTraining& t)
{
  return t.deca.empty() ? "" : ", contrat d'apprentissage n° " + t.deca;
}

std::string trainees_told(const InvoicedTraining& t)
{
  return t.trainees.empty() ? "" : fmt::format(" : {}", fmt::join(t.trainees, ", "));
}

std::string training_told(const InvoicedTraining& t)
{
  std::string told = t.title;
  if (t.hours) {
    told += ", " + hours_told(t);
  }
  return told + contract_told(t) + trainees_told(t);
}

// What an OPCO compares with the agreement and the certificate (doc/sources/invoices.md), and what
// invoices say of payment.
std::string activity_note(const std::string& number)
{
  return number.empty() ? "" : note("Déclaration d'activité n° " + number, "");
}

std::string notes_xml(const IssuedInvoice& i)
{
  std::string notes = activity_note(i.activity_number);
  notes += note(training_told(i.training), "AAI");
  for (const PaymentMention& mention : k_payment_mentions) {
    notes += note(mention.text, mention.subject);
  }
  return notes;
}

// The days of the training (BG-14).
std::string period_xml(const InvoicedTraining& training)
{
  return training.start && training.end
           ? "<ram:BillingSpecifiedPeriod>" + day_element("StartDateTime", *training.start) +
               day_element("EndDateTime", *training.end) + "</ram:BillingSpecifiedPeriod>"
           : "";
}

std::string registration(const char* scheme, const std::string& id)
{
  return id.empty() ? ""
                    : fmt::format("<ram:SpecifiedTaxRegistration><ram:ID "
                                  "schemeID=\"{}\">{}</ram:ID></ram:SpecifiedTaxRegistration>",
                                  scheme, id);
}

std::string global_id(const std::string& siret)
{
  return siret.empty() ? ""
                       : fmt::format("<ram:GlobalID schemeID=\"0009\">{}</ram:GlobalID>", siret);
}

std::string legal_organization(const std::string& siren)
{
  return siren.empty()
           ? ""
           : fmt::format("<ram:SpecifiedLegalOrganization><ram:ID "
                         "schemeID=\"0002\">{}</ram:ID></ram:SpecifiedLegalOrganization>",
                         siren);
}

std::string address_xml(const InvoiceParty& p)
{
  return "<ram:PostalTradeAddress>" + element("PostcodeCode", p.postcode) +
         element("LineOne", p.address) + element("CityName", p.town) +
         "<ram:CountryID>FR</ram:CountryID></ram:PostalTradeAddress>";
}

// The tax office knows a seller by a registration (BT-32): an exempt provider may have no VAT
// identifier.
std::string party(const char* name, const InvoiceParty& p, bool is_seller)
{
  const std::string siren = p.siret.substr(0, 9);
  return fmt::format("<ram:{}>", name) + global_id(p.siret) + element("Name", p.name) +
         element("Description", p.legal_form) + legal_organization(siren) + address_xml(p) +
         registration("VA", p.vat_id) + (is_seller ? registration("FC", siren) : "") +
         fmt::format("</ram:{}>", name);
}

// Of a line, and of the whole.
struct Vat
{
  const char* category;
  std::string rate;
};

Vat vat_of(const domain::InvoiceAmounts& amounts)
{
  const bool taxed = amounts.vat_rate.value_or(0) > 0;
  return taxed ? Vat{"S", domain::percent_text(*amounts.vat_rate)} : Vat{"E", "0"};
}

std::string line_xml(const IssuedLine& line, std::size_t number, const Vat& vat)
{
  return fmt::format(
    "<ram:IncludedSupplyChainTradeLineItem><ram:AssociatedDocumentLineDocument><ram:LineID>{0}</"
    "ram:LineID></ram:AssociatedDocumentLineDocument>"
    "<ram:SpecifiedTradeProduct>{1}</ram:SpecifiedTradeProduct>"
    "<ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice><ram:ChargeAmount>{2}</"
    "ram:ChargeAmount></ram:NetPriceProductTradePrice>"
    "</ram:SpecifiedLineTradeAgreement>"
    "<ram:SpecifiedLineTradeDelivery><ram:BilledQuantity "
    "unitCode=\"C62\">1</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery>"
    "<ram:SpecifiedLineTradeSettlement><ram:ApplicableTradeTax><ram:TypeCode>VAT</"
    "ram:TypeCode><ram:CategoryCode>{3}</ram:CategoryCode>"
    "<ram:RateApplicablePercent>{4}</ram:RateApplicablePercent></ram:ApplicableTradeTax>"
    "<ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>{2}</"
    "ram:LineTotalAmount>"
    "</ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement></"
    "ram:IncludedSupplyChainTradeLineItem>",
    number, element("Name", line.what), line.amount.text(), vat.category, vat.rate);
}

std::string tax_of(const domain::InvoiceAmounts& amounts)
{
  return amounts.tax.value_or(domain::Money{}).text();
}

ExemptionWords exemption_of(const IssuedInvoice& i)
{
  return i.vat_exemption ? exemption_words(*i.vat_exemption) : ExemptionWords{"", ""};
}

std::string tax_xml(const IssuedInvoice& i, const Vat& vat)
{
  const ExemptionWords words = exemption_of(i);
  return "<ram:ApplicableTradeTax>" + element("CalculatedAmount", tax_of(i.invoice.amounts)) +
         "<ram:TypeCode>VAT</ram:TypeCode>" + element("ExemptionReason", words.mention) +
         element("BasisAmount", i.invoice.amounts.without_tax.text()) +
         element("CategoryCode", vat.category) + element("ExemptionReasonCode", words.code) +
         element("RateApplicablePercent", vat.rate) + "</ram:ApplicableTradeTax>";
}

std::string due_xml(const domain::Invoice& invoice)
{
  return invoice.is_credit_note() ? "" : day_element("DueDateDateTime", due_date_of(invoice));
}

std::string terms_xml(const domain::Invoice& invoice)
{
  return "<ram:SpecifiedTradePaymentTerms>" +
         element("Description", "Selon l'accord de prise en charge du dossier " + invoice.request) +
         due_xml(invoice) + "</ram:SpecifiedTradePaymentTerms>";
}

std::string sums_xml(const domain::InvoiceAmounts& a)
{
  const std::string net = a.without_tax.text(), gross = a.with_tax.value_or(a.without_tax).text();
  return "<ram:SpecifiedTradeSettlementHeaderMonetarySummation>" + element("LineTotalAmount", net) +
         element("TaxBasisTotalAmount", net) +
         fmt::format("<ram:TaxTotalAmount currencyID=\"EUR\">{}</ram:TaxTotalAmount>", tax_of(a)) +
         element("GrandTotalAmount", gross) + element("DuePayableAmount", gross) +
         "</ram:SpecifiedTradeSettlementHeaderMonetarySummation>";
}

std::string means_xml(const domain::Invoice& invoice)
{
  if (!invoice.iban) {
    return "";
  }
  return "<ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>30</"
         "ram:TypeCode><ram:PayeePartyCreditorFinancialAccount>" +
         element("IBANID", invoice.iban->text()) +
         "</ram:PayeePartyCreditorFinancialAccount></ram:SpecifiedTradeSettlementPaymentMeans>";
}

std::string corrected_xml(const domain::Invoice& invoice)
{
  if (!invoice.is_credit_note()) {
    return "";
  }
  return "<ram:InvoiceReferencedDocument>" + element("IssuerAssignedID", invoice.corrects) +
         "</ram:InvoiceReferencedDocument>";
}

std::string settlement_xml(const IssuedInvoice& i, const Vat& vat)
{
  return "<ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR</"
         "ram:InvoiceCurrencyCode>" +
         means_xml(i.invoice) + tax_xml(i, vat) + period_xml(i.training) + terms_xml(i.invoice) +
         sums_xml(i.invoice.amounts) + corrected_xml(i.invoice) +
         "</ram:ApplicableHeaderTradeSettlement>";
}

constexpr const char* k_document_begin =
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
  "<rsm:CrossIndustryInvoice "
  "xmlns:rsm=\"urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100\" "
  "xmlns:ram=\"urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:"
  "100\" "
  "xmlns:udt=\"urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100\">"
  "<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>urn:cen."
  "eu:en16931:2017</ram:ID>"
  "</ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>";

std::string type_xml(const domain::Invoice& invoice)
{
  return element("TypeCode", invoice.is_credit_note() ? "381" : "380");
}

std::string document_xml(const IssuedInvoice& i)
{
  return "<rsm:ExchangedDocument>" + element("ID", i.invoice.number) + type_xml(i.invoice) +
         day_element("IssueDateTime", i.invoice.date) + notes_xml(i) + "</rsm:ExchangedDocument>";
}

std::string lines_xml(const std::vector<IssuedLine>& lines, const Vat& vat)
{
  std::string xml;
  for (std::size_t n = 0; n < lines.size(); ++n) {
    xml += line_xml(lines[n], n + 1, vat);
  }
  return xml;
}

std::string agreement_xml(const IssuedInvoice& i)
{
  return "<ram:ApplicableHeaderTradeAgreement>" + element("BuyerReference", i.invoice.request) +
         party("SellerTradeParty", i.seller, true) + party("BuyerTradeParty", i.buyer, false) +
         "<ram:ContractReferencedDocument>" + element("IssuerAssignedID", i.invoice.request) +
         "</ram:ContractReferencedDocument></ram:ApplicableHeaderTradeAgreement>";
}

} // namespace

std::string factur_x_xml(const IssuedInvoice& i)
{
  const Vat vat = vat_of(i.invoice.amounts);
  return k_document_begin + document_xml(i) + "<rsm:SupplyChainTradeTransaction>" +
         lines_xml(i.lines, vat) + agreement_xml(i) + "<ram:ApplicableHeaderTradeDelivery/>" +
         settlement_xml(i, vat) + "</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>\n";
}

} // namespace myatlas::formats
