// What is said of invoices as data and the files they are in, and of credit notes.
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
  {"einvoice.decimals", Status::data, N_("{1} has more than two decimals, and an amount has two at most ({0})"), N_("Ask for a complete invoice.")},
  {"einvoice.seller_tax_id", Status::data, N_("VAT of category {1} asks for the seller's VAT identifier or tax registration, which the invoice does not tell ({0})"),
   N_("Ask for a complete invoice.")},
  {"einvoice.buyer_tax_id", Status::data, N_("VAT of category {1} asks for the buyer's VAT identifier, which the invoice does not tell ({0})"),
   N_("Ask for a complete invoice.")},
  {"einvoice.no_tax_id", Status::data, N_("VAT of category {1} goes without VAT identifiers, and the invoice has some ({0})"), N_("Ask for an invoice of the right category.")},
  {"einvoice.reason_missing", Status::data, N_("VAT of category {1} asks for the reason why there is none, which the invoice does not tell ({0})"),
   N_("Ask for an invoice that names it; training: article 261-4-4° a of the CGI.")},
  {"einvoice.reason_needless", Status::data, N_("The invoice says why there is no VAT, which its category {1} has no place for ({0})"), N_("Ask for an invoice of the right category.")},
  {"einvoice.tax_currency", Status::data, N_("The total of VAT, {0}, does not say its currency"), N_("Check what was read.")},
  {"einvoice.paid", Status::data, N_("The invoice says that nothing is left to pay of its {0}"), N_("Check whether it was paid, and by whom.")},
  {"invoice.buyer", Status::data, N_("The invoice is for the company {0}, which is neither the member of the dossier nor the OPCO"),
   N_("Check the dossier, or ask for an invoice to the member or the OPCO.")},
  {"invoice.nothing_due", Status::data, N_("The invoice says that its {0} are paid, and the dossier has the OPCO pay the provider (subrogation)"),
   N_("Ask for an invoice of what the OPCO has to pay.")},
  {"invoice.no_iban", Status::data, N_("The invoice names no account to pay to"), N_("Give it: --iban")},
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
  {"einvoice.credit_note", Status::data, N_("{0} is a credit note and does not say which invoice it takes from (BT-25)"),
   N_("Name the invoice: myatlas upload-invoice FILE --corrects NUMBER")},
  {"einvoice.credit_notes", Status::data, N_("The credit note {0} takes from several invoices, and does not say how much from each: {1}"),
   N_("Ask for one an invoice, or name the one meant: myatlas upload-invoice FILE --corrects NUMBER")},
  {"einvoice.no_credit_note", Status::data, N_("{0} is an invoice and no credit note: it takes from no other"), N_("Leave --corrects out.")},
  {"einvoice.credit_sign", Status::data, N_("A credit note of {0} gives nothing back: its amounts are written without a sign"), N_("Ask for a credit note of a positive amount, or for an invoice.")},
  {"invoice.corrects_required", Status::data, N_("{0} is negative, as in a credit note, and no invoice is named that it takes from"),
   N_("Name the invoice: --corrects NUMBER, or the column facture_corrigee; or correct the amount.")},
  {"invoice.signs", Status::data, N_("{0} and the amount before tax, {1}, have different signs"), N_("Write all amounts of a credit note alike.")},
  {"invoice.corrects_unknown", Status::data, N_("There is no invoice {0} of this provider that a credit note could take from"),
   N_("Send the invoice first, or check its number: myatlas list-invoices")},
  {"invoice.corrects_credit", Status::data, N_("{0} is a credit note itself"), N_("Name the invoice.")},
  {"invoice.corrects_request", Status::data, N_("Invoice {0} is of dossier {1}, not of {2}"), N_("Give the dossier of the invoice.")},
  {"invoice.corrects_state", Status::data, N_("Invoice {0} is in state {1}: there is nothing to take back of it"), N_("Leave the credit note out.")},
  {"invoice.corrects_over", Status::data, N_("€{0} before tax is more than the €{1} left of invoice {2}"), N_("Check the amount, or the number of the invoice.")},
  {"invoice.credit_lines", Status::data, N_("Invoice {0} has several lines: which of them the credit note takes from is not told"), N_("Give each with --line.")},
  {"invoice.credit_line_over", Status::data, N_("€{1} of {0} are given back, and €{2} are left of the invoice's"), N_("Check the lines against those of the invoice: myatlas show-invoice")},
  {"invoice.credit_open", Status::data, N_("Credit note {1} on invoice {0} is not decided on yet: what is to be paid is not known"),
   N_("Decide on it first: myatlas admin accept-invoice {1}, or admin reject-invoice {1}")},
  {"invoice.credited", Status::data, N_("Credit note {1} takes from invoice {0}: it would take from nothing"), N_("Cancel or refuse the credit note first.")},
  {"invoice.credit_used", Status::data, N_("What credit note {0} gave back to dossier {1} was invoiced again"), N_("Cancel or refuse that invoice first: myatlas list-invoices --request {1}")},
  {"invoice.credit_unpaid", Status::data, N_("Credit note {0} is set off when invoice {1} is paid"), N_("Pay the invoice: myatlas admin pay-invoice {1}")},
};

} // namespace

std::span<const Message> einvoice_messages()
{
  return k_einvoice_messages;
}

} // namespace myatlas::cli
