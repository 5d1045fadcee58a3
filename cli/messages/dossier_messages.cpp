#include "messages/errors.hpp"
#include "messages/tr.hpp"

namespace myatlas::cli {

namespace {

constexpr Message k_messages[] = {
  {"request.unknown", Status::data, N_("There is no dossier \"{0}\" among yours"),
   N_("See: myatlas list-requests")},
  {"request.required", Status::data, N_("{0} is missing: a request is sent with all its members"),
   N_("Give it, or keep the request with --draft.")},
  {"request.dates", Status::data, N_("The training ends on {1}, before it starts on {0}"),
   N_("Check both dates.")},
  {"request.late", Status::data, N_("The training starts on {0} and today is {1}: a request is made before the training starts"),
   N_("A training that has begun is no longer funded.")},
  {"request.transition", Status::data, N_("Dossier {0} is in state {1}: \"{2}\" cannot be done from there"),
   N_("See its history: myatlas show-request {0}")},
  {"request.started", Status::data, N_("The training of dossier {0} started on {1}: it can no longer be cancelled"),
   N_("Report the rupture instead.")},
  {"request.invoiced", Status::data, N_("Dossier {0} has invoices: it cannot be cancelled"),
   N_("Cancel its invoices first.")},
  {"request.over_asked", Status::data, N_("{0} euros is more than the {1} euros that were asked"),
   N_("Accept at most what was asked.")},
  {"request.state_unknown", Status::data, N_("\"{0}\" is not a state of a dossier: {1} are expected"),
   N_("Give one of them.")},
  {"request.event_unknown", Status::bug, N_("\"{0}\" is not an event of a dossier: {1} are expected"),
   N_("The store was changed by another program.")},
  {"scheme.unknown", Status::data, N_("\"{0}\" is not a scheme that can be asked for here: {1} is expected"),
   N_("Give --scheme pdc.")},
  {"mode.unknown", Status::data, N_("\"{0}\" is not a way of training: {1} are expected"),
   N_("Give one of them.")},
  {"invoice.unknown", Status::data, N_("There is no invoice \"{0}\" among yours"),
   N_("See: myatlas list-invoices")},
  {"invoice.several", Status::data, N_("Several providers have an invoice \"{0}\""),
   N_("Give --provider-siret too.")},
  {"invoice.request_state", Status::data, N_("Dossier {0} is in state {1}: only an accepted one (ENGAGE) can be invoiced"),
   N_("Wait for its agreement; see: myatlas show-request {0}")},
  {"invoice.no_provider", Status::data, N_("Dossier {0} names no training provider: nobody can invoice it"),
   N_("Ask the member to complete the dossier.")},
  {"invoice.issuer", Status::data, N_("{0} is not the provider of the dossier, which is {1}"),
   N_("Check the issuer, or the number of the dossier.")},
  {"invoice.duplicate", Status::data, N_("The provider has already sent an invoice {0}"),
   N_("Check the number; see: myatlas show-invoice {0}")},
  {"invoice.near_duplicate", Status::data, N_("Invoice {0} differs from an earlier one of the file by its case alone"),
   N_("Check that both are meant.")},
  {"invoice.over", Status::data, N_("{0} euros before tax is more than the {1} euros left to invoice on dossier {2}"),
   N_("Check the amount, or the number of the dossier.")},
  {"invoice.tax", Status::data, N_("The VAT is {0} euros and the rate gives {1}"),
   N_("Check the rate and the VAT.")},
  {"invoice.total", Status::data, N_("The total with tax is {0} euros; amount and VAT make {1}"),
   N_("Check the three amounts.")},
  {"invoice.rounding", Status::data, N_("The VAT {0} is one cent away from the rate: taken as rounded line by line"),
   N_("Nothing to do.")},
  {"invoice.state_unknown", Status::bug, N_("\"{0}\" is not a state of an invoice: {1} are expected"),
   N_("The store was changed by another program.")},
  {"invoice_number.required", Status::data, N_("The number of the invoice is missing"),
   N_("Give the number the provider printed on it.")},
  {"invoice_number.form", Status::data, N_("\"{0}\" is not an invoice number: 1 to 50 printable characters are expected"),
   N_("Give the number the provider printed on it.")},
  {"rates.unknown", Status::data, N_("No sourced figure is known for \"{0}\" in {1} {2}: none is guessed"),
   N_("See the branch agreement.")},
  {"rates.year", Status::data, N_("The payroll year {0} has no sourced figures here: {1} to {2} are expected"),
   N_("Give a year the rates cover.")},
  {"rates.file", Status::settings, N_("The rate table is not right: {0}"),
   N_("Compare it with schemas/rates.v1.json.")},
  {"contribution.parts", Status::data, N_("A part of the payroll, {0} euros, is more than the whole it belongs to, {1} euros"),
   N_("--payroll is the total and includes the parts.")},
  {"contribution.headcount_required", Status::data, N_("The headcount is missing"),
   N_("Give --headcount, the average of the months of the year before.")},
  {"contribution.ratio_required", Status::data, N_("With {0} employees the ratio of alternants is needed"),
   N_("Give --alternants-ratio in percent, or --alternants.")},
  {"contribution.history_short", Status::data, N_("Whether the threshold of {0} counts cannot be told: the headcount of {1} is missing"),
   N_("Give six years of --headcount-history, or --headcount alone.")},
  {"history.form", Status::usage, N_("\"{0}\" is not a year and its headcount: Y=H is expected, as in 2024=12.5"),
   N_("Repeat --headcount-history for each year.")},
  {"rounding.unknown", Status::usage, N_("\"{0}\" is not a rounding: {1} are expected"),
   N_("Give --rounding cent or --rounding euro.")},
};

} // namespace

std::span<const Message> dossier_messages()
{
  return k_messages;
}

} // namespace myatlas::cli
