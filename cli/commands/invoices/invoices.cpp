#include "commands/invoices/invoices.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "commands/dossiers/requests.hpp"
#include "commands/invoices/commands.hpp"
#include "commands/options.hpp"
#include "domain/dossiers/document.hpp"
#include "formats/einvoice/einvoice.hpp"
#include "formats/json/json_records.hpp"
#include "services/invoices/einvoices.hpp"
#include "session.hpp"
#include "texts/errors.hpp"
#include "util/file.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

struct UploadInvoiceOptions
{
  services::InvoiceForm form;
  std::string file;
};

using services::InvoiceForm;

constexpr TextOption<InvoiceForm> k_upload_options[] = {
  {"--request", &InvoiceForm::request, "N", N_("Number of the dossier")},
  {"--number", &InvoiceForm::number, "X", N_("Number the provider printed on it")},
  {"--date", &InvoiceForm::date, "D", N_("Its date, YYYY-MM-DD")},
  {"--amount-without-tax", &InvoiceForm::amount_without_tax, "A",
   N_("Amount in euros, before tax")},
  {"--vat-rate", &InvoiceForm::vat_rate, "R",
   N_("VAT rate in percent; none for an exempt provider")},
  {"--corrects", &InvoiceForm::corrects, "X",
   N_("Of a credit note: the number of the invoice it takes from")},
  {"--iban", &InvoiceForm::iban, "I",
   N_("Account to be paid: the provider's, or without subrogation the member's")},
  {"--hours", &InvoiceForm::hours, "H",
   N_("Hours of all trainees that are invoiced; with those invoiced before, at most those "
      "agreed")},
  {"--replaces", &InvoiceForm::replaces, "X",
   N_("Number of the refused or cancelled invoice it takes the place of; it may be the same "
      "number")},
  {"--module", &InvoiceForm::module, "K", N_("Module of the dossier it is for, by its number")},
};

void bind_upload_invoice(CommandLine& line, UploadInvoiceOptions& o)
{
  line.argument(Kind::file, o.file, N_("The invoice itself: PDF, PNG, JPEG or XML, at most 10 MiB"),
                Need::none);
  add_options(line, o.form, k_upload_options);
  line.flag("--own-costs", o.form.own_costs,
            N_("The company's own costs (wages, travel, lodging, meals), which it is paid itself"));
  line.option("--instalment", o.form.lines.instalment, "K",
              N_("Instalment of an apprenticeship contract it is for"));
  line.options("--line", o.form.lines.lines, "NATURE:AMOUNT[:K]",
               N_("A line, for instalment K: PEDAGOGIE, PREMIEREQUIPEMENT, MOBILITE, "
                  "HEBERGEMENT (nights of 6 euros), RESTAURATION (meals of 3 euros, 20x3) or "
                  "MAJORATION_RQTH; repeated for each"));
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

View one_view(const domain::Invoice& invoice)
{
  Json document = {{"schema", "myatlas/invoice/1"}};
  document.update(formats::to_json(invoice));
  std::vector<Field> fields = k_invoice_fields;
  fields.push_back({"iban", N_("Account")});
  fields.push_back({"file_name", N_("File")});
  if (!invoice.reason.empty()) {
    fields.push_back({"reason", N_("Why refused")});
  }
  if (!invoice.payment_reference.empty()) {
    fields.push_back({"payment_reference", N_("Transfer")});
    fields.push_back({"paid_on", N_("Paid on")});
  }
  return {document, fields};
}

Json lines_json(const std::vector<domain::BilledLine>& lines)
{
  Json rows = Json::array();
  for (const domain::BilledLine& line : lines) {
    rows.push_back({{"nature", domain::to_text(line.nature)},
                    {"amount", line.amount.text()},
                    {"instalment", line.instalment ? Json(*line.instalment) : Json(nullptr)}});
  }
  return rows;
}

const std::vector<Field> k_lines_fields = {{"nature", N_("For"), Show::state},
                                           {"amount", N_("Before tax"), Show::money},
                                           {"instalment", N_("Instalment"), Show::number}};

void print_lines(Session& session, const Json& lines)
{
  if (session.form() == Form::table && !lines.empty()) {
    const View table = {{{"lines", lines}}, k_lines_fields, "lines"};
    session.print("\n" + session.render_table(table));
  }
}

} // namespace

const std::vector<Field> k_invoice_history_fields = {{"at", N_("When")},
                                                     {"event", N_("What"), Show::state},
                                                     {"state", N_("State"), Show::state},
                                                     {"actor", N_("Who")},
                                                     {"comment", N_("Comment")}};

namespace {

Json history_json(const std::vector<domain::InvoiceChange>& changes)
{
  Json history = Json::array();
  for (const domain::InvoiceChange& change : changes) {
    history.push_back(formats::to_json(change));
  }
  return history;
}

// With what its number meant before, where another took its place.
void print_history(Session& session, Json history, const Json& earlier)
{
  history.insert(history.begin(), earlier.begin(), earlier.end());
  if (session.form() == Form::table && !history.empty()) {
    session.print(
      "\n" + session.render_table({{{"history", history}}, k_invoice_history_fields, "history"}));
  }
}

} // namespace

util::Result<int> show_invoice_view(Session& session, const services::InvoiceView& view)
{
  View shown = one_view(view.invoice);
  Json& document = shown.document;
  document["lines"] = lines_json(view.lines);
  document["history"] = history_json(view.history);
  document["earlier"] = history_json(view.earlier);
  document["replaced_by"] = formats::text_or_null(view.replaced_by);
  for (const auto& [member, title] :
       {std::pair{"replaces", N_("Takes the place of")}, {"replaced_by", N_("Replaced by")}}) {
    if (!document[member].is_null()) {
      shown.fields.push_back({member, title});
    }
  }
  const int status = session.show(shown);
  print_lines(session, document["lines"]);
  print_history(session, document["history"], document["earlier"]);
  return status;
}

