#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "commands/contributions/commands.hpp"
#include "commands/contributions/simulate.hpp"
#include "commands/options.hpp"
#include "domain/contributions/employer_form.hpp"
#include "domain/contributions/simulation.hpp"
#include "formats/json/forms_json.hpp"
#include "formats/json/rates_json.hpp"
#include "formats/text/encoding.hpp"
#include "messages/errors.hpp"
#include "output/contribution_view.hpp"
#include "output/wrap.hpp"
#include "services/contributions/simulate_company.hpp"
#include "session.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

void bind_simulate(CommandLine& line, SimulateOptions& o)
{
  domain::PayrollForm& form = o.form;
  line.option("--year", form.year, "Y", N_("Year the pay is due for"));
  line.option("--month", form.month, "YYYY-MM",
              N_("One month instead of a year, by the rules in force that month"));
  bind_employer(line, form);
  line.option("--mission-payroll", form.mission_payroll, "AMOUNT",
              N_("Of the whole, pay of mission contracts (temporary work)"));
  line.option("--alternants-ratio", form.alternants_ratio, "PCT",
              N_("Alternants in percent of the headcount, from 250 employees on"));
  line.option("--alternants", form.alternants, "N", N_("Alternants of the year"));
  line.option("--alternants-last-year", form.alternants_last_year, "N",
              N_("Alternants of the year before"));
  line.flag("--association", form.association, N_("Non-profit body"));
  line.flag("--temporary-work", form.temporary_work, N_("Temporary-work company"));
  line.option("--idcc", form.idcc, "N",
              N_("Collective agreement, for the contribution of its branch"));
  line.option("--rounding", form.rounding, "cent|euro",
              N_("To the cent, or to the euro as CSS L133-10 says"));
  line.option("--previous-month-payroll", form.previous_month_payroll, "AMOUNT",
              N_("Pay of the month before (six minimum wages)"));
  line.option("--previous-month-apprentices", form.previous_month_apprentices, "N",
              N_("Apprentices of the month before"));
  line.option("--from-file", o.from_file, "FILE",
              N_("JSON file of one employer or several, by year or by months"));
  line.option("--siret,--company", o.company, "SIRET",
              N_("Pay and headcount of a company in the store, by SIRET, SIREN or member code"));
  line.options("--dsn", o.dsn, "FILE",
               N_("Monthly DSN files of one company and year, repeated, with those of next March "
                  "and April for its CSA and balance; or a folder of many companies and years"));
  line.option("--batch", o.batch, "FILE",
              N_("CSV or .xlsx of employers, one line in, one line out; - reads standard input"));
  bind_table(line, o.table);
  line.flag("--explain", o.explain, N_("Explain how each amount was worked out"));
  line.flag(
    "--strict", o.strict,
    N_("Refuse a branch whose rate is not known, instead of leaving its line out of the total"));
  line.options("--compare", o.compare, "WHAT",
               N_("Other cases side by side: year=2024,2025 headcount=10,11 alternants=+1"));
  line.target("--to", o.to,
              N_("Write the answers to a batch here: .xlsx with SIRENs as text and amounts as "
                 "numbers, or .csv as Excel opens it"));
  line.option("--pdf-dir", o.pdf_dir, "FOLDER",
              N_("Write a statement for each client into this folder, named by SIREN and name"));
  line.target("--pdf", o.pdf, N_("Write a statement for the client as PDF"));
  line.option("--firm", o.firm, "NAME", N_("Name of the firm that signs the statement"));
  line.option("--client", o.client, "NAME", N_("Name of the client on the statement"));
  line.option("--rates", o.rates, "FILE",
              N_("Rate table instead of the one the program was built with"));
}

// An option that the source chosen would not look at; null when there is none.
const char* idle_option(const SimulateOptions& o)
{
  const domain::PayrollForm& f = o.form;
  const bool file = !o.from_file.empty(), batch = !o.batch.empty(), dsn = !o.dsn.empty();
  for (const auto& [option, given, idle] :
       {std::tuple{"--payroll", !f.payroll.empty(), file || batch || dsn},
        {"--year", !f.year.empty(), file || batch || dsn},
        {"--month", !f.month.empty(), file || batch || dsn || !o.company.empty()},
        {"--headcount", !f.headcount.empty(), file || batch},
        {"--headcount-of-year", !f.headcount_of_year.empty(), file || batch},
        {"--headcount-history", !f.headcount_history.empty(), file || batch},
        {"--cdd-payroll", !f.cdd_payroll.empty(), file || batch || dsn},
        {"--cdd-exempt-payroll", !f.cdd_exempt_payroll.empty(), file || batch || dsn},
        {"--apprentice-payroll", !f.apprentice_payroll.empty(), file || batch || dsn},
        {"--alsace-moselle-payroll", !f.alsace_moselle_payroll.empty(), file || batch || dsn},
        {"--alternants-ratio", !f.alternants_ratio.empty(), file || batch},
        {"--alternants", !f.alternants.empty(), file || batch},
        {"--idcc", !f.idcc.empty(), file || batch},
        {"--association", f.association, file || batch},
        {"--temporary-work", f.temporary_work, file || batch},
        {"--rounding", !f.rounding.empty(), file},
        {"--pdf", !o.pdf.empty(), batch || !o.pdf_dir.empty()},
        {"--to", !o.to.empty(), !batch},
        {"--compare", !o.compare.empty(), batch || o.explain},
        {"--explain", o.explain, batch}}) {
    if (given && idle) {
      return option;
    }
  }
  return nullptr;
}

