// What is said of what invoices rest on: that it was carried out, by which module and for whom.
#include "texts/errors.hpp"
#include "texts/texts.hpp"

namespace myatlas::texts {

namespace {

constexpr Message k_evidence_messages[] = {
  {"request.bilan_hours", Status::data, takes(Arg::decimal, Arg::text),
   N_("{0} hours are more than a skills assessment (bilan de compétences) may last: {1} hours "
      "(L6313-4)"),
   N_("Check the hours.")},
  {"request.certification_needed", Status::data, takes(),
   N_("A validation of experience (VAE) is for a certification, and none is named"),
   N_("Give its code: --certification RNCP….")},
  {"request.scheme_hours", Status::data, takes(Arg::decimal, Arg::decimal),
   N_("{0} hours are less than the least of this scheme, {1}: 150 hours and 15 % of its time "
      "(L6325-13)"),
   N_("Check the hours and both dates.")},
  {"request.scheme_hours_most", Status::data, takes(Arg::decimal, Arg::decimal),
   N_("{0} hours are more than a quarter of the time, {1}: only where the branch allows it "
      "(L6325-14)"),
   N_("Check the agreement of the branch.")},
  {"request.documents_outdated", Status::data, takes(Arg::states, Arg::date),
   N_("The provider, the price or the hours were changed on {1}, after these documents were "
      "attached: {0}"),
   N_("Attach those of what is asked for now: myatlas attach-document. The OPCO accepts without "
      "them for a reason: --although REASON")},
  {"certificate.not_last", Status::data, takes(Arg::date, Arg::date),
   N_("It is final and reaches {0}, and the training goes on until {1}"),
   N_("Leave out --kind: it is of a part then. A training that ended before is broken off first: "
      "myatlas admin break-off-request")},
  {"certificate.of_provider", Status::data, takes(Arg::text),
   N_("It is for the provider {0} to attest that its training was given"),
   N_("Give the file of the certificate that it signed, as FILE.")},
  {"certificate.replaced", Status::data, takes(Arg::text, Arg::text),
   N_("Certificate {0} was replaced already, by {1}"),
   N_("Give --replaces {1} when that one was made wrongly too.")},
  {"certificate.superseded", Status::data, takes(Arg::text, Arg::text),
   N_("Certificate {0} counts for nothing: {1} took its place"),
   N_("Transmit that one: myatlas transmit-certificate {1}")},
  {"certificate.hours_a_day", Status::data, takes(Arg::decimal, Arg::date, Arg::date, Arg::decimal),
   N_("{0} hours from {1} to {2} are more than {3} a day, the longest working day there is "
      "(L3121-19)"),
   N_("Check the hours and both days.")},
  {"execution.no_certificate", Status::data, takes(Arg::text),
   N_("No certificate of completion of dossier {0} says that the training was given (R6332-26)"),
   N_("Ask the provider for it (myatlas upload-certificate), or give a reason to override the "
      "rule: --although REASON")},
  {"execution.hours", Status::data, takes(Arg::text, Arg::decimal, Arg::decimal),
   N_("The invoices of dossier {0} come to {1} hours and {2} hours are certified (R6332-26)"),
   N_("Ask for the certificate of the rest, refuse the invoice, or give a reason to override the "
      "rule: --although REASON")},
  {"invoice.paid_early", Status::data, takes(Arg::date, Arg::date),
   N_("It is paid on {0}, before the date of the invoice, {1}"),
   N_("Check both days, or give a reason to override the rule: --although REASON")},
  {"recovery.several", Status::data, takes(Arg::text, Arg::text),
   N_("Several were paid too much for dossier {0}: {1}"), N_("Say who gave it back: --from SIRET")},
  {"recovery.none", Status::data, takes(Arg::amount, Arg::text),
   N_("Nothing is to come back on dossier {1}, or no longer: €{0} are not owed to the OPCO"),
   N_("Return them to whoever transferred them. What a credit note gives back is recorded on it: "
      "myatlas admin pay-invoice NUMBER")},
  {"recovery.over", Status::data, takes(Arg::amount, Arg::amount, Arg::text),
   N_("€{0} is more than the €{1} that dossier {2} was paid too much"),
   N_("See: myatlas show-request {2}")},
  {"invoice.own_costs", Status::data, takes(Arg::text),
   N_("Dossier {0} has no costs of its member's own to claim apart: none were asked for, the "
      "member gives the training itself, or it is a contract"),
   N_("Leave --own-costs out.")},
  {"invoice.no_subrogation", Status::data, takes(Arg::text),
   N_("Dossier {0} is without subrogation: the OPCO pays its member back, and owes its provider "
      "nothing"),
   N_("Invoice the company; it sends the invoice to the OPCO.")},
  {"invoice.iban_of_provider", Status::data, takes(Arg::text, Arg::text),
   N_("{0} is a provider's account: the member is paid its own costs and, without subrogation, all "
      "of dossier {1}"),
   N_("Give the member's account with --iban.")},
  {"invoice.iban_of_member", Status::data, takes(Arg::text, Arg::text),
   N_("{0} is an account of the member: with subrogation, dossier {1} is paid to its provider"),
   N_("Give the provider's account with --iban.")},
  {"invoice.sent_by_provider", Status::not_allowed, takes(Arg::text),
   N_("Invoice {0} is the provider's, whom the OPCO pays: the member does not take it back"),
   N_("Ask the provider to cancel it, or the OPCO to refuse it.")},
  {"invoice.replaced_before", Status::data, takes(Arg::text, Arg::text),
   N_("The place of invoice {0} was taken already, by {1}"),
   N_("If {1} was refused too, replace that one: --replaces {1}")},
  {"invoice.refused_before", Status::data, takes(Arg::text, Arg::state),
   N_("The provider sent an invoice {0} before, which is in state {1}"),
   N_("If this one corrects it: --replaces {0}, or {0} in the column facture_remplacee")},
  {"invoice.number_taken", Status::data, takes(Arg::text),
   N_("The number {0} is not free: an invoice of a provider has a number of its own"),
   N_("Give the invoice another number.")},
  {"invoice.not_replaceable", Status::data, takes(Arg::text, Arg::state),
   N_("Invoice {0} is in state {1}: only one that was refused or taken back is replaced"),
   N_("Take it back first, if it is not accepted yet: myatlas cancel-invoice {0}")},
  {"invoice.far", Status::data, takes(Arg::date, Arg::date, Arg::date),
   N_("The invoice is of {0}: a day from {1} to {2} is expected"), N_("Check the date.")},
  {"document.none", Status::data, takes(Arg::text), N_("{0} came without a file"),
   N_("There is nothing to fetch.")},
  {"module.unknown", Status::data, takes(Arg::typed, Arg::text),
   N_("\"{0}\" is not a module of the dossier, which has {1}"), N_("See: myatlas show-request")},
  {"module.required", Status::data, takes(Arg::text),
   N_("Dossier {0} has several modules, and nothing tells which of them it is for"),
   N_("Give --module with its number; see: myatlas show-request {0}")},
  {"module.other", Status::data, takes(Arg::text, Arg::text),
   N_("Module {0} is given by another provider, {1}"), N_("Give one of your own modules.")},
  {"declaration.credit", Status::data, takes(Arg::text, Arg::amount),
   N_("The declaration {0} is paid by €{1} too much: this is its credit"),
   N_("Give it back, or take it off what is due next.")},
  {"contribution.no_agreements", Status::data, takes(Arg::text),
   N_("Employers without a collective agreement (IDCC): {0}; what their branch adds is not in the "
      "totals"),
   N_("Put it in the column idcc, with --dsn in --idcc.")},
  {"contribution.no_agreement", Status::data, takes(),
   N_("No collective agreement is told: the contribution of the branch is not computed, and the "
      "total is without it"),
   N_("Put its number in the column idcc.")},
  {"declaration.returned", Status::data, takes(Arg::amount, Arg::amount),
   N_("€{0} is more than the €{1} that were paid"), N_("Check the amount and the declaration.")},
  {"payment.reference", Status::data, takes(Arg::text, Arg::amount),
   N_("A payment of €{1} was recorded under the reference {0}: another amount is another payment"),
   N_("Check the reference and the amount.")},
  {"payment.unmarked", Status::data, takes(Arg::text),
   N_("{0}: a payment of this amount without date and reference was recorded before"),
   N_("Give a date or a reference if this is another one.")},
  {"payment.return_reference", Status::data, takes(Arg::text, Arg::amount),
   N_("€{1} went back under the reference {0}: another amount is another repayment"),
   N_("Check the reference and the amount.")},
  {"payment.known", Status::data, takes(Arg::text),
   N_("This payment of {0} was recorded before: nothing was changed"),
   N_("One of the same day and amount that is another gets a --reference.")},
  {"payment.means_unknown", Status::data, takes(Arg::typed, Arg::words),
   N_("\"{0}\" is no means of payment: {1} are expected"), N_("Give one of them.")},
};

} // namespace

std::span<const Message> evidence_messages()
{
  return k_evidence_messages;
}

} // namespace myatlas::texts
