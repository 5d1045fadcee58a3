// What a simulation may be told on the command line.
#include "commands/contributions/simulate.hpp"
#include "commands/options.hpp"
#include "domain/contributions/employer_form.hpp"
#include "domain/contributions/pay_form.hpp"
#include "operations/contributions/simulate_request.hpp"

namespace myatlas::cli {

namespace {

constexpr TextOption<domain::PayrollForm> k_year_options[] = {
  {"--year", &domain::PayrollForm::year, "Y", N_("Year the pay is due for")},
  {"--month", &domain::PayrollForm::month, "YYYY-MM",
   N_("One month instead of a year, by the rules in force that month")},
};

constexpr TextOption<domain::PayrollForm> k_ratio_options[] = {
  {"--mission-payroll", &domain::PayrollForm::mission_payroll, k_amount_value,
   N_("Of the whole, pay of mission contracts (temporary work)")},
  {"--alternants-ratio", &domain::PayrollForm::alternants_ratio, k_percentage_value,
   N_("Alternants in percent of the headcount, from 250 employees on")},
  {"--alternants", &domain::PayrollForm::alternants, k_number_value, N_("Alternants of the year")},
  {"--alternants-last-year", &domain::PayrollForm::alternants_last_year, k_number_value,
   N_("Alternants of the year before")},
};

constexpr TextOption<domain::PayrollForm> k_other_options[] = {
  {"--idcc", &domain::PayrollForm::idcc, k_number_value,
   N_("Collective agreement, for the contribution of its branch")},
  {"--rounding", &domain::PayrollForm::rounding, words_for<domain::parse_rounding>,
   N_("To the cent, or to the euro as CSS L133-10 says")},
  {"--previous-month-payroll", &domain::PayrollForm::previous_month_payroll, k_amount_value,
   N_("Pay of the month before (six minimum wages)")},
  {"--previous-month-apprentices", &domain::PayrollForm::previous_month_apprentices, k_number_value,
   N_("Apprentices of the month before")},
};

constexpr TextOption<domain::PayrollForm> k_headcount_options[] = {
  {"--headcount", &domain::PayrollForm::headcount, k_hours_value,
   N_("Average of the months of the year before")},
  {"--headcount-of-year", &domain::PayrollForm::headcount_of_year, k_hours_value,
   N_("Average of the months of the year itself, for the CSA")},
};

constexpr TextOption<domain::PayrollForm> k_pay_options[] = {
  {"--payroll", &domain::PayrollForm::payroll, k_amount_value,
   N_("Gross pay: the whole, the parts below included")},
  {"--cdd-payroll", &domain::PayrollForm::cdd_payroll, k_amount_value,
   N_("Of it, pay of fixed-term contracts")},
  {"--cdd-exempt-payroll", &domain::PayrollForm::cdd_exempt_payroll, k_amount_value,
   N_("Of that, pay exempt from the 1 % (seasonal, aided…)")},
  {"--apprentice-payroll", &domain::PayrollForm::apprentice_payroll, k_amount_value,
   N_("Of the whole, pay of apprentices")},
  {"--alsace-moselle-payroll", &domain::PayrollForm::alsace_moselle_payroll, k_amount_value,
   N_("Of the whole, pay of establishments of Alsace-Moselle")},
};

void bind_sources(CommandLine& line, SimulateOptions& o)
{
  line.option("--from-file", o.from_file, "FILE",
              N_("JSON file of one employer or several, by year or by months"));
  line.stands_for(o.request.employers, o.from_file);
  line.option("--siret,--company", o.request.company, "SIRET",
              N_("Pay and headcount of a company in the store, by SIRET, SIREN or member code"));
  line.options("--dsn", o.dsn, "FILE",
               N_("Monthly DSN files of one company and year, repeated, with those of next March "
                  "and April for its CSA and balance; or a folder of many companies and years"));
  line.stands_for(o.request.dsn, o.dsn);
  line.option("--batch", o.batch, "FILE",
              N_("CSV or .xlsx of employers, one line in, one line out; - reads standard input"));
  line.stands_for(o.request.batch, o.batch);
  bind_table(line, o.request.table, o.mapping);
}

constexpr TextOption<operations::Simulate> k_statement_options[] = {
  {"--firm", &operations::Simulate::firm, "NAME", N_("Name of the firm that signs the statement")},
  {"--client", &operations::Simulate::client, "NAME", N_("Name of the client on the statement")},
};

// Where answers and statements are written.
void bind_targets(CommandLine& line, SimulateOptions& o)
{
  line.target("--to", o.to,
              N_("Write the answers to a batch here: .xlsx with SIRENs as text and amounts as "
                 "numbers, or .csv as Excel opens it"));
  line.stands_for(o.request.format, o.to);
  line.option("--pdf-dir", o.pdf_dir, "FOLDER",
              N_("Write a statement for each client into this folder, named by SIREN and name"));
  line.stands_for(o.request.statements, o.pdf_dir);
  line.target("--pdf", o.pdf, N_("Write a statement for the client as PDF"));
  line.stands_for(o.request.statement, o.pdf);
}

void bind_answers(CommandLine& line, SimulateOptions& o)
{
  line.flag("--explain", o.request.explain, N_("Explain how each amount was worked out"));
  line.flag(
    "--strict", o.request.strict,
    N_("Refuse a branch whose rate is not known, instead of leaving its line out of the total"));
  line.options("--compare", o.request.compare, "WHAT",
               N_("Other cases side by side: year=2024,2025 headcount=10,11 alternants=+1"));
  bind_targets(line, o);
  add_options(line, o.request, k_statement_options);
  line.option("--rates", o.rates, "FILE",
              N_("Rate table instead of the one the program was built with"));
  line.stands_for(o.request.rates, o.rates);
}

} // namespace

void bind_employer(CommandLine& line, domain::PayrollForm& form)
{
  add_options(line, form, k_headcount_options);
  line.options("--headcount-history", form.headcount_history, k_year_value,
               N_("Headcount that counts for a year (the average of the months of the year "
                  "before), repeated: the five-year freeze is applied"));
  add_options(line, form, k_pay_options);
}

void bind_simulate(CommandLine& line, SimulateOptions& o)
{
  domain::PayrollForm& form = o.request.form;
  add_options(line, form, k_year_options);
  bind_employer(line, form);
  add_options(line, form, k_ratio_options);
  line.flag("--association", form.association, N_("Non-profit body"));
  line.flag("--temporary-work", form.temporary_work, N_("Temporary-work company"));
  add_options(line, form, k_other_options);
  bind_sources(line, o);
  bind_answers(line, o);
}

} // namespace myatlas::cli
