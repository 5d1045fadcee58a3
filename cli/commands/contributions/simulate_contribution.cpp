#include <filesystem>

#include <fmt/format.h>

#include "commands/contributions/commands.hpp"
#include "commands/contributions/simulate.hpp"
#include "formats/tables/table_writer.hpp"
#include "operations/contributions/simulate.hpp"
#include "operations/contributions/simulate_request.hpp"
#include "operations/contributions/simulation_documents.hpp"
#include "operations/files/table_told.hpp"
#include "output/contribution_view.hpp"
#include "output/result_file.hpp"
#include "output/wrap.hpp"
#include "request.hpp"
#include "texts/errors.hpp"
#include "texts/texts.hpp"
#include "util/text.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

Outcome check_form(const Session& session, const SimulateOptions& o)
{
  if (o.request.explain && session.form() != Form::table) {
    return Error{"usage.both", {"--explain", "--output"}};
  }
  if (!o.batch.empty() && session.form() == Form::json) {
    return Error{"usage.choice", {"json", "--output", "csv, jsonl"}};
  }
  return Done{};
}

// In which form answers are written to a file: a workbook, or CSV as Excel opens it.
const char* form_of_file(const std::string& path)
{
  const std::string extension = std::filesystem::path(path).extension().string();
  return util::to_lower(extension) == ".xlsx" ? "xlsx" : "excel";
}

const char* form_of_output(const Session& session)
{
  if (session.form() == Form::jsonl) {
    return "jsonl";
  }
  return session.csv_style() == CsvStyle::excel ? "excel" : "csv";
}

Outcome take_batch(const Session& session, SimulateOptions& o)
{
  if (!o.to.empty()) {
    TRY(formats::check_table_name(o.to, "--to"));
    o.request.format = form_of_file(o.to);
  }
  if (o.batch.empty()) {
    const bool has_mapping = !o.mapping.read.empty() || !o.mapping.save.empty();
    return fail_unless(!has_mapping, {"usage.missing", {"--batch", "simulate-contribution"}});
  }
  o.request.batch.name = o.batch;
  o.request.format = o.to.empty() ? form_of_output(session) : o.request.format;
  return read_mapping(o.mapping, o.request.table);
}

Outcome complete_simulation(Session& session, SimulateOptions& o, LocalFiles& files)
{
  TRY(check_form(session, o));
  operations::Simulate& request = o.request;
  request.rates = files.send(o.rates, formats::k_most_json_bytes);
  request.employers = files.send(o.from_file, formats::k_most_json_bytes);
  request.dsn = dsn_files_meant(o.dsn);
  request.dsn_archive = has_folder(o.dsn);
  request.statement = !o.pdf.empty();
  request.statements = !o.pdf_dir.empty();
  return take_batch(session, o);
}

// What became of a file, beside its answers.
void tell_batch(const Session& session, const SimulateOptions& o, const Json& told)
{
  const Texts& texts = session.texts();
  const auto count = [&](const char* member) { return told[member].get<std::int64_t>(); };
  session.note(
    texts.trf(N_("{0}, {1}."), texts.trn("{0} employer read", "{0} employers read", count("read")),
              texts.trn("{0} of them refused", "{0} of them refused", count("refused"))));
  if (!o.pdf_dir.empty()) {
    session.note(
      texts.trn("{0} statement written.", "{0} statements written.", count("statements")));
  }
  if (count("agreements_known") > 0) {
    session.note(texts.trn("{0} collective agreement (IDCC) taken from the store.",
                           "{0} collective agreements (IDCC) taken from the store.",
                           count("agreements_known")));
  }
  for (const Json& warning : told["warnings"]) {
    session.warn(Error{warning["code"], warning["values"]});
  }
}

Result<int> show_batch(const Session& session, const SimulateOptions& o, SimulateFiles& files,
                       const operations::Answer& answer)
{
  TRY(files.keep());
  if (!o.mapping.save.empty()) {
    const operations::TableTold& read = *answer.table;
    TRY(save_mapping(o.mapping.save, "employers", read.understood));
  }
  const Json& told = answer.document;
  tell_batch(session, o, told);
  return static_cast<int>(told["refused"] == 0 ? Status::done : Status::partial);
}

std::string sentences_of(const Session& session, const Json& employer)
{
  std::string text;
  for (const Json& sentence : employer["sentences"]) {
    text +=
      wrapped(sentence.get<std::string>(), 0, 2, readable_width(session.env().out_columns)) + "\n";
  }
  return text;
}

std::string text_or_empty(const Json& member)
{
  return member.is_null() ? "" : member.get<std::string>();
}

