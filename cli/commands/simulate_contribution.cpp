#include <algorithm>

#include "commands/commands.hpp"
#include "commands/given.hpp"
#include "domain/contribution.hpp"
#include "domain/headcount.hpp"
#include "domain/names.hpp"
#include "formats/json_records.hpp"
#include "formats/rates_json.hpp"
#include "messages/errors.hpp"
#include "session.hpp"
#include "util/text.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

struct Options
{
  std::string year, month, headcount, payroll, cdd, cdd_exempt, apprentices, alsace_moselle;
  std::string ratio, alternants, alternants_last_year, idcc, rounding = "cent";
  std::string previous_payroll, previous_apprentices;
  std::vector<std::string> history;
  bool association = false, temporary_work = false;
};

void bind(CommandLine& line, Options& o)
{
  line.option("--year", o.year, "Y", N_("Year the pay is due for"));
  line.option("--month", o.month, "YYYY-MM", N_("Month instead of a year: its pay under its law"));
  line.option("--headcount", o.headcount, "H", N_("Average of the months of the year before"));
  line.option("--payroll", o.payroll, "AMOUNT", N_("Gross pay: the whole, the parts below included"));
  line.option("--cdd-payroll", o.cdd, "AMOUNT", N_("Of it, pay of fixed-term contracts"));
  line.option("--cdd-exempt-payroll", o.cdd_exempt, "AMOUNT", N_("Of that, pay exempt from the 1 % (seasonal, aided…)"));
  line.option("--apprentice-payroll", o.apprentices, "AMOUNT", N_("Of the whole, pay of apprentices"));
  line.option("--alsace-moselle-payroll", o.alsace_moselle, "AMOUNT", N_("Of the whole, pay of establishments of Alsace-Moselle"));
  line.option("--alternants-ratio", o.ratio, "PCT", N_("Alternants in percent of the headcount, from 250 employees on"));
  line.option("--alternants", o.alternants, "N", N_("Alternants of the year"));
  line.option("--alternants-last-year", o.alternants_last_year, "N", N_("Alternants of the year before"));
  line.options("--headcount-history", o.history, "Y=H", N_("Headcount of a year, repeated: the five-year freeze is applied"));
  line.flag("--association", o.association, N_("Non-profit body"));
  line.flag("--temporary-work", o.temporary_work, N_("Temporary-work company"));
  line.option("--idcc", o.idcc, "N", N_("Collective agreement, for the contribution of its branch"));
  line.option("--rounding", o.rounding, "cent|euro", N_("To the cent, or to the euro as CSS L133-10 says"));
  line.option("--previous-month-payroll", o.previous_payroll, "AMOUNT", N_("Pay of the month before (six minimum wages)"));
  line.option("--previous-month-apprentices", o.previous_apprentices, "N", N_("Apprentices of the month before"));
}

constexpr domain::NamedValue<domain::Rounding> k_roundings[] = {{"cent", domain::Rounding::cent},
                                                                {"euro", domain::Rounding::euro}};

util::Result<int> parse_year(std::string_view text)
{
  if (text.size() != 4 || !util::is_digits(text)) {
    return util::Error{"year.range", {std::string(text)}};
  }
  return std::stoi(std::string(text));
}

domain::Money amount(const std::string& text, const char* option, util::Errors& problems)
{
  return given<domain::Money>(text, domain::parse_non_negative, option, problems).value_or(domain::Money{0});
}

void read_period(const Options& o, domain::PayrollFacts& facts, util::Errors& problems)
{
  if (o.year.empty() == o.month.empty()) {
    problems.push_back(o.year.empty() ? util::Error{"usage.missing", {"--year", "simulate-contribution"}}
                                      : util::Error{"usage.both", {"--year", "--month"}});
    return;
  }
  facts.month = given<domain::Month>(o.month, domain::Month::parse, "--month", problems);
  facts.year = facts.month ? facts.month->year : given<int>(o.year, parse_year, "--year", problems).value_or(0);
}

void read_history(const Options& o, domain::PayrollFacts& facts, util::Errors& problems)
{
  for (const std::string& text : o.history) {
    const std::size_t equals = text.find('=');
    const auto year = parse_year(text.substr(0, equals));
    const auto count = domain::parse_headcount(equals == text.npos ? "" : text.substr(equals + 1));
    if (!year || !count) {
      problems.push_back(util::Error{"history.form", {text}}.at("--headcount-history"));
    } else {
      facts.headcount_history[*year] = *count;
    }
  }
}

void read_people(const Options& o, domain::PayrollFacts& facts, util::Errors& problems)
{
  using Count = std::int64_t;
  facts.headcount = given<Count>(o.headcount, domain::parse_headcount, "--headcount", problems);
  facts.alternants_ratio = given<Count>(o.ratio, domain::parse_ratio, "--alternants-ratio", problems);
  facts.alternants = given<Count>(o.alternants, domain::parse_headcount, "--alternants", problems);
  facts.alternants_last_year = given<Count>(o.alternants_last_year, domain::parse_headcount, "--alternants-last-year", problems);
  facts.previous_month_apprentices =
    given<Count>(o.previous_apprentices, domain::parse_headcount, "--previous-month-apprentices", problems);
}

void refuse_contradictions(const Options& o, domain::PayrollFacts& facts, util::Errors& problems)
{
  if (!o.year.empty() && (!o.previous_payroll.empty() || !o.previous_apprentices.empty())) {
    problems.push_back({"usage.both", {"--year", "--previous-month-payroll"}});
  }
  if (facts.headcount && !facts.headcount_history.empty()) {
    const auto known = facts.headcount_history.emplace(facts.year, *facts.headcount).first;
    if (known->second != *facts.headcount) {
      problems.push_back({"usage.both", {"--headcount", "--headcount-history"}});
    }
  }
}

