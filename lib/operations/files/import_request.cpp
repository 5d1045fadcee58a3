// What an import is told, and what it reads.
#include "operations/files/import_request.hpp"

#include <unistd.h>

#include "domain/dossiers/document.hpp"
#include "formats/einvoice/einvoice.hpp"
#include "formats/json/rates_json.hpp"
#include "services/contributions/year_declaration.hpp"
#include "services/files/loader.hpp"
#include "services/invoices/einvoices.hpp"
#include "util/text.hpp"

namespace myatlas::operations {

namespace {

namespace fs = std::filesystem;
using formats::FileKind;

bool is_count(const std::string& text, std::int64_t least)
{
  return util::is_digits(text) && text.size() <= 9 && std::stol(text) >= least;
}

Error no_count(const std::string& text, const char* member)
{
  return Error{"usage.number", {text, member}}.at(member);
}

// A whole number, from `least`.
std::optional<std::int64_t> count_of(const std::string& text, const char* member,
                                     std::int64_t least, Errors& problems)
{
  if (!text.empty() && !is_count(text, least)) {
    problems.push_back(no_count(text, member));
  }
  return is_count(text, least) ? std::optional<std::int64_t>(std::stol(text)) : std::nullopt;
}

// How its rows are read.
formats::CsvOptions convention_of(const Import& form, FileKind kind, Errors& problems)
{
  formats::CsvOptions csv = csv_options_of(form.table, kind, problems);
  csv.separator = given<formats::parse_separator>(form.separator, "separator", problems);
  csv.decimal = given<formats::parse_decimal_mark>(form.decimal, "decimal", problems);
  csv.dates = given<formats::parse_date_order>(form.dates, "dates", problems);
  return csv;
}

Error both(std::string one, std::string other)
{
  return {"usage.both", {std::move(one), std::move(other)}};
}

bool is_one_einvoice(const Import& form)
{
  return form.kind == "invoices" && form.files.size() == 1 &&
         is_einvoice_file(form.files.front().name);
}

bool says_how(const Import& form)
{
  return form.submit || form.correct;
}

void check_declarations(const Import& form, Errors& problems)
{
  if (says_how(form) && form.kind != "declarations") {
    problems.push_back(both(form.kind, form.submit ? "submit" : "correct"));
  }
  if (form.correct && !form.submit) {
    problems.push_back({"usage.missing", {"submit", "import"}});
  }
}

void check_replaced(const Import& form, Errors& problems)
{
  if (!form.replaces.empty() && !is_one_einvoice(form)) {
    problems.push_back(both(form.files.empty() ? form.kind : form.files.back().name, "replaces"));
  }
}

// What makes no sense together. A row of a table has a column for what it replaces.
void check_together(const Import& form, Errors& problems)
{
  if (form.online && form.kind != "establishments") {
    problems.push_back(both(form.kind, "online"));
  }
  check_replaced(form, problems);
  check_declarations(form, problems);
}

services::DeclareAs declare_as(const Import& form)
{
  if (!form.submit) {
    return services::DeclareAs::draft;
  }
  return form.correct ? services::DeclareAs::newest : services::DeclareAs::of_file;
}

Errors in_file(const std::string& name, Errors errors)
{
  for (Error& error : errors) {
    error.where.file = name;
  }
  return errors;
}

// An invoice as data is a file of one row.
Outcome put_row(const domain::EInvoice& invoice, const std::string& name,
                const std::string& replaces, services::ImportRequest& request)
{
  TRY_ASSIGN(util::FileHandle row, util::unnamed_file());
  TRY(util::write_through(
    row, formats::einvoice_as_csv(invoice, fs::path(name).filename().string(), replaces)));
  ::lseek(row.get(), 0, SEEK_SET);
  request.file = std::move(row);
  request.csv = formats::einvoice_csv_options();
  request.csv.issuer_apart = !request.invoice.issuer.empty();
  return Done{};
}

Outcome read_einvoice(const std::string& name, const std::string& replaces,
                      services::ImportRequest& request)
{
  TRY_ASSIGN(const std::string bytes,
             util::read_whole(request.file, name, domain::k_most_document_bytes));
  const Result<domain::EInvoice> invoice = formats::read_einvoice(bytes);
  if (!invoice) {
    return in_file(name, invoice.errors());
  }
  request.invoice.takes_back = domain::takes_back(*invoice);
  const services::CompletedForm complete = services::complete_form({}, *invoice);
  if (!complete.form.problems.empty()) {
    return in_file(name, complete.form.problems);
  }
  request.invoice.format = domain::to_text(invoice->format);
  request.invoice.issuer = invoice->seller.siret.empty() ? invoice->seller.siren : "";
  request.invoice.buyer = invoice->buyer.siren;
  request.invoice.warnings = complete.warnings;
  return put_row(*invoice, name, replaces, request);
}

// Beside the table, where nobody says; what lies nowhere has no such place.
void put_rejects(const SentTable& table, const Files& files, services::ImportRequest& request)
{
  const RejectsPlace told = files.rejects_of(table);
  request.reject_form = told.form;
  request.reject_file = told.path;
  if (!told.path && !request.path.empty()) {
    request.reject_file = services::rejects_beside(table.name);
  }
}

Outcome open_input(const ImportPlan& plan, const SentTable& table, const Files& files,
                   services::ImportRequest& request)
{
  TRY_ASSIGN(OpenedFile opened, files.open(table));
  request.file = std::move(opened.file);
  request.path = std::move(opened.path);
  put_rejects(table, files, request);
  const bool is_einvoice = plan.kind == FileKind::invoices && is_einvoice_file(table.name);
  return is_einvoice ? read_einvoice(table.name, plan.form.replaces, request) : Outcome(Done{});
}

} // namespace

bool ImportPlan::is_trial() const
{
  return form.dry_run && !services::leaves_trace(kind);
}

Who ImportPlan::who() const
{
  return services::is_of_account(kind) || form.attach ? Who::anybody : Who::office;
}

Result<services::OnError> parse_on_error(std::string_view text)
{
  return word_in<store::k_on_errors>(text, "on_error");
}

namespace {

FileKind kind_of(const Import& form, Errors& problems)
{
  return given<formats::parse_file_kind>(form.kind, "kind", problems)
    .value_or(FileKind::establishments);
}

services::OnError on_error_of(const Import& form, Errors& problems)
{
  return given<parse_on_error>(form.on_error, "on_error", problems)
    .value_or(services::OnError::stop);
}

void put_counts(ImportPlan& plan, Errors& problems)
{
  const Import& form = plan.form;
  plan.max_errors = count_of(form.max_errors, "max_errors", 0, problems).value_or(0);
  plan.chunk = count_of(form.chunk, "chunk", 1, problems).value_or(0);
  plan.patience = std::chrono::seconds(
    count_of(form.patience, "patience", 0, problems).value_or(plan.patience.count()));
}

ImportPlan plan_as_said(const Import& form, Errors& problems)
{
  ImportPlan plan;
  plan.form = form;
  plan.kind = kind_of(form, problems);
  plan.csv = convention_of(form, plan.kind, problems);
  plan.on_error = on_error_of(form, problems);
  put_counts(plan, problems);
  return plan;
}

} // namespace

Result<ImportPlan> plan_of(const Import& form)
{
  Errors problems;
  const ImportPlan plan = plan_as_said(form, problems);
  if (problems.empty()) {
    check_together(form, problems);
  }
  return or_problems(plan, problems);
}

namespace {

bool is_hidden(const fs::path& path)
{
  return path.filename().string().starts_with('.');
}

std::string lower_extension(const fs::path& path)
{
  return util::to_lower(path.extension().string());
}

} // namespace

bool is_einvoice_file(const fs::path& path)
{
  const std::string extension = lower_extension(path);
  return (extension == ".pdf" || extension == ".xml") && !is_hidden(path);
}

Input input_of(const ImportPlan& plan, const SentTable& table, const Files& files)
{
  Input input;
  services::ImportRequest& request = input.request;
  request.kind = plan.kind;
  request.name = table.name;
  request.csv = plan.csv;
  request.on_error = plan.on_error;
  request.dry_run = plan.form.dry_run;
  request.attach = plan.form.attach;
  request.ignore_unknown = plan.form.ignore_unknown;
  request.max_errors = plan.max_errors;
  request.chunk = plan.chunk;
  request.patience = plan.patience;
  request.rates = &formats::built_in_rates();
  request.declare_as = declare_as(plan.form);
  input.opened = open_input(plan, table, files, request);
  return input;
}

} // namespace myatlas::operations
