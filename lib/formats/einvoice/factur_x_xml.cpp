#include <fmt/format.h>

#include "formats/einvoice/factur_x.hpp"
#include "formats/mail/markup.hpp"
#include "formats/text/in_french.hpp"
#include "util/text.hpp"

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

// What an OPCO compares with the agreement and the certificate (doc/sources/invoices.md), and what
// invoices say of payment.
std::string notes_xml(const IssuedInvoice& i)
{
  std::string notes =
    i.activity_number.empty() ? "" : note("Déclaration d'activité n° " + i.activity_number, "");
  const InvoicedTraining& t = i.training;
  std::string told = t.title;
  if (t.hours) {
    told += ", " + hours_told(t);
  }
  if (!t.deca.empty()) {
    told += ", contrat d'apprentissage n° " + t.deca;
  }
  for (const std::string& name : t.trainees) {
    told += (&name == t.trainees.data() ? " : " : ", ") + name;
  }
  notes += note(told, "AAI");
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

std::string party(const char* name, const InvoiceParty& p, bool is_seller)
{
  const std::string siren = p.siret.substr(0, 9);
  std::string xml = fmt::format("<ram:{}>", name);
  xml += p.siret.empty()
           ? ""
           : fmt::format("<ram:GlobalID schemeID=\"0009\">{}</ram:GlobalID>", p.siret);
  xml += element("Name", p.name) + element("Description", p.legal_form);
  xml += p.siret.empty()
           ? ""
           : fmt::format("<ram:SpecifiedLegalOrganization><ram:ID "
                         "schemeID=\"0002\">{}</ram:ID></ram:SpecifiedLegalOrganization>",
                         siren);
  xml += "<ram:PostalTradeAddress>" + element("PostcodeCode", p.postcode) +
         element("LineOne", p.address) + element("CityName", p.town) +
         "<ram:CountryID>FR</ram:CountryID></ram:PostalTradeAddress>";
  // The registration the tax office knows it by (BT-32): an exempt provider may have no VAT
  // identifier.
  xml += registration("VA", p.vat_id) + (is_seller ? registration("FC", siren) : "");
  return xml + fmt::format("</ram:{}>", name);
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

std::string tax_xml(const IssuedInvoice& i, const Vat& vat)
{
  const ExemptionWords words =
    i.vat_exemption ? exemption_words(*i.vat_exemption) : ExemptionWords{"", ""};
  return "<ram:ApplicableTradeTax>" + element("CalculatedAmount", tax_of(i.invoice.amounts)) +
         "<ram:TypeCode>VAT</ram:TypeCode>" + element("ExemptionReason", words.mention) +
         element("BasisAmount", i.invoice.amounts.without_tax.text()) +
         element("CategoryCode", vat.category) + element("ExemptionReasonCode", words.code) +
         element("RateApplicablePercent", vat.rate) + "</ram:ApplicableTradeTax>";
}

std::string terms_xml(const domain::Invoice& invoice)
{
  return "<ram:SpecifiedTradePaymentTerms>" +
         element("Description", "Selon l'accord de prise en charge du dossier " + invoice.request) +
         (invoice.is_credit_note() ? "" : day_element("DueDateDateTime", due_date_of(invoice))) +
         "</ram:SpecifiedTradePaymentTerms>";
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

std::string settlement_xml(const IssuedInvoice& i, const Vat& vat)
{
  std::string xml =
    "<ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>";
  if (i.invoice.iban) {
    xml += "<ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>30</"
           "ram:TypeCode><ram:PayeePartyCreditorFinancialAccount>" +
           element("IBANID", i.invoice.iban->text()) +
           "</ram:PayeePartyCreditorFinancialAccount></ram:SpecifiedTradeSettlementPaymentMeans>";
  }
  xml +=
    tax_xml(i, vat) + period_xml(i.training) + terms_xml(i.invoice) + sums_xml(i.invoice.amounts);
  if (i.invoice.is_credit_note()) {
    xml += "<ram:InvoiceReferencedDocument>" + element("IssuerAssignedID", i.invoice.corrects) +
           "</ram:InvoiceReferencedDocument>";
  }
  xml += "</ram:ApplicableHeaderTradeSettlement>";
  return xml;
}

} // namespace

std::string factur_x_xml(const IssuedInvoice& i)
{
  const Vat vat = vat_of(i.invoice.amounts);
  std::string xml =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<rsm:CrossIndustryInvoice "
    "xmlns:rsm=\"urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100\" "
    "xmlns:ram=\"urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:"
    "100\" "
    "xmlns:udt=\"urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100\">"
    "<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>urn:cen."
    "eu:en16931:2017</ram:ID>"
    "</ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>";
  xml += "<rsm:ExchangedDocument>" + element("ID", i.invoice.number) +
         (i.invoice.is_credit_note() ? "<ram:TypeCode>381</ram:TypeCode>"
                                     : "<ram:TypeCode>380</ram:TypeCode>") +
         day_element("IssueDateTime", i.invoice.date) + notes_xml(i) +
         "</rsm:ExchangedDocument><rsm:SupplyChainTradeTransaction>";
  for (std::size_t n = 0; n < i.lines.size(); ++n) {
    xml += line_xml(i.lines[n], n + 1, vat);
  }
  xml += "<ram:ApplicableHeaderTradeAgreement>" + element("BuyerReference", i.invoice.request) +
         party("SellerTradeParty", i.seller, true) + party("BuyerTradeParty", i.buyer, false) +
         "<ram:ContractReferencedDocument>" + element("IssuerAssignedID", i.invoice.request) +
         "</ram:ContractReferencedDocument></"
         "ram:ApplicableHeaderTradeAgreement><ram:ApplicableHeaderTradeDelivery/>";
  return xml + settlement_xml(i, vat) +
         "</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>\n";
}

} // namespace myatlas::formats