// The one place the figures come from; naming two is a contradiction.
util::Outcome check_sources(const SimulateOptions& o)
{
  std::vector<const char*> sources;
  for (const auto& [option, given] : {std::pair{"--from-file", !o.from_file.empty()},
                                      {"--siret", !o.company.empty()},
                                      {"--dsn", !o.dsn.empty()},
                                      {"--batch", !o.batch.empty()}}) {
    if (given) {
      sources.push_back(option);
    }
  }
  if (sources.size() > 1) {
    return util::Error{"usage.both", {sources[0], sources[1]}};
  }
  if (const char* idle = idle_option(o)) {
    return util::Error{"usage.both",
                       {!sources.empty() ? sources[0]
                        : o.explain      ? "--explain"
                                         : "--payroll",
                        idle}};
  }
  util::Errors problems;
  const bool by_flags = sources.empty();
  if ((by_flags || !o.company.empty()) && o.form.year.empty() &&
      (o.form.month.empty() || !by_flags)) {
    problems.push_back({"usage.missing", {"--year", "simulate-contribution"}});
  }
  if (by_flags && !o.form.year.empty() && !o.form.month.empty()) {
    problems.push_back({"usage.both", {"--year", "--month"}});
  }
  if (by_flags && o.form.payroll.empty()) {
    problems.push_back({"usage.missing", {"--payroll", "simulate-contribution"}});
  }
  if (by_flags && !problems.empty() && o.form.headcount.empty() &&
      o.form.headcount_history.empty()) {
    problems.push_back({"contribution.headcount_required", {}});
  }
  return problems.empty() ? util::Outcome(util::Done{}) : util::Outcome(problems);
}

util::Result<std::vector<domain::PayrollForm>>
forms_of(Session& session, const domain::RateTable& rates, const SimulateOptions& o)
{
  using Forms = std::vector<domain::PayrollForm>;
  if (!o.from_file.empty()) {
    return read_from(o.from_file, formats::read_payrolls);
  }
  if (o.company.empty()) {
    return Forms{o.form};
  }
  const auto form = session.in_store(
    store::Store::Use::read, Login::account_or_host, [&](services::Context& context) {
      return services::form_of_company(context, rates, o.company, o.form, services::looks_at_all);
    });
  return form ? util::Result<Forms>(Forms{*form}) : util::Result<Forms>(form.errors());
}

// Where apprentices work is not asked: it matters where their pay is out of the base of the tax,
// which has two rates then.
util::Errors warnings_about(const domain::PayrollFacts& facts, const domain::Simulation& simulation)
{
  const auto* tax = std::ranges::find(simulation, domain::Contribution::ta_principal,
                                      &domain::ContributionLine::code);
  const bool exempt = tax != simulation.end() && tax->base.cents > 0 && tax->base < facts.pay.total;
  const bool matters =
    exempt && facts.pay.apprentices.cents > 0 && facts.pay.alsace_moselle.cents > 0;
  return matters ? util::Errors{{"contribution.apprentices_elsewhere", {}}} : util::Errors{};
}

util::Result<std::vector<EmployerResult>>
results_of(Session& session, const domain::RateTable& rates, const SimulateOptions& o)
{
  using Results = std::vector<EmployerResult>;
  if (!o.dsn.empty()) {
    return results_of_dsn(rates, o);
  }
  const util::Result<std::vector<domain::PayrollForm>> forms = forms_of(session, rates, o);
  if (!forms) {
    return in_form(o.from_file, forms.errors());
  }
  util::Errors problems;
  Results results;
  for (std::size_t i = 0; i < forms->size(); ++i) {
    const domain::PayrollForm& form = (*forms)[i];
    const std::string prefix = forms->size() > 1 ? fmt::format("employers[{}].", i) : "";
    const util::Result<domain::PayrollFacts> facts = domain::facts_of(form);
    const auto simulation =
      facts ? domain::simulate(rates, *facts) : util::Result<domain::Simulation>(facts.errors());
    const auto result = simulation ? as_asked({form.name, form.siren, *facts, *simulation, nullptr,
                                               warnings_about(*facts, *simulation)},
                                              o)
                                   : util::Result<EmployerResult>(simulation.errors());
    if (result) {
      results.push_back(*result);
      continue;
    }
    for (util::Error error : result.errors()) {
      error.where.column = error.where.column.empty() ? prefix.substr(0, prefix.find('.'))
                                                      : prefix + error.where.column;
      problems.push_back(error);
    }
  }
  return problems.empty() ? util::Result<Results>(std::move(results))
                          : util::Result<Results>(in_form(o.from_file, problems));
}

