#include "commands/invoices/invoices.hpp"

#include <algorithm>
#include <iterator>

#include "commands/dossiers/requests.hpp"
#include "commands/invoices/commands.hpp"
#include "commands/options.hpp"
#include "commands/own_references.hpp"
#include "domain/dossiers/document.hpp"
#include "request.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using operations::Answer;

struct UploadInvoiceOptions
{
  operations::UploadInvoice request;
  std::string file;
};

using operations::InvoiceForm;

constexpr TextOption<InvoiceForm> k_upload_options[] = {
  {"--request", &InvoiceForm::request, k_number_value, N_("Number of the dossier")},
  {"--number", &InvoiceForm::number, "X", N_("Number the provider printed on it")},
  {"--date", &InvoiceForm::date, k_day_value, N_("Its date, YYYY-MM-DD")},
  {"--amount-without-tax", &InvoiceForm::amount_without_tax, k_euros_value,
   N_("Amount in euros, before tax")},
  {"--vat-rate", &InvoiceForm::vat_rate, k_rate_value,
   N_("VAT rate in percent; none for an exempt provider")},
  {"--corrects", &InvoiceForm::corrects, "X",
   N_("Of a credit note: the number of the invoice it takes from")},
  {"--iban", &InvoiceForm::iban, "I",
   N_("Account to be paid: the provider's, or without subrogation the member's")},
  {"--hours", &InvoiceForm::hours, k_hours_value,
   N_("Hours of all trainees that are invoiced; with those invoiced before, at most those "
      "agreed")},
  {"--replaces", &InvoiceForm::replaces, "X",
   N_("Number of the refused or cancelled invoice it takes the place of; it may be the same "
      "number")},
  {"--module", &InvoiceForm::module, "K", N_("Module of the dossier it is for, by its number")},
  {"--reference", &InvoiceForm::reference, "REF", N_("Your own reference of it")},
};

constexpr FormOption<InvoiceForm> k_own_costs_options[] = {
  {"--own-costs", &InvoiceForm::own_costs,
   N_("The company's own costs (wages, travel, lodging, meals), which it is paid itself")},
};

constexpr FormOption<operations::LinesForm> k_lines_options[] = {
  {"--instalment", &operations::LinesForm::instalment, "K",
   N_("Instalment of an apprenticeship contract it is for")},
  {"--line", &operations::LinesForm::lines, k_line_value,
   N_("A line, for instalment K: PEDAGOGIE, PREMIEREQUIPEMENT, MOBILITE, "
      "HEBERGEMENT (nights of 6 euros), RESTAURATION (meals of 3 euros, 20x3) or "
      "MAJORATION_RQTH; repeated for each")},
};

void bind_invoice_file(CommandLine& line, UploadInvoiceOptions& o)
{
  add_file(line, o.file, o.request.file,
           N_("The invoice itself: PDF, PNG, JPEG or XML, at most 10 MiB"));
}

void bind_upload_invoice(CommandLine& line, UploadInvoiceOptions& o)
{
  InvoiceForm& form = o.request.form;
  bind_invoice_file(line, o);
  add_options(line, form, k_upload_options);
  add_options(line, form, k_own_costs_options);
  add_options(line, form.lines, k_lines_options);
}

const std::vector<Field> k_invoice_fields = {
  {"number", N_("Invoice")},
  {"kind", N_("Type"), Show::state},
  {"corrects", N_("Credited invoice"), Show::text, Room::if_wide},
  {"date", N_("Date")},
  {"request", N_("Dossier")},
  {"issuer_siret", N_("Issuer")},
  {"amount_without_tax", N_("Before tax"), Show::money},
  {"tax", N_("VAT"), Show::money},
  {"amount_with_tax", N_("With tax"), Show::money},
  {"state", N_("State"), Show::state}};

