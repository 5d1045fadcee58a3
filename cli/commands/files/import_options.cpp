// What an import is told.
#include "commands/files/import_options.hpp"

#include <algorithm>

#include "commands/options.hpp"
#include "formats/text/dialect.hpp"
#include "util/file.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

void bind_reading(CommandLine& line, ImportOptions& o)
{
  bind_table(line, o.request.table, o.mapping);
  line.option("--separator", o.request.separator, words_for<formats::parse_separator>,
              N_("Separator, when it cannot be found out"));
  line.option("--decimal", o.request.decimal, words_for<formats::parse_decimal_mark>,
              N_("Decimal mark of amounts"));
  line.option("--dates", o.request.dates, words_for<formats::parse_date_order>,
              N_("Order of dates with slashes"));
  line.flag("--ignore-unknown", o.request.ignore_unknown,
            N_("Say nothing of columns that are not known"));
  line.option("--max-errors", o.request.max_errors, k_number_value,
              N_("Stop reading after so many errors"));
  line.option(
    "--chunk", o.request.chunk, k_number_value,
    N_("Write so many records a transaction: an import that is cut off goes on where it was"));
  line.option("--patience", o.request.patience, "SECONDS",
              N_("Give up a pipe that is silent for so long, or has let wait ten times as long in "
                 "all (60; 0: never)"));
}

Outcome check_given(const ImportOptions& o)
{
  Errors problems;
  if (o.request.kind.empty()) {
    problems.push_back({"usage.missing", {"KIND", "import"}});
  }
  if (o.files.empty()) {
    problems.push_back({"usage.missing", {"FILE", "import"}});
  }
  return problems.empty() ? Outcome(Done{}) : Outcome(problems);
}

Error both(const std::string& one, const std::string& other)
{
  return {"usage.both", {one, other}};
}

// Of rows that come through a pipe there is no file beside which others could stand.
void check_piped(const ImportOptions& o, Errors& problems)
{
  const bool has_place = !o.rejects.empty() || o.request.dry_run;
  if (o.request.on_error == "reject" && !has_place) {
    problems.push_back({"usage.missing", {"--rejects", "import"}});
  }
  if (!o.request.chunk.empty()) {
    problems.push_back(both("-", "--chunk " + o.request.chunk));
  }
  if (o.request.online) {
    problems.push_back(both("-", "--online"));
  }
}

// "--rejects out.csv": what is written beside the store.
std::vector<std::pair<std::string, std::string>> written_by(const ImportOptions& o)
{
  std::vector<std::pair<std::string, std::string>> written;
  for (const auto& [given, option] :
       {std::pair{&o.rejects, "--rejects "}, {&o.mapping.save, "--save-mapping "}}) {
    if (!given->empty()) {
      written.emplace_back(option + *given, *given);
    }
  }
  return written;
}

// What is written of one file is not of several.
void check_several(const ImportOptions& o, const std::string& second, Errors& problems)
{
  for (const auto& [told, path] : written_by(o)) {
    problems.push_back(both(second, told));
  }
}

// Nor in its place: it may have been found in a folder.
void check_one(const ImportOptions& o, const std::string& file, Errors& problems)
{
  for (const auto& [told, path] : written_by(o)) {
    if (util::is_same_file(path, file)) {
      problems.push_back(both(file, told));
    }
  }
}

// Of where the rows come from and the refused ones go.
Outcome check_files(const ImportOptions& o, const std::vector<std::string>& files)
{
  Errors problems;
  if (std::ranges::find(files, "-") != files.end()) {
    check_piped(o, problems);
  }
  if (files.size() > 1) {
    check_several(o, files[1], problems);
  }
  check_one(o, files.front(), problems);
  return problems.empty() ? Outcome(Done{}) : Outcome(problems);
}

} // namespace

void bind_import(CommandLine& line, ImportOptions& o)
{
  line.argument({"KIND", words_known(formats::parse_file_kind)}, o.request.kind,
                N_("companies, establishments, employees, requests, contracts, invoices, payrolls, "
                   "certifications, clients, access, declarations or payments"),
                Need::form);
  line.arguments(Kind::file, o.files,
                 N_("CSV or .xlsx files, folders of them, or - for standard input; invoices: "
                    "Factur-X, CII or UBL too"),
                 Need::form);
  line.flag("-n,--dry-run", o.request.dry_run,
            N_("Check everything, write nothing: the real run, rolled back"));
  line.option("--on-error", o.request.on_error, words_for<operations::parse_on_error>,
              N_("One bad row: write nothing, or keep the good rows"));
  line.target("--rejects", o.rejects,
              N_("Where refused rows go, as CSV or .xlsx (default: beside the file, .rejected.csv "
                 "or .rejected.xlsx)"));
  line.flag("--attach", o.request.attach, N_("Give the establishments to the account logged in"));
  line.flag(
    "--online", o.request.online,
    N_("Establishments: ask the public register for each; a closed one is a problem of its row"));
  line.flag("--submit", o.request.submit,
            N_("Declarations: submit them; without it they are drafts"));
  line.flag(
    "--correct", o.request.correct,
    N_("Declarations, with --submit: replace those that were submitted with other figures"));
  line.option("--replaces", o.request.replaces, "NUMBER",
              N_("An invoice as data: the refused or cancelled invoice it takes the place of"));
  bind_reading(line, o);
}

Outcome complete_import(Session&, ImportOptions& o, LocalFiles&)
{
  TRY(check_given(o));
  TRY(read_mapping(o.mapping, o.request.table));
  TRY_ASSIGN(const auto files, files_meant(o.files, o.request.kind == "invoices"));
  TRY(check_files(o, files));
  std::ranges::transform(files, std::back_inserter(o.request.files), TableFiles::named);
  return Done{};
}

} // namespace myatlas::cli