util::Result<int> explain(Session& session, const std::vector<EmployerResult>& results)
{
  std::string text;
  for (const EmployerResult& result : results) {
    if (results.size() > 1) {
      text += result.name + " " + result.siren + "\n\n";
    }
    for (const std::string& sentence : explanation_of(result, Reader::user)) {
      text += wrapped(sentence, 0, 2, readable_width(session.env().out_columns)) + "\n";
    }
    text += results.size() > 1 ? "\n" : "";
  }
  return session.print(text);
}

util::Result<int> run_simulate(Session& session, const SimulateOptions& options)
{
  domain::RateTable given;
  TRY_ASSIGN(const domain::RateTable* rates, rates_of(options.rates, given));
  if (const util::Outcome right = check_sources(options); !right) {
    return session.fail(right.errors());
  }
  if (options.explain && session.form() != Form::table) {
    return session.fail({util::Error{"usage.both", {"--explain", "--output"}}});
  }
  if (!options.batch.empty()) {
    return simulate_file(session, *rates, options);
  }
  TRY_ASSIGN(const std::vector<EmployerResult> results, results_of(session, *rates, options));
  for (const EmployerResult& result : results) {
    for (const util::Error& warning : result.warnings) {
      session.warn(warning);
    }
  }
  const auto without = std::ranges::count_if(results, [](const EmployerResult& result) {
    return domain::lacks_agreement(result.simulation);
  });
  if (!options.dsn.empty() && without > 0) {
    session.warn({"contribution.no_agreements", {std::to_string(without)}});
  }
  if (!options.pdf.empty()) {
    if (const util::Outcome written = write_statement(session, results, options); !written) {
      return session.fail(written.errors());
    }
  }
  if (!options.pdf_dir.empty()) {
    TRY(write_statements(session, results, options));
  }
  if (!options.compare.empty() && results.size() > 1) {
    return session.fail({util::Error{"usage.both", {"--compare", "--from-file"}}});
  }
  if (!options.compare.empty()) {
    return compare(session, *rates, results.front(), options);
  }
  if (options.explain) {
    return explain(session, results);
  }
  if (session.form() == Form::table && results.size() == 1 && !results.front().declared.is_null()) {
    session.show(contribution_view(results.front(), Form::table));
    session.print("\n");
    return session.show(declared_view(results.front()));
  }
  return session.show(results.size() == 1 ? contribution_view(results.front(), session.form())
                                          : contributions_view(results));
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

void bind_employer(CommandLine& line, domain::PayrollForm& form)
{
  line.option("--headcount", form.headcount, "H", N_("Average of the months of the year before"));
  line.option("--headcount-of-year", form.headcount_of_year, "H",
              N_("Average of the months of the year itself, for the CSA"));
  line.options("--headcount-history", form.headcount_history, "Y=H",
               N_("Headcount that counts for a year (the average of the months of the year "
                  "before), repeated: the five-year freeze is applied"));
  line.option("--payroll", form.payroll, "AMOUNT",
              N_("Gross pay: the whole, the parts below included"));
  line.option("--cdd-payroll", form.cdd_payroll, "AMOUNT",
              N_("Of it, pay of fixed-term contracts"));
  line.option("--cdd-exempt-payroll", form.cdd_exempt_payroll, "AMOUNT",
              N_("Of that, pay exempt from the 1 % (seasonal, aided…)"));
  line.option("--apprentice-payroll", form.apprentice_payroll, "AMOUNT",
              N_("Of the whole, pay of apprentices"));
  line.option("--alsace-moselle-payroll", form.alsace_moselle_payroll, "AMOUNT",
              N_("Of the whole, pay of establishments of Alsace-Moselle"));
}

util::Result<EmployerResult> as_asked(EmployerResult result, const SimulateOptions& options)
{
  if (result.simulation.unknown && options.strict) {
    return *result.simulation.unknown;
  }
  if (result.simulation.unknown) {
    result.warnings.push_back(*result.simulation.unknown);
  }
  return result;
}

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
};

} // namespace myatlas::cli