void read_pay(const Options& o, domain::PayrollFacts& facts, util::Errors& problems)
{
  if (o.payroll.empty()) {
    problems.push_back(util::Error{"usage.missing", {"--payroll", "simulate-contribution"}});
  }
  facts.payroll = amount(o.payroll, "--payroll", problems);
  facts.fixed_term = amount(o.cdd, "--cdd-payroll", problems);
  facts.fixed_term_exempt = amount(o.cdd_exempt, "--cdd-exempt-payroll", problems);
  facts.apprentices = amount(o.apprentices, "--apprentice-payroll", problems);
  facts.alsace_moselle = amount(o.alsace_moselle, "--alsace-moselle-payroll", problems);
  facts.previous_month_payroll =
    given<domain::Money>(o.previous_payroll, domain::parse_non_negative, "--previous-month-payroll", problems);
}

util::Result<domain::PayrollFacts> facts_of(const Options& o)
{
  util::Errors problems;
  domain::PayrollFacts facts;
  read_period(o, facts, problems);
  read_history(o, facts, problems);
  read_people(o, facts, problems);
  refuse_contradictions(o, facts, problems);
  read_pay(o, facts, problems);
  facts.association = o.association;
  facts.temporary_work = o.temporary_work;
  const auto idcc = given<domain::Idcc>(o.idcc, domain::Idcc::parse, "--idcc", problems);
  facts.idcc = idcc ? idcc->text() : "";
  const auto rounding = util::collect(domain::value_of(k_roundings, o.rounding, "rounding.unknown"), problems, "--rounding");
  facts.rounding = rounding.value_or(domain::Rounding::cent);
  return problems.empty() ? util::Result<domain::PayrollFacts>(facts) : util::Result<domain::PayrollFacts>(problems);
}

struct Reason
{
  const char* word;
  const char* sentence;
};

constexpr Reason k_reasons[] = {
  {"no_pay", N_("no pay to count")},
  {"no_fixed_term_pay", N_("no fixed-term pay given")},
  {"fixed_term_pay_exempt", N_("all fixed-term pay is exempt")},
  {"alsace_moselle", N_("no balance in Alsace-Moselle")},
  {"headcount_below_250", N_("below 250 employees")},
  {"threshold_250_frozen", N_("250 employees reached for less than five years")},
  {"ratio_5_or_more", N_("5 % of alternants or more")},
  {"alternants_grew_10_percent", N_("3 % of alternants or more, and 10 % more of them than the year before")},
  {"association_before_2026_03", N_("a non-profit body pays from March 2026 on")},
  {"six_minimum_wages", N_("an apprentice, and pay of at most six minimum wages the month before")},
  {"no_idcc", N_("no collective agreement given")},
  {"branch_without_contribution", N_("not a branch OPCO Atlas collects for")},
  {"none_for_this_size", N_("none for this size")},
};

// For people: why a zero is one, and percentages instead of fractions.
Json for_people(Json document)
{
  for (Json& line : document["lines"]) {
    const auto reason = std::ranges::find_if(k_reasons, [&](const Reason& r) { return line["reason"] == r.word; });
    line["reason"] = reason == std::end(k_reasons) ? Json(nullptr) : Json(tr(reason->sentence));
    line["due"] = line["due"] == "monthly" ? Json(tr(N_("every month"))) : line["due"];
  }
  document["lines"].push_back({{"code", tr(N_("total"))}, {"amount", document["total"]}});
  return document;
}

int run(Session& session, const Options& options)
{
  const util::Result<domain::PayrollFacts> facts = facts_of(options);
  if (!facts) {
    return session.fail(facts.errors());
  }
  const util::Result<domain::Simulation> simulation = domain::simulate(formats::built_in_rates(), *facts);
  if (!simulation) {
    return session.fail(simulation.errors());
  }
  const Json document = formats::to_json(*simulation);
  return session.show({session.form() == Form::table ? for_people(document) : document,
                       {{"code", N_("Contribution")}, {"base", N_("Base"), Show::money}, {"rate", N_("Rate"), Show::number},
                        {"amount", N_("Amount"), Show::money}, {"collector", N_("Collected by")}, {"due", N_("Due")},
                        {"legal", N_("Article")}, {"reason", N_("Why nothing")}},
                       "lines"});
}

constexpr Example k_examples[] = {
  {N_("A firm of 12"), "myatlas simulate-contribution --year 2025 --headcount 12 --payroll 500000"},
  {N_("Consultants of Syntec, with fixed-term pay"),
   "myatlas simulate-contribution --year 2025 --headcount 30 --payroll 1500000 --cdd-payroll 80000 --idcc 1486"},
  {N_("A month of a large firm"),
   "myatlas simulate-contribution --month 2026-07 --headcount 400 --payroll 1200000 --alternants-ratio 2.4 -o json"},
};

} // namespace

const Command k_simulate = {
  "simulate-contribution", Group::contributions, N_("Simulate the contributions of an employer"),
  N_("Computes, from payroll figures before tax, the contributions to training and apprenticeship of payroll years 2022 to "
     "2026: cfp, cpf_cdd, ta_principal, ta_solde, csa, and the contribution of the branches OPCO Atlas collects for. Every "
     "figure comes from schemas/rates.v1.json with its article and source; one that is not there is an error, never a guess."),
  k_examples, [](CommandLine& line) { declare_with<Options>(line, bind, run); }};

} // namespace myatlas::cli