namespace {

// The file, and what it says where the options say nothing.
util::Result<services::CompletedForm> read_upload_invoice(const Session&,
                                                          const UploadInvoiceOptions& options)
{
  services::CompletedForm as_it_is{options.form, {}};
  InvoiceForm& form = as_it_is.form;
  if (options.file.empty()) {
    return as_it_is;
  }
  const util::Result<std::string> content =
    util::read_file(options.file, domain::k_most_document_bytes);
  if (!content) { // what else is wrong is told with it
    form.problems = content.errors();
    return as_it_is;
  }
  form.file_name = std::filesystem::path(options.file).filename().string();
  form.content = *content;
  const util::Result<domain::DocumentKind> kind = domain::document_kind(form.file_name, *content);
  if (!kind || (*kind != domain::DocumentKind::pdf && *kind != domain::DocumentKind::xml)) {
    return as_it_is; // a picture, or what the service refuses
  }
  const util::Result<domain::EInvoice> invoice = formats::read_einvoice(*content);
  if (!invoice && formats::is_plain_document(invoice.error())) {
    return as_it_is;
  }
  TRY_ASSIGN(const domain::EInvoice read, in_form(options.file, invoice));
  return services::complete_form(form, read);
}

// What is wrong with it; of a file that could not be read nobody knows what it would have said.
util::Errors wrong_with(const services::InvoiceForm& form, util::Errors problems)
{
  if (!form.problems.empty() && form.file_name.empty()) {
    std::erase_if(problems,
                  [](const util::Error& problem) { return problem.code == "field.required"; });
  }
  return as_options(std::move(problems));
}

util::Result<int> run_upload_invoice(Session& session, const services::Context& context,
                                     const services::CompletedForm& complete)
{
  const auto invoice = services::upload_invoice(context, complete.form);
  if (!invoice) {
    return wrong_with(complete.form, invoice.errors());
  }
  util::Errors warnings = complete.warnings;
  warnings.insert(warnings.end(), invoice->warnings.begin(), invoice->warnings.end());
  View shown = one_view(invoice->invoice);
  shown.document["lines"] = lines_json(invoice->lines);
  shown.document["warnings"] = problems_json(warnings);
  for (const util::Error& warning : warnings) {
    session.warn(warning);
  }
  const int status = session.show(shown);
  print_lines(session, shown.document["lines"]);
  return status;
}

struct ListInvoicesOptions
{
  std::string request, state;
};

void bind_list_invoices(CommandLine& line, ListInvoicesOptions& o)
{
  line.option("--request", o.request, "N", N_("Only those of this dossier"));
  line.option("--state", o.state, words_known(domain::parse_invoice_state),
              N_("Only those in this state"));
}

util::Result<store::InvoiceFilter> read_list_invoices(const Session&,
                                                      const ListInvoicesOptions& options)
{
  util::Errors problems;
  const auto state =
    given<domain::InvoiceState>(options.state, domain::parse_invoice_state, "--state", problems);
  if (!problems.empty()) {
    return problems;
  }
  return store::InvoiceFilter{options.request, state};
}

util::Result<int> run_list_invoices(Session& session, const services::Context& context,
                                    const store::InvoiceFilter& filter)
{
  TRY_ASSIGN(const auto found, services::list_invoices(context, filter));
  services::Labels labels(context);
  Json invoices = Json::array();
  for (const domain::Invoice& invoice : found) {
    invoices.push_back(formats::to_json(invoice));
    put_label(invoices.back(), labels.dossier(invoice.request));
  }
  std::vector<Field> fields = k_invoice_fields;
  std::ranges::copy(label_fields(), std::back_inserter(fields));
  return session.show(
    {{{"schema", "myatlas/invoices/1"}, {"invoices", invoices}}, fields, "invoices"});
}

struct ShowInvoiceOptions
{
  std::string number, provider;
};

void bind_show_invoice(CommandLine& line, ShowInvoiceOptions& o)
{
  line.argument(Kind::invoice, o.number, N_("Number of the invoice"));
  line.option("--provider-siret", o.provider, "S", N_("SIRET of the training provider"));
}

util::Result<int> run_show_invoice(Session& session, const services::Context& context,
                                   const ShowInvoiceOptions& options)
{
  TRY_ASSIGN(const auto invoice,
             as_options(services::show_invoice(context, options.number, options.provider)));
  return show_invoice_view(session, invoice);
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
  .declare = with_request<bind_upload_invoice, read_upload_invoice, run_upload_invoice>,
  .store = Use::write,
  .login = Login::required,
  .keyed = true,
};

const Command k_list_invoices = {
  .name = "list-invoices",
  .group = Group::invoices,
  .summary = N_("List the invoices"),
  .description = N_("Lists the invoices of the dossiers the account sees."),
  .examples = k_list_invoices_examples,
  .declare = with_request<bind_list_invoices, read_list_invoices, run_list_invoices>,
  .store = Use::read,
  .login = Login::account_or_host,
};

const Command k_show_invoice = {
  .name = "show-invoice",
  .group = Group::invoices,
  .summary = N_("Show an invoice"),
  .description = N_("Shows an invoice and what became of it: why it was refused, how it was paid. "
                    "Its account number is shown masked."),
  .examples = k_show_invoice_examples,
  .declare = with_options<bind_show_invoice, run_show_invoice>,
  .store = Use::read,
  .login = Login::account_or_host,
};

} // namespace myatlas::cli