template <std::size_t count>
void add_fields(View& view, const char* member, const Field (&fields)[count])
{
  if (!view.document[member].is_null()) {
    view.fields.insert(view.fields.end(), fields, fields + count);
  }
}

const std::vector<Field> k_one_invoice_fields =
  fields_and(k_invoice_fields, {{"iban", N_("Account")}, {"file_name", N_("File")}});

constexpr Field k_own_reference_fields[] = {
  {"invoice_reference", N_("Invoice reference"), Show::text, Room::if_wide}};
constexpr Field k_reason_fields[] = {{"reason", N_("Why refused")}};
constexpr Field k_payment_fields[] = {{"payment_reference", N_("Transfer")},
                                      {"paid_on", N_("Paid on")}};

// With what only some have: why it was refused, by what it was paid.
View one_view(const Json& document)
{
  View view = {document, k_one_invoice_fields};
  add_fields(view, "invoice_reference", k_own_reference_fields);
  add_fields(view, "reason", k_reason_fields);
  add_fields(view, "payment_reference", k_payment_fields);
  return view;
}

const std::vector<Field> k_lines_fields = {{"nature", N_("For"), Show::state},
                                           {"amount", N_("Before tax"), Show::money},
                                           {"instalment", N_("Instalment"), Show::number}};

} // namespace

const std::vector<Field> k_invoice_history_fields = {{"at", N_("When")},
                                                     {"event", N_("What"), Show::state},
                                                     {"state", N_("State"), Show::state},
                                                     {"actor", N_("Who")},
                                                     {"comment", N_("Comment")}};

namespace {

// With what its number meant before, where another took its place.
void print_history(Session& session, Json history, const Json& earlier)
{
  history.insert(history.begin(), earlier.begin(), earlier.end());
  session.print_part("history", history, k_invoice_history_fields);
}

constexpr Field k_replaces_fields[] = {{"replaces", N_("Takes the place of")}};
constexpr Field k_replaced_fields[] = {{"replaced_by", N_("Replaced by")}};

View whole_view(const Json& document)
{
  View view = one_view(document);
  add_fields(view, "replaces", k_replaces_fields);
  add_fields(view, "replaced_by", k_replaced_fields);
  return view;
}

} // namespace

void bind_invoice_name(CommandLine& line, operations::InvoiceName& o)
{
  line.argument(Kind::invoice, o.number, N_("Number of the invoice"));
  add_provider(line, o.provider_siret);
}

Result<int> show_invoice_view(Session& session, const Answer& answer)
{
  const Json& document = answer.document;
  const int status = session.show(whole_view(document));
  session.print_part("lines", document["lines"], k_lines_fields);
  print_history(session, document["history"], document["earlier"]);
  return status;
}

