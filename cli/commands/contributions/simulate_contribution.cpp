#include <algorithm>

#include <fmt/format.h>

#include "commands/contributions/commands.hpp"
#include "commands/contributions/simulate.hpp"
#include "commands/options.hpp"
#include "domain/contributions/employer_form.hpp"
#include "domain/contributions/simulation.hpp"
#include "formats/json/forms_json.hpp"
#include "formats/json/rates_json.hpp"
#include "operations/contributions/simulate.hpp"
#include "output/contribution_view.hpp"
#include "output/wrap.hpp"
#include "request.hpp"
#include "texts/errors.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

Result<std::vector<domain::PayrollForm>> forms_of(Session& session, const SimulateOptions& o)
{
  using Forms = std::vector<domain::PayrollForm>;
  if (!o.from_file.empty()) {
    return read_from(o.from_file, formats::read_payrolls);
  }
  if (o.company.empty()) {
    return Forms{o.form};
  }
  LocalFiles files;
  const operations::KnownEmployers request{
    .company = o.company,
    .form = o.form,
    .rates = files.send(o.rates, formats::k_most_json_bytes),
  };
  const auto answer = session.ask(operations::k_simulate, request, files);
  return answer ? formats::read_payrolls(answer->document.dump()) : Result<Forms>(answer.errors());
}

// Where apprentices work is not asked: it matters where their pay is out of the base of the tax,
// which has two rates then.
Errors warnings_about(const domain::PayrollFacts& facts, const domain::Simulation& simulation)
{
  const auto* tax = std::ranges::find(simulation, domain::Contribution::ta_principal,
                                      &domain::ContributionLine::code);
  const bool exempt = tax != simulation.end() && tax->base.cents > 0 && tax->base < facts.pay.total;
  const bool matters =
    exempt && facts.pay.apprentices.cents > 0 && facts.pay.alsace_moselle.cents > 0;
  return matters ? Errors{{"contribution.apprentices_elsewhere", {}}} : Errors{};
}

Result<EmployerResult> result_of(const domain::RateTable& rates, const domain::PayrollForm& form,
                                 const SimulateOptions& o)
{
  TRY_ASSIGN(const domain::PayrollFacts facts, domain::facts_of(form));
  TRY_ASSIGN(const domain::Simulation simulation, domain::simulate(rates, facts));
  return operations::as_asked({.name = form.name,
                               .siren = form.siren,
                               .facts = facts,
                               .simulation = simulation,
                               .declared = nullptr,
                               .warnings = warnings_about(facts, simulation)},
                              o.unknown_branch());
}

// The problems of one of several employers, by its place: "employers[0].payroll".
Errors in_employer(std::size_t place, Errors errors)
{
  const std::string employer = fmt::format("employers[{}]", place);
  for (Error& error : errors) {
    std::string& member = error.where.column;
    member = member.empty() ? employer : employer + "." + member;
  }
  return errors;
}

Result<std::vector<EmployerResult>> results_of(Session& session, const domain::RateTable& rates,
                                               const SimulateOptions& o)
{
  if (!o.dsn.empty()) {
    return as_options(operations::results_of_dsn(rates, o.dsn, o.form, o.unknown_branch()));
  }
  TRY_ASSIGN(const std::vector<domain::PayrollForm> forms,
             in_form(o.from_file, forms_of(session, o)));
  Errors problems;
  std::vector<EmployerResult> results;
  for (std::size_t i = 0; i < forms.size(); ++i) {
    auto result = result_of(rates, forms[i], o);
    if (result) {
      results.push_back(*std::move(result));
      continue;
    }
    const Errors told = forms.size() > 1 ? in_employer(i, result.errors()) : result.errors();
    problems.insert(problems.end(), told.begin(), told.end());
  }
  if (!problems.empty()) {
    return in_form(o.from_file, problems);
  }
  return results;
}

Result<int> explain(Session& session, const std::vector<EmployerResult>& results)
{
  std::string text;
  for (const EmployerResult& result : results) {
    if (results.size() > 1) {
      text += result.name + " " + result.siren + "\n\n";
    }
    for (const std::string& sentence : explanation_of(session.texts(), result, Reader::user)) {
      text += wrapped(sentence, 0, 2, readable_width(session.env().out_columns)) + "\n";
    }
    text += results.size() > 1 ? "\n" : "";
  }
  return session.print(text);
}

void tell_warnings(Session& session, const std::vector<EmployerResult>& results,
                   const SimulateOptions& options)
{
  for (const Error& warning : operations::warnings_about(results)) {
    session.warn(fmt::format("{}{} [{}]", place_of(warning), sentence_of(session.texts(), warning),
                             warning.code));
  }
  const auto without = std::ranges::count_if(results, [](const EmployerResult& result) {
    return domain::lacks_agreement(result.simulation);
  });
  if (!options.dsn.empty() && without > 0) {
    session.warn({"contribution.no_agreements", {std::to_string(without)}});
  }
}

Outcome write_files(Session& session, const std::vector<EmployerResult>& results,
                    const SimulateOptions& options)
{
  if (!options.pdf.empty()) {
    TRY(write_statement(session, results, options));
  }
  if (!options.pdf_dir.empty()) {
    TRY(write_statements(session, results, options));
  }
  return Done{};
}

Result<int> show_results(Session& session, const std::vector<EmployerResult>& results)
{
  if (results.size() != 1) {
    return session.show(contributions_view(results));
  }
  const EmployerResult& result = results.front();
  if (session.form() != Form::table || result.declared.is_null()) {
    return session.show(contribution_view(session.texts(), result, session.form()));
  }
  session.show(contribution_view(session.texts(), result, Form::table));
  session.print("\n");
  return session.show(declared_view(session.texts(), result));
}

Result<int> run_simulate(Session& session, const SimulateOptions& options)
{
  domain::RateTable given;
  TRY_ASSIGN(const domain::RateTable* rates, rates_of(options.rates, given));
  TRY(check_sources(options));
  if (options.explain && session.form() != Form::table) {
    return Error{"usage.both", {"--explain", "--output"}};
  }
  if (!options.batch.empty()) {
    return simulate_file(session, *rates, options);
  }
  TRY_ASSIGN(const std::vector<EmployerResult> results, results_of(session, *rates, options));
  tell_warnings(session, results, options);
  TRY(write_files(session, results, options));
  if (!options.compare.empty() && results.size() > 1) {
    return Error{"usage.both", {"--compare", "--from-file"}};
  }
  if (!options.compare.empty()) {
    return compare(session, *rates, results.front(), options);
  }
  return options.explain ? explain(session, results) : show_results(session, results);
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
  .declare = with_options<bind_simulate, run_simulate>,
  .operation = &operations::k_simulate,
};

} // namespace myatlas::cli
