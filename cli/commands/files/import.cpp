#include "services/files/import.hpp"

#include "commands/files/commands.hpp"
#include "commands/files/import.hpp"
#include "commands/files/import_files.hpp"
#include "commands/files/import_request.hpp"
#include "output/import_report.hpp"
#include "output/progress.hpp"
#include "services/files/loader.hpp"
#include "session.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

util::Result<services::ImportReport> import_in(const services::Context& context, Session& session,
                                               const ImportOptions& options,
                                               services::ImportRequest request)
{
  Progress progress(session, request.name);
  request.reject_form = session.csv_style() == CsvStyle::excel ? services::RejectForm::excel
                                                               : services::RejectForm::as_read;
  request.progress = [&](const services::ImportProgress& p) { progress.show(p); };
  TRY_ASSIGN(const auto look_up, session.look_up_if(options.online));
  request.look_up = look_up;
  return services::import_file(context, std::move(request));
}

// What `act` answers in the store, opened for what the import does with it.
template <typename Act>
auto in_store_of(Session& session, const ImportOptions& options, formats::FileKind kind, Act act)
{
  const bool is_trial = options.dry_run && !options.online && !services::leaves_trace(kind);
  const bool of_account = services::is_of_account(kind) || options.attach;
  const auto use = is_trial ? store::Store::Use::trial : store::Store::Use::write;
  return session.in_store(use, of_account ? Login::any : Login::host, act);
}

// A file that an import was given, or why it is none.
struct Input
{
  services::ImportRequest request;
  util::Outcome opened = util::Done{};
};

Input input_of(const Texts& texts, const ImportOptions& options, const std::string& file)
{
  Input input{*request_of(texts, options)};
  input.opened = open_input(options, file, input.request);
  return input;
}

// In turn; a credit note comes after the invoices, of which it takes from one.
template <typename Take>
void each_in_turn(const Texts& texts, const ImportOptions& options,
                  const std::vector<std::string>& files, Take take)
{
  std::vector<std::string> later;
  for (const std::string& file : files) {
    Input input = input_of(texts, options, file);
    if (input.request.invoice.takes_back) {
      later.push_back(file);
      continue;
    }
    take(file, std::move(input));
  }
  for (const std::string& file : later) {
    take(file, input_of(texts, options, file));
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

void add_to(ReportSeries& series, const std::string& file,
            const util::Result<services::ImportReport>& report)
{
  if (report) {
    series.add(*report);
  } else {
    series.add_failure(file, report.errors());
  }
}

// Each file sees those before it, as when all are written.
util::Outcome rehearse_series(Session& session, const ImportOptions& options,
                              const std::vector<std::string>& files, ReportSeries& series)
{
  const auto rehearse = [&](const services::Context& context) -> util::Outcome {
    const store::Rehearsal rehearsal(context.store);
    each_in_turn(session.texts(), options, files, [&](const std::string& file, Input input) {
      input.request.rehearsal = true;
      add_to(series, file,
             input.opened ? import_in(context, session, options, std::move(input.request))
                          : util::Result<services::ImportReport>(input.opened.errors()));
    });
    return util::Done{};
  };
  return in_store_of(session, options, request_of(session.texts(), options)->kind, rehearse);
}

util::Result<int> import_series(Session& session, const ImportOptions& options,
                                const std::vector<std::string>& files)
{
  ReportSeries series(session);
  if (options.dry_run && !services::leaves_trace(request_of(session.texts(), options)->kind)) {
    TRY(rehearse_series(session, options, files, series));
    return series.end();
  }
  each_in_turn(session.texts(), options, files, [&](const std::string& file, Input input) {
    add_to(series, file, import_one(session, options, std::move(input)));
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
  TRY_ASSIGN(const auto report,
             import_one(session, options, input_of(session.texts(), options, file)));
  return show_report(session, report);
}

namespace {

util::Result<int> import_alone(Session& session, const ImportOptions& options,
                               const std::string& file)
{
  TRY_ASSIGN(const auto report,
             import_one(session, options, input_of(session.texts(), options, file)));
  const std::string& mapping = options.table.save_mapping;
  if (!mapping.empty()) {
    TRY(save_mapping(mapping, report.kind, report.understood));
  }
  return show_report(session, report);
}

util::Result<int> run_import(Session& session, const ImportOptions& options)
{
  if (const util::Errors missing = missing_arguments(options); !missing.empty()) {
    return missing;
  }
  TRY(request_of(session.texts(), options));
  TRY_ASSIGN(const std::vector<std::string> files,
             files_meant(options.files, options.kind == "invoices"));
  if (const util::Errors contradictory = contradictions(options, files); !contradictory.empty()) {
    return contradictory;
  }
  const bool several = options.files.size() > 1 || files.size() > 1;
  return several ? import_series(session, options, files)
                 : import_alone(session, options, files.front());
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
