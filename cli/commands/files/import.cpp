#include "services/files/import.hpp"

#include <algorithm>
#include <filesystem>

#include <unistd.h>

#include "commands/files/commands.hpp"
#include "commands/files/import.hpp"
#include "commands/files/import_files.hpp"
#include "commands/options.hpp"
#include "commands/table_options.hpp"
#include "domain/dossiers/document.hpp"
#include "formats/einvoice/einvoice.hpp"
#include "formats/json/rates_json.hpp"
#include "messages/errors.hpp"
#include "output/import_report.hpp"
#include "output/progress.hpp"
#include "services/files/loader.hpp"
#include "services/files/rejects.hpp"
#include "services/invoices/einvoices.hpp"
#include "session.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

namespace fs = std::filesystem;

struct ImportOptions
{
  TableOptions table;
  std::string kind, on_error = "stop", rejects, replaces, separator, decimal, dates, max_errors,
                    chunk, patience;
  std::vector<std::string> files;
  bool dry_run = false, attach = false, ignore_unknown = false, online = false, submit = false,
       correct = false;
};

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

// What is the same for every file.
util::Result<services::ImportRequest> request_of(const ImportOptions& o)
{
  util::Errors problems;
  services::ImportRequest request;
  const auto kind = util::collect(formats::parse_file_kind(o.kind), problems, "KIND");
  request.kind = kind.value_or(formats::FileKind::establishments);
  request.csv = csv_options_of(o.table, request.kind, problems);
  request.csv.separator =
    given<char>(o.separator, formats::parse_separator, "--separator", problems);
  request.csv.decimal =
    given<formats::DecimalMark>(o.decimal, formats::parse_decimal_mark, "--decimal", problems);
  request.csv.dates =
    given<formats::DateOrder>(o.dates, formats::parse_date_order, "--dates", problems);
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
  request.declare_as = !o.submit   ? services::DeclareAs::draft
                       : o.correct ? services::DeclareAs::newest
                                   : services::DeclareAs::of_file;
  request.sentence = [](const util::Error& error) { return sentence_of(error); };
  return problems.empty() ? util::Result<services::ImportRequest>(std::move(request))
                          : util::Result<services::ImportRequest>(problems);
}

// What makes no sense together.
util::Errors contradictions(const ImportOptions& o, const std::vector<std::string>& files)
{
  util::Errors problems;
  const bool piped = std::ranges::find(files, "-") != files.end();
  if (o.on_error == "reject" && piped && o.rejects.empty() && !o.dry_run) {
    problems.push_back(util::Error{"usage.missing", {"--rejects", "import"}});
  }
  for (const auto& [given, option] :
       {std::pair{&o.rejects, "--rejects "}, {&o.table.save_mapping, "--save-mapping "}}) {
    if (files.size() > 1 && !given->empty()) {
      problems.push_back(util::Error{"usage.both", {files[1], option + *given}});
    }
  }
  if (piped && !o.chunk.empty()) {
    problems.push_back(util::Error{"usage.both", {"-", "--chunk " + o.chunk}});
  }
  if (o.online && (piped || o.kind != "establishments")) {
    problems.push_back(util::Error{"usage.both", {piped ? "-" : o.kind, "--online"}});
  }
  if (!o.replaces.empty() &&
      (o.kind != "invoices" || files.size() != 1 ||
       !is_einvoice_file(files[0]))) { // a row of a table has a column for it
    problems.push_back(
      util::Error{"usage.both", {files.empty() ? o.kind : files.back(), "--replaces"}});
  }
  if ((o.submit || o.correct) && o.kind != "declarations") {
    problems.push_back(util::Error{"usage.both", {o.kind, o.submit ? "--submit" : "--correct"}});
  }
  if (o.correct && !o.submit) {
    problems.push_back(util::Error{"usage.missing", {"--submit", "import"}});
  }
  if (const util::Outcome form = services::check_rejects_form(o.rejects); !form) {
    problems.push_back(form.error());
  }
  std::error_code absent;
  if (!o.rejects.empty() && !files.empty() && fs::equivalent(o.rejects, files[0], absent)) {
    problems.push_back(util::Error{"usage.both", {files[0], "--rejects " + o.rejects}});
  }
  return problems;
}

