// What an import is told, and what it reads.
#include "commands/files/import_request.hpp"

#include <algorithm>
#include <filesystem>

#include <unistd.h>

#include "commands/files/import_files.hpp"
#include "commands/options.hpp"
#include "domain/dossiers/document.hpp"
#include "formats/einvoice/einvoice.hpp"
#include "formats/json/rates_json.hpp"
#include "operations/operation.hpp"
#include "services/files/rejects.hpp"
#include "services/invoices/einvoices.hpp"
#include "session.hpp"
#include "texts/errors.hpp"
#include "util/text.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

namespace fs = std::filesystem;

void bind_reading(CommandLine& line, ImportOptions& o)
{
  bind_table(line, o.table);
  line.option("--separator", o.separator, words_known(formats::parse_separator),
              N_("Separator, when it cannot be found out"));
  line.option("--decimal", o.decimal, "comma|point", N_("Decimal mark of amounts"));
  line.option("--dates", o.dates, "dmy|mdy", N_("Order of dates with slashes"));
  line.flag("--ignore-unknown", o.ignore_unknown, N_("Say nothing of columns that are not known"));
  line.option("--max-errors", o.max_errors, "N", N_("Stop reading after so many errors"));
  line.option(
    "--chunk", o.chunk, "N",
    N_("Write so many records a transaction: an import that is cut off goes on where it was"));
  line.option("--patience", o.patience, "SECONDS",
              N_("Give up a pipe that is silent for so long, or has let wait ten times as long in "
                 "all (60; 0: never)"));
}

util::Result<services::OnError> parse_on_error(const std::string& text)
{
  if (text != "stop" && text != "reject") {
    return util::Error{"usage.choice", {text, "--on-error", "stop, reject"}};
  }
  return text == "stop" ? services::OnError::stop : services::OnError::reject;
}

// A whole number given to `option`, from `least`.
std::optional<std::int64_t> count_of(const std::string& text, const char* option,
                                     std::int64_t least, util::Errors& problems)
{
  if (text.empty()) {
    return std::nullopt;
  }
  if (!util::is_digits(text) || text.size() > 9 || std::stol(text) < least) {
    problems.push_back(util::Error{"usage.number", {text, option}}.at(option));
    return std::nullopt;
  }
  return std::stol(text);
}

std::optional<fs::path> reject_path(const ImportOptions& o, const std::string& file)
{
  if (!o.rejects.empty()) {
    return fs::path(o.rejects);
  }
  return file == "-" ? std::nullopt : std::optional(services::rejects_beside(file));
}

// How its rows are read.
void read_convention(const ImportOptions& o, formats::CsvOptions& csv, util::Errors& problems)
{
  csv.separator = operations::given<formats::parse_separator>(o.separator, "--separator", problems);
  csv.decimal = operations::given<formats::parse_decimal_mark>(o.decimal, "--decimal", problems);
  csv.dates = operations::given<formats::parse_date_order>(o.dates, "--dates", problems);
}

services::DeclareAs declare_as(const ImportOptions& o)
{
  if (!o.submit) {
    return services::DeclareAs::draft;
  }
  return o.correct ? services::DeclareAs::newest : services::DeclareAs::of_file;
}

util::Error both(const std::string& one, const std::string& other)
{
  return {"usage.both", {one, other}};
}

// Of where the rows come from and the refused ones go.
void check_files(const ImportOptions& o, const std::vector<std::string>& files,
                 util::Errors& problems)
{
  const bool piped = std::ranges::find(files, "-") != files.end();
  if (o.on_error == "reject" && piped && o.rejects.empty() && !o.dry_run) {
    problems.push_back(util::Error{"usage.missing", {"--rejects", "import"}});
  }
  for (const auto& [given, option] :
       {std::pair{&o.rejects, "--rejects "}, {&o.table.save_mapping, "--save-mapping "}}) {
    if (files.size() > 1 && !given->empty()) {
      problems.push_back(both(files[1], option + *given));
    }
  }
  if (piped && !o.chunk.empty()) {
    problems.push_back(both("-", "--chunk " + o.chunk));
  }
  if (o.online && (piped || o.kind != "establishments")) {
    problems.push_back(both(piped ? "-" : o.kind, "--online"));
  }
}

// A row of a table has a column for what it replaces.
bool is_one_einvoice(const ImportOptions& o, const std::vector<std::string>& files)
{
  return o.kind == "invoices" && files.size() == 1 && is_einvoice_file(files[0]);
}

// An invoice as data is a file of one row.
util::Outcome put_row(const domain::EInvoice& invoice, const std::string& file,
                      const std::string& replaces, services::ImportRequest& request)
{
  TRY_ASSIGN(util::FileHandle row, util::unnamed_file());
  TRY(util::write_through(
    row, formats::einvoice_as_csv(invoice, fs::path(file).filename().string(), replaces)));
  ::lseek(row.get(), 0, SEEK_SET);
  request.file = std::move(row);
  request.csv = formats::einvoice_csv_options();
  request.csv.issuer_apart = !request.invoice.issuer.empty();
  return util::Done{};
}

