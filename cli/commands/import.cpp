#include "services/import/import.hpp"

#include <filesystem>

#include <unistd.h>

#include "commands/commands.hpp"
#include "commands/given.hpp"
#include "messages/errors.hpp"
#include "output/import_report.hpp"
#include "session.hpp"
#include "util/text.hpp"

namespace myatlas::cli {

namespace {

namespace fs = std::filesystem;

struct Options
{
  std::string kind, file, on_error = "stop", rejects, encoding, separator, decimal, dates, max_errors;
  bool dry_run = false, attach = false, ignore_unknown = false;
};

void bind(CommandLine& line, Options& o)
{
  line.argument("KIND", o.kind, N_("companies, establishments or invoices"));
  line.argument("FILE", o.file, N_("CSV file, or - for standard input"));
  line.flag("-n,--dry-run", o.dry_run, N_("Check everything, write nothing: the real run, rolled back"));
  line.option("--on-error", o.on_error, "stop|reject", N_("One bad row: write nothing, or keep the good rows"));
  line.option("--rejects", o.rejects, "FILE", N_("Where refused rows go (default: beside the file, .rejected.csv)"));
  line.flag("--attach", o.attach, N_("Give the establishments to the account logged in"));
  line.option("--encoding", o.encoding, "NAME", N_("utf-8, windows-1252, iso-8859-15, utf-16le or utf-16be"));
  line.option("--separator", o.separator, "NAME", N_("semicolon, comma, tab or pipe"));
  line.option("--decimal", o.decimal, "comma|point", N_("Decimal mark of amounts"));
  line.option("--dates", o.dates, "dmy|mdy", N_("Order of dates with slashes"));
  line.flag("--ignore-unknown", o.ignore_unknown, N_("Say nothing of columns that are not known"));
  line.option("--max-errors", o.max_errors, "N", N_("Stop reading after so many errors"));
}

util::Result<services::OnError> parse_on_error(const std::string& text)
{
  if (text != "stop" && text != "reject") {
    return util::Error{"usage.choice", {text, "--on-error", "stop, reject"}};
  }
  return text == "stop" ? services::OnError::stop : services::OnError::reject;
}

util::Result<std::int64_t> parse_count(const std::string& text)
{
  if (!util::is_digits(text) || text.size() > 9) {
    return util::Error{"usage.number", {text, "--max-errors"}};
  }
  return std::int64_t{std::stol(text)};
}

// Beside the file: "mars.csv" -> "mars.rejected.csv".
std::optional<fs::path> reject_path(const Options& o)
{
  if (!o.rejects.empty()) {
    return fs::path(o.rejects);
  }
  if (o.file == "-") {
    return std::nullopt;
  }
  fs::path path(o.file);
  return path.replace_extension(".rejected.csv");
}

util::Result<services::ImportRequest> request_of(const Options& o)
{
  util::Errors problems;
  services::ImportRequest request;
  const auto kind = util::collect(formats::parse_file_kind(o.kind), problems, "KIND");
  request.kind = kind.value_or(formats::FileKind::establishments);
  request.csv.encoding = given<formats::Encoding>(o.encoding, formats::parse_encoding, "--encoding", problems);
  request.csv.separator = given<char>(o.separator, formats::parse_separator, "--separator", problems);
  request.csv.decimal = given<formats::DecimalMark>(o.decimal, formats::parse_decimal_mark, "--decimal", problems);
  request.csv.dates = given<formats::DateOrder>(o.dates, formats::parse_date_order, "--dates", problems);
  request.on_error = util::collect(parse_on_error(o.on_error), problems, "--on-error").value_or(services::OnError::stop);
  request.max_errors = given<std::int64_t>(o.max_errors, parse_count, "--max-errors", problems).value_or(0);
  request.reject_file = reject_path(o);
  if (request.on_error == services::OnError::reject && !request.reject_file && !o.dry_run) {
    problems.push_back(util::Error{"usage.missing", {"--rejects", "import"}});
  }
  std::error_code absent;
  if (request.reject_file && fs::equivalent(*request.reject_file, o.file, absent)) {
    problems.push_back(util::Error{"usage.both", {o.file, "--rejects " + o.rejects}});
  }
  request.dry_run = o.dry_run;
  request.attach = o.attach;
  request.ignore_unknown = o.ignore_unknown;
  request.sentence = [](const util::Error& error) { return sentence_of(error); };
  return problems.empty() ? util::Result<services::ImportRequest>(std::move(request))
                          : util::Result<services::ImportRequest>(problems);
}

util::Outcome open_input(const Options& o, services::ImportRequest& request)
{
  request.name = o.file == "-" ? "standard input" : o.file;
  util::Result<util::FileHandle> file =
    o.file == "-" ? util::Result<util::FileHandle>(util::FileHandle(::dup(STDIN_FILENO))) : util::open_regular(o.file);
  if (!file) {
    return file.errors();
  }
  request.file = *std::move(file);
  return util::Done{};
}

util::Errors missing_arguments(const Options& o)
{
  util::Errors problems;
  if (o.kind.empty()) {
    problems.push_back({"usage.missing", {"KIND", "import"}});
  }
  if (o.file.empty()) {
    problems.push_back({"usage.missing", {"FILE", "import"}});
  }
  return problems;
}

int run(Session& session, const Options& options)
{
  const util::Errors missing = missing_arguments(options);
  if (!missing.empty()) {
    return session.fail(missing);
  }
  util::Result<services::ImportRequest> request = request_of(options);
  if (!request) {
    return session.fail(request.errors());
  }
  const util::Outcome opened = open_input(options, *request);
  if (!opened) {
    return session.fail(opened.errors());
  }
  const bool trial = options.dry_run;
  const bool of_account = request->kind == formats::FileKind::invoices || options.attach;
  const auto report = session.in_store(
    trial ? store::Store::Use::read : store::Store::Use::write, of_account ? Login::optional : Login::none,
    [&](const services::Context& context) { return services::import_file(context, *std::move(request)); });
  return report ? show_report(session, *report) : session.fail(report.errors());
}

constexpr Example k_examples[] = {
  {N_("Check a file without writing anything"), "myatlas import establishments clients.csv --dry-run"},
  {N_("Keep the good rows, put the others in mars.rejected.csv"), "myatlas import invoices mars.csv --on-error reject"},
  {N_("From another program"), "registry-export | myatlas import companies - -o json"},
};

} // namespace

const Command k_import = {
  "import", Group::files, N_("Import companies, establishments or invoices from a CSV file"),
  N_("Reads any file a French spreadsheet writes: separator, encoding and decimal mark are found out from the header and the "
     "bytes and shown; columns are found by name, in any order. Every problem of every row is told at once. By default one "
     "bad row means nothing is written (65); with --on-error reject the good rows are written and the others go to a reject "
     "file that can be corrected and imported (3). The same file twice changes nothing. Companies and establishments are the "
     "OPCO's register and need no login; invoices need one."),
  k_examples, [](CommandLine& line) { declare_with<Options>(line, bind, run); }};

} // namespace myatlas::cli
