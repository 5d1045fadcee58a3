// What is said of invoices as data, and of the files they are in.
#include "messages/errors.hpp"
#include "messages/tr.hpp"

namespace myatlas::cli {

namespace {

constexpr Message k_einvoice_messages[] = {
  {"pdf.broken", Status::data, N_("This is not a PDF that can be read: it is cut off or damaged"), N_("Ask for the file again.")},
  {"pdf.encrypted", Status::data, N_("The PDF opens with a password only"), N_("Ask for a file without a password.")},
  {"pdf.costly", Status::data, N_("The PDF takes more time or memory to read than any invoice needs"), N_("Ask for the file again; do not open this one.")},
  {"xml.syntax", Status::data, N_("This is not well-formed XML: it stops making sense on line {0}"), N_("Ask for the file again.")},
  {"xml.doctype", Status::data, N_("The XML declares a document type, which an invoice never does: it is not read"), N_("Ask for a file without one.")},
  {"xml.large", Status::data, N_("The XML has more than {0} bytes"), N_("An invoice is much smaller: ask for the file again.")},
  {"xml.costly", Status::data, N_("Reading this XML takes more memory or time than an invoice may"), N_("Ask for the file again.")},
  {"xml.library", Status::settings, N_("The library {0} is not installed: XML cannot be read"), N_("Install the package libxml2.")},
  {"einvoice.no_xml", Status::data, N_("The PDF embeds no invoice as data"), N_("Ask for a Factur-X, or give what it says as options.")},
  {"einvoice.zugferd_1", Status::data, N_("The PDF embeds an invoice of ZUGFeRD 1, which is no longer in use"), N_("Ask for a Factur-X.")},
  {"einvoice.attachment", Status::data, N_("The invoice in the PDF cannot be unpacked: {0}"), N_("Ask for the file again.")},
  {"einvoice.root", Status::data, N_("The XML is not an invoice but \"{0}\": CrossIndustryInvoice, Invoice or CreditNote is expected"),
   N_("Give the invoice itself.")},
  {"einvoice.date", Status::data, N_("\"{1}\" is not a date ({0})"), N_("Ask for an invoice that can be read.")},
  {"einvoice.amount", Status::data, N_("\"{1}\" is not an amount ({0}): a decimal point and at most two decimals are expected"),
   N_("Ask for an invoice that can be read.")},
  {"einvoice.required", Status::data, N_("The invoice lacks its {0}, which every invoice has"), N_("Ask for a complete invoice.")},
  {"einvoice.sum", Status::data, N_("{1} does not agree with the other amounts, which come to {2} ({0})"), N_("Ask for an invoice that adds up.")},
  {"einvoice.siret", Status::data, N_("\"{0}\" is not a SIRET: its key is wrong"), N_("Check the number with its issuer.")},
  {"einvoice.siren", Status::data, N_("\"{0}\" is not a SIREN: its key is wrong"), N_("Check the number with its issuer.")},
  {"einvoice.vat_id", Status::data, N_("\"{0}\" is not a French VAT identifier"), N_("Check the number with its issuer.")},
  {"einvoice.iban", Status::data, N_("{0} is not an IBAN"), N_("Check the account with its issuer.")},
  {"einvoice.ids_differ", Status::data, N_("The numbers of one company differ: {0} and {1}"), N_("Check them with their issuer.")},
  {"einvoice.profile_unknown", Status::data, N_("The profile \"{0}\" is not known: the invoice was read as any other"), N_("Check what was read.")},
  {"einvoice.profile_thin", Status::data, N_("The profile {0} has no lines: it is not a whole invoice under the mandate of 2026"),
   N_("Ask for the profile BASIC or EN 16931.")},
  {"einvoice.type", Status::data, N_("\"{0}\" is not a type of invoice (BT-3)"), N_("380 is an invoice, 381 a credit note.")},
  {"einvoice.party_unknown", Status::data, N_("The name of {0} is not known: an invoice says who writes it and who gets it"),
   N_("Ask the public register: myatlas check siret {0} --online")},
  {"einvoice.exemption_unknown", Status::data, N_("Why {0} bills no VAT is not known: an invoice without VAT names the article"),
   N_("Tell it once: myatlas edit-account --vat-exemption 261-4-4a (training, attested by the tax office) or 293b (franchise)")},
  {"einvoice.several_rates", Status::data, N_("The invoice {0} has VAT of several rates, which the store does not hold apart"),
   N_("Send the invoice your software makes.")},
  {"pdf.font", Status::settings, N_("The font {0} is not installed, which a Factur-X has in it"), N_("Install the package fonts-dejavu-core.")},
  {"einvoice.contradicts", Status::data, N_("\"{0}\" was given and the invoice says \"{1}\""), N_("Leave the option out, or correct it.")},
  {"einvoice.currency", Status::data, N_("The invoice is in {0}: euros are expected"), N_("Ask for an invoice in euros.")},
  {"einvoice.credit_note", Status::data, N_("{0} is a credit note, which is not sent as an invoice"), N_("Take the invoice back: myatlas cancel-invoice")},
};

} // namespace

std::span<const Message> einvoice_messages()
{
  return k_einvoice_messages;
}

} // namespace myatlas::cli