util::Outcome open_einvoice(const std::string& file, const std::string& replaces,
                            services::ImportRequest& request)
{
  TRY_ASSIGN(const std::string bytes, util::read_file(file, domain::k_most_document_bytes));
  TRY_ASSIGN(const domain::EInvoice invoice, in_form(file, formats::read_einvoice(bytes)));
  request.invoice.takes_back = domain::takes_back(invoice);
  const services::CompletedForm complete = services::complete_form({}, invoice);
  if (!complete.form.problems.empty()) {
    return in_form(file, complete.form.problems);
  }
  request.invoice.format = domain::to_text(invoice.format);
  request.invoice.issuer = invoice.seller.siret.empty() ? invoice.seller.siren : "";
  request.invoice.buyer = invoice.buyer.siren;
  request.invoice.warnings = complete.warnings;
  return put_row(invoice, file, replaces, request);
}

} // namespace

void bind_import(CommandLine& line, ImportOptions& o)
{
  line.argument({"KIND", words_known(formats::parse_file_kind)}, o.kind,
                N_("companies, establishments, employees, requests, contracts, invoices, payrolls, "
                   "certifications, clients, access, declarations or payments"),
                Need::form);
  line.arguments(Kind::file, o.files,
                 N_("CSV or .xlsx files, folders of them, or - for standard input; invoices: "
                    "Factur-X, CII or UBL too"),
                 Need::form);
  line.flag("-n,--dry-run", o.dry_run,
            N_("Check everything, write nothing: the real run, rolled back"));
  line.option("--on-error", o.on_error, "stop|reject",
              N_("One bad row: write nothing, or keep the good rows"));
  line.target("--rejects", o.rejects,
              N_("Where refused rows go, as CSV or .xlsx (default: beside the file, .rejected.csv "
                 "or .rejected.xlsx)"));
  line.flag("--attach", o.attach, N_("Give the establishments to the account logged in"));
  line.flag(
    "--online", o.online,
    N_("Establishments: ask the public register for each; a closed one is a problem of its row"));
  line.flag("--submit", o.submit, N_("Declarations: submit them; without it they are drafts"));
  line.flag(
    "--correct", o.correct,
    N_("Declarations, with --submit: replace those that were submitted with other figures"));
  line.option("--replaces", o.replaces, "NUMBER",
              N_("An invoice as data: the refused or cancelled invoice it takes the place of"));
  bind_reading(line, o);
}

util::Result<services::ImportRequest> request_of(const Texts& texts, const ImportOptions& o)
{
  util::Errors problems;
  services::ImportRequest request;
  const auto kind = util::collect(formats::parse_file_kind(o.kind), problems, "KIND");
  request.kind = kind.value_or(formats::FileKind::establishments);
  request.csv = csv_options_of(o.table, request.kind, problems);
  read_convention(o, request.csv, problems);
  request.on_error = util::collect(parse_on_error(o.on_error), problems, "--on-error")
                       .value_or(services::OnError::stop);
  request.max_errors = count_of(o.max_errors, "--max-errors", 0, problems).value_or(0);
  request.chunk = count_of(o.chunk, "--chunk", 1, problems).value_or(0);
  request.patience =
    std::chrono::seconds(count_of(o.patience, "--patience", 0, problems).value_or(60));
  request.dry_run = o.dry_run;
  request.attach = o.attach;
  request.ignore_unknown = o.ignore_unknown;
  request.rates = &formats::built_in_rates();
  request.declare_as = declare_as(o);
  request.sentence = [texts](const util::Error& error) { return sentence_of(texts, error); };
  if (!problems.empty()) {
    return problems;
  }
  return request;
}

util::Errors contradictions(const ImportOptions& o, const std::vector<std::string>& files)
{
  util::Errors problems;
  check_files(o, files, problems);
  if (!o.replaces.empty() && !is_one_einvoice(o, files)) {
    problems.push_back(both(files.empty() ? o.kind : files.back(), "--replaces"));
  }
  if ((o.submit || o.correct) && o.kind != "declarations") {
    problems.push_back(both(o.kind, o.submit ? "--submit" : "--correct"));
  }
  if (o.correct && !o.submit) {
    problems.push_back(util::Error{"usage.missing", {"--submit", "import"}});
  }
  if (const util::Outcome form = services::check_rejects_form(o.rejects); !form) {
    problems.push_back(form.error());
  }
  std::error_code absent;
  if (!o.rejects.empty() && !files.empty() && fs::equivalent(o.rejects, files[0], absent)) {
    problems.push_back(both(files[0], "--rejects " + o.rejects));
  }
  return problems;
}

util::Outcome open_input(const ImportOptions& o, const std::string& file,
                         services::ImportRequest& request)
{
  request.name = file == "-" ? std::string(services::k_standard_input) : file;
  request.path = file == "-" ? fs::path() : fs::absolute(file).lexically_normal();
  request.reject_file = reject_path(o, file);
  if (o.kind == "invoices" && file != "-" && is_einvoice_file(file)) {
    return open_einvoice(file, o.replaces, request);
  }
  TRY_ASSIGN(util::FileHandle opened,
             file == "-" ? util::Result<util::FileHandle>(util::FileHandle(::dup(STDIN_FILENO)))
                         : util::open_regular(file));
  request.file = std::move(opened);
  return util::Done{};
}

} // namespace myatlas::cli