// An invoice as data is a file of one row.
util::Outcome open_einvoice(const std::string& file, const std::string& replaces,
                            services::ImportRequest& request)
{
  TRY_ASSIGN(const std::string bytes, util::read_file(file, domain::k_most_document_bytes));
  const util::Result<domain::EInvoice> invoice = formats::read_einvoice(bytes);
  if (!invoice) {
    return in_form(file, invoice.errors());
  }
  request.invoice.takes_back = domain::takes_back(*invoice);
  const services::CompletedForm complete = services::complete_form({}, *invoice);
  if (!complete.form.problems.empty()) {
    return in_form(file, complete.form.problems);
  }
  request.invoice = {domain::to_text(invoice->format),
                     invoice->seller.siret.empty() ? invoice->seller.siren : "",
                     invoice->buyer.siren, complete.warnings, request.invoice.takes_back};
  util::Result<util::FileHandle> row = util::unnamed_file();
  const std::string csv =
    formats::einvoice_as_csv(*invoice, fs::path(file).filename().string(), replaces);
  const util::Outcome written = row ? util::write_through(*row, csv) : util::Outcome(row.errors());
  if (written) {
    ::lseek(row->get(), 0, SEEK_SET);
    request.file = *std::move(row);
    request.csv = formats::einvoice_csv_options();
    request.csv.issuer_apart = !request.invoice.issuer.empty();
  }
  return written;
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

util::Result<services::ImportReport> import_in(const services::Context& context, Session& session,
                                               const ImportOptions& options,
                                               services::ImportRequest request)
{
  Progress progress(session, request.name);
  request.reject_form = session.csv_style() == CsvStyle::excel ? services::RejectForm::excel
                                                               : services::RejectForm::as_read;
  request.progress = [&](const services::ImportProgress& p) { progress.show(p); };
  TRY_ASSIGN(const auto look_up,
             options.online ? session.look_up() : util::Result<services::SireneLookup*>(nullptr));
  request.look_up = look_up;
  return services::import_file(context, std::move(request));
}

// What `act` answers in the store, opened for what the import does with it.
template <typename Act>
auto in_store_of(Session& session, const ImportOptions& options, formats::FileKind kind, Act act)
{
  const bool of_account = services::is_of_account(kind) || options.attach;
  return session.in_store(options.dry_run && !options.online && !services::leaves_trace(kind)
                            ? store::Store::Use::trial
                            : store::Store::Use::write,
                          of_account ? Login::any : Login::host, act);
}

// A file that an import was given, or why it is none.
struct Input
{
  services::ImportRequest request;
  util::Outcome opened = util::Done{};
};

Input input_of(const ImportOptions& options, const std::string& file)
{
  Input input{*request_of(options)};
  input.opened = open_input(options, file, input.request);
  return input;
}

// In turn; a credit note comes after the invoices, of which it takes from one.
template <typename Take>
void each_in_turn(const ImportOptions& options, const std::vector<std::string>& files, Take take)
{
  std::vector<std::string> later;
  for (const std::string& file : files) {
    Input input = input_of(options, file);
    if (input.request.invoice.takes_back) {
      later.push_back(file);
      continue;
    }
    take(file, std::move(input));
  }
  for (const std::string& file : later) {
    take(file, input_of(options, file));
  }
}

util::Result<services::ImportReport> import_one(Session& session, const ImportOptions& options,
                                                Input input)
{
  if (!input.opened) {
    return input.opened.errors();
  }
  return in_store_of(session, options, input.request.kind,
                     [&](const services::Context& context) -> util::Result<services::ImportReport> {
                       return import_in(context, session, options, std::move(input.request));
                     });
}

util::Errors missing_arguments(const ImportOptions& o)
{
  util::Errors problems;
  if (o.kind.empty()) {
    problems.push_back({"usage.missing", {"KIND", "import"}});
  }
  if (o.files.empty()) {
    problems.push_back({"usage.missing", {"FILE", "import"}});
  }
  return problems;
}

// Each file sees those before it, as when all are written.
util::Outcome rehearse_series(Session& session, const ImportOptions& options,
                              const std::vector<std::string>& files, ReportSeries& series)
{
  return in_store_of(session, options, request_of(options)->kind,
                     [&](const services::Context& context) -> util::Outcome {
                       const store::Rehearsal rehearsal(context.store);
                       each_in_turn(options, files, [&](const std::string& file, Input input) {
                         input.request.rehearsal = true;
                         const auto report =
                           input.opened
                             ? import_in(context, session, options, std::move(input.request))
                             : util::Result<services::ImportReport>(input.opened.errors());
                         report ? series.add(*report) : series.add_failure(file, report.errors());
                       });
                       return util::Done{};
                     });
}

util::Result<int> import_series(Session& session, const ImportOptions& options,
                                const std::vector<std::string>& files)
{
  ReportSeries series(session);
  if (options.dry_run && !services::leaves_trace(request_of(options)->kind)) {
    const util::Outcome rehearsed = rehearse_series(session, options, files, series);
    return rehearsed ? series.end() : session.fail(rehearsed.errors());
  }
  each_in_turn(options, files, [&](const std::string& file, Input input) {
    const auto report = import_one(session, options, std::move(input));
    report ? series.add(*report) : series.add_failure(file, report.errors());
  });
  return series.end();
}

} // namespace