namespace {

Outcome read_file(Session&, UploadInvoiceOptions& o, LocalFiles& files)
{
  o.request.file = files.send(o.file, domain::k_most_document_bytes);
  return Done{};
}

Result<int> show_sent_invoice(Session& session, const Answer& answer)
{
  const int status = session.show(one_view(answer.document));
  session.print_part("lines", answer.document["lines"], k_lines_fields);
  return status;
}

constexpr FormOption<operations::ListInvoices> k_list_invoices_options[] = {
  {"--request", &operations::ListInvoices::request, k_number_value,
   N_("Only those of this dossier")},
  {"--state", &operations::ListInvoices::state, words_for<domain::parse_invoice_state>,
   N_("Only those in this state")},
  {"--company", &operations::ListInvoices::company, "SIREN", k_of_company_help},
  {"--reference", &operations::ListInvoices::reference, "REF", k_own_reference_help},
};

void bind_list_invoices(CommandLine& line, operations::ListInvoices& o)
{
  add_options(line, o, k_list_invoices_options);
}

Result<int> show_invoices(Session& session, const Answer& answer)
{
  View view = {answer.document, k_invoice_fields, "invoices"};
  std::ranges::copy(label_fields(), std::back_inserter(view.fields));
  return session.show(with_reference(session, std::move(view), k_own_reference_fields[0]));
}

constexpr Example k_upload_invoice_examples[] = {
  {N_("A Factur-X, which says the rest itself"),
   "myatlas upload-invoice facture.pdf --request D20260000001"},
  {N_("An invoice of an exempt provider"),
   "myatlas upload-invoice facture.pdf --request D20260000001 --number FA-2026-0042 --date "
   "2026-04-15 "
   "--amount-without-tax 1200 --iban FR7630006000011234567890189"},
  {N_("With VAT"), "myatlas upload-invoice facture.pdf --request D20260000001 --number "
                   "FA-2026-0043 --date 2026-04-15 "
                   "--amount-without-tax 1000 --vat-rate 20"},
  {N_("The first instalment of an apprenticeship contract, with first equipment"),
   "myatlas upload-invoice facture.pdf --request D20260000002 --number FA-2026-0044 --date "
   "2026-09-15 "
   "--amount-without-tax 3700 --line PEDAGOGIE:3200:1 --line PREMIEREQUIPEMENT:500:1"},
  {N_("A credit note on an invoice"),
   "myatlas upload-invoice avoir.pdf --request D20260000001 --number AV-2026-0003 --date "
   "2026-04-20 --amount-without-tax 200 --corrects FA-2026-0042"},
};
constexpr Example k_list_invoices_examples[] = {
  {N_("All invoices"), "myatlas list-invoices"},
  {N_("Those of one dossier"), "myatlas list-invoices --request D20260000001"},
  {N_("Those that were refused"), "myatlas list-invoices --state REJETEE"},
  {N_("Those of one client"), "myatlas list-invoices --company D0042"},
};
constexpr Example k_show_invoice_examples[] = {
  {N_("By its number"), "myatlas show-invoice FA-2026-0042"},
  {N_("When two providers use the same number"),
   "myatlas show-invoice FA-2026-0042 --provider-siret 88087814500015"},
};

} // namespace

const Command k_upload_invoice = {
  .name = "upload-invoice",
  .group = Group::invoices,
  .summary = N_("Send an invoice"),
  .description =
    N_("Sends an invoice on an accepted dossier of the account, with its file. The provider is the "
       "dossier's, or its module's. With subrogation the OPCO pays the provider; without, it pays "
       "the member back, who alone sends the invoice. Refused: an unknown dossier, a number the "
       "provider has used, an amount over what is left, a file that is not what its name says. "
       "Number, date, amounts, account and dossier are read from an invoice as data (Factur-X, "
       "CII, UBL); an option that says something else is an error. A credit note (BT-3 381 and its "
       "like, or a negative total) names the invoice it takes from (BT-25, or --corrects) and "
       "lowers what is due; its amount is written with or without its sign."),
  .examples = k_upload_invoice_examples,
  .declare = asks<operations::k_upload_invoice, bind_upload_invoice, show_sent_invoice, read_file>,
  .operation = &operations::k_upload_invoice,
  .keyed = true,
};

const Command k_list_invoices = {
  .name = "list-invoices",
  .group = Group::invoices,
  .summary = N_("List the invoices"),
  .description = N_("Lists the invoices of the dossiers the account sees."),
  .examples = k_list_invoices_examples,
  .declare = asks<operations::k_list_invoices, bind_list_invoices, show_invoices>,
  .operation = &operations::k_list_invoices,
};

const Command k_show_invoice = {
  .name = "show-invoice",
  .group = Group::invoices,
  .summary = N_("Show an invoice"),
  .description = N_("Shows an invoice and what became of it: why it was refused, how it was paid. "
                    "Its account number is shown masked."),
  .examples = k_show_invoice_examples,
  .declare = asks<operations::k_show_invoice, bind_invoice_name, show_invoice_view>,
  .operation = &operations::k_show_invoice,
};

} // namespace myatlas::cli