int explain(Session& session, const Json& employers)
{
  const bool several = employers.size() > 1;
  std::string text;
  for (const Json& employer : employers) {
    if (several) {
      text += text_or_empty(employer["name"]) + " " + text_or_empty(employer["siren"]) + "\n\n";
    }
    text += sentences_of(session, employer);
    text += several ? "\n" : "";
  }
  return session.print(text);
}

// Says which threshold a case reaches without its counting, since its amounts would seem wrong to
// who knows the rate from there on.
void tell_frozen(const Session& session, const Json& variant)
{
  const Texts& texts = session.texts();
  if (const auto at = operations::frozen_threshold(variant)) {
    session.note(texts.trf(N_("{0}: the threshold of {1} is reached, and counts only after five "
                              "calendar years in a row (CSS L130-1 II)."),
                           variant["variant"] == "base" ? texts.tr(N_("as asked"))
                                                        : variant["variant"].get<std::string>(),
                           texts.decimal(*at)));
  }
}

int show_comparison(Session& session, const Json& comparison)
{
  for (const Json& variant : comparison["variants"]) {
    tell_frozen(session, variant);
  }
  return session.show(comparison_view(session.texts(), comparison, session.form()));
}

int show_one(Session& session, const Json& contribution)
{
  const bool declares = contribution.contains("declared");
  const int status = session.show(contribution_view(session.texts(), contribution, session.form()));
  if (session.form() != Form::table || !declares) {
    return status;
  }
  session.print("\n");
  return session.show(declared_view(session.texts(), contribution));
}

// Each document by what it is a list of.
int show_figures(Session& session, const Json& document)
{
  if (document.contains("employers")) {
    return explain(session, document["employers"]);
  }
  if (document.contains("variants")) {
    return show_comparison(session, document);
  }
  return document.contains("results") ? session.show(contributions_view(document))
                                      : show_one(session, document);
}

Result<int> show_simulation(Session& session, const SimulateOptions& o, SimulateFiles& files,
                            const operations::Answer& answer)
{
  if (!o.batch.empty()) {
    return show_batch(session, o, files, answer);
  }
  TRY(write_pdf_of(answer, o.pdf));
  return show_figures(session, answer.document);
}

constexpr Example k_simulate_examples[] = {
  {N_("A firm of 12"), "myatlas simulate-contribution --year 2025 --headcount 12 --payroll 500000"},
  {N_("Consultants of Syntec, with fixed-term pay"),
   "myatlas simulate-contribution --year 2025 --headcount 30 --payroll 1500000 --cdd-payroll 80000 "
   "--idcc 1486"},
  {N_("A month of a large firm"), "myatlas simulate-contribution --month 2026-07 --headcount 400 "
                                  "--payroll 1200000 --alternants-ratio 2.4 -o json"},
  {N_("Three hundred clients of a workbook: a workbook of answers, and a statement for each"),
   "myatlas simulate-contribution --batch clients.xlsx --to contributions.xlsx --pdf-dir "
   "statements --firm 'Cabinet Dupont'"},
  {N_("A firm's whole archive of DSN, by company and year"),
   "myatlas simulate-contribution --dsn archive/ -o csv --csv-for excel"},
  {N_("What an eleventh employee would cost: for five calendar years the threshold that is crossed "
      "does not count"),
   "myatlas simulate-contribution --year 2025 --headcount 10 --payroll 400000 --compare "
   "headcount=11"},
};

} // namespace

const Command k_simulate = {
  .name = "simulate-contribution",
  .group = Group::contributions,
  .summary = N_("Simulate the contributions of an employer"),
  .description = N_(
    "Computes, from payroll figures, the contributions (before VAT) to training and apprenticeship "
    "of payroll years 2014 to 2026: cfp, cpf_cdd, ta before 2020, ta_principal and ta_solde from "
    "then on, csa, and the contribution of the branches OPCO Atlas collects for. The figures come "
    "from options, a JSON file, the store, DSN files or a CSV of employers. Every rate comes from "
    "schemas/rates.v1.json with its article and source; one that is not there is an error, never a "
    "guess. Where only the rate of the branch is not known, its line has no amount and the total "
    "is without it, which is told; with --strict that is an error. With --compare headcount=H a "
    "threshold that is crossed upwards does not count for five calendar years (CSS L130-1 II), "
    "unless --headcount-history says that it does."),
  .examples = k_simulate_examples,
  .declare = asks<operations::k_simulate, bind_simulate, show_simulation, complete_simulation>,
  .operation = &operations::k_simulate,
};

} // namespace myatlas::cli