util::Result<int> import_table(Session& session, const std::string& kind, const std::string& file,
                               TableUse use)
{
  ImportOptions options;
  options.kind = kind;
  options.files = {file};
  options.submit = use != TableUse::as_it_is;
  options.correct = use == TableUse::corrected;
  const auto report = import_one(session, options, input_of(options, file));
  return report ? show_report(session, *report) : session.fail(report.errors());
}

namespace {

util::Result<int> run_import(Session& session, const ImportOptions& options)
{
  const util::Errors missing = missing_arguments(options);
  if (!missing.empty()) {
    return session.fail(missing);
  }
  const util::Result<services::ImportRequest> request = request_of(options);
  const util::Result<std::vector<std::string>> files =
    files_meant(options.files, options.kind == "invoices");
  if (!request || !files) {
    return session.fail(request ? files.errors() : request.errors());
  }
  const util::Errors contradictory = contradictions(options, *files);
  if (!contradictory.empty()) {
    return session.fail(contradictory);
  }
  const bool several = options.files.size() > 1 || files->size() > 1;
  if (several) {
    return import_series(session, options, *files);
  }
  const auto report = import_one(session, options, input_of(options, files->front()));
  const util::Outcome saved =
    report && !options.table.save_mapping.empty()
      ? save_mapping(options.table.save_mapping, report->kind, report->understood)
      : util::Outcome(util::Done{});
  return report && saved ? show_report(session, *report)
                         : session.fail(report ? saved.errors() : report.errors());
}

constexpr Example k_import_examples[] = {
  {N_("Check a file without writing anything"),
   "myatlas import establishments clients.csv --dry-run"},
  {N_("Keep the good rows, put the others in mars.rejected.csv"),
   "myatlas import invoices mars.csv --on-error reject"},
  {N_("From another program"), "registry-export | myatlas import companies - -o json"},
  {N_("All files of a folder, one after the other, with one sum at the end"),
   "myatlas import invoices factures/ mars.csv"},
  {N_("Invoices as data, all those of a folder"),
   "myatlas import invoices factur-x/ --on-error reject"},
  {N_("Three hundred clients taken on at once, then declared"),
   "myatlas import clients clients.xlsx"},
  {N_("The declarations of a year, submitted"), "myatlas import declarations masses.csv --submit"},
  {N_("A large file in parts, so that it goes on where it was cut off"),
   "myatlas import establishments register.csv --chunk 50000"},
};

} // namespace

const Command k_import = {
  .name = "import",
  .group = Group::files,
  .summary = N_("Import clients, companies, invoices, declarations and more from files"),
  .description = N_(
    "Reads any file a French spreadsheet writes: separator, encoding and decimal mark are found "
    "out from the header and the bytes and shown; columns are found by name, in any order. Every "
    "problem of every row is told at once. By default one bad row means nothing is written (65); "
    "with --on-error reject the good rows are written and the others go to a reject file that can "
    "be corrected and imported (3). The same file twice changes nothing. Companies, "
    "establishments, payrolls and certifications are the OPCO's register and need no login, as "
    "payments; employees, requests, contracts, invoices, clients, access and declarations need "
    "one. Clients are companies the account takes on, each with its member code and payroll as "
    "proof; access is what it gives other addresses; declarations are drafts unless --submit is "
    "given, and what a row leaves out is taken from what the store knows. A payment beyond what is "
    "left becomes a credit. A file named in an invoice's column fichier is taken from the folder "
    "of the CSV file. Invoices may also be Factur-X PDFs, CII or UBL: files, or a folder without a "
    "CSV file; each is a row of its own and is kept as that invoice's file."),
  .examples = k_import_examples,
  .declare = with_options<bind_import, run_import>,
};

} // namespace myatlas::cli
