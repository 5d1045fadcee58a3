#include "commands/contributions/commands.hpp"
#include "commands/options.hpp"
#include "domain/contributions/employer_form.hpp"
#include "formats/json/json.hpp"
#include "formats/json/rates_json.hpp"
#include "operations/contributions/rates_documents.hpp"
#include "output/joined.hpp"
#include "session.hpp"
#include "texts/contribution_words.hpp"
#include "util/file.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

struct RatesOptions
{
  std::string action, file, contribution, year;
};

constexpr FormOption<RatesOptions> k_rates_options[] = {
  {"--contribution", &RatesOptions::contribution, "CODE",
   N_("Only the figures of one: cfp, csa, conventional…")},
  {"--year", &RatesOptions::year, "Y", N_("Only those of a payroll year")},
};

void bind_rates(CommandLine& line, RatesOptions& o)
{
  line.argument({"ACTION", "show|check"}, o.action, N_("show or check"));
  line.argument(Kind::file, o.file, N_("Rate table instead of the built-in one"), Need::none);
  add_options(line, o, k_rates_options);
}

Result<std::string> text_of_table(const std::string& file)
{
  return file.empty() ? Result<std::string>(std::string(formats::built_in_rates_text()))
                      : util::read_file(file, formats::k_most_json_bytes);
}

struct Bound
{
  const char* member;
  const char* sign;
};

constexpr Bound k_bounds[] = {{"from", "≥ "}, {"above", "> "}, {"below", "< "}, {"to", "≤ "}};

std::string bounds(const Json& rule, const char* name)
{
  std::string text;
  const Json& told = member_of(rule, name);
  for (const Bound& bound : k_bounds) {
    if (told.contains(bound.member)) {
      join_to(text, bound.sign + told.at(bound.member).get<std::string>());
    }
  }
  return text;
}

const std::vector<Field> k_rates_fields = {{"contribution", N_("Contribution")},
                                           {"idcc", N_("IDCC")},
                                           {"from", N_("Period from")},
                                           {"to", N_("to")},
                                           {"zone", N_("Zone")},
                                           {"headcount", N_("Headcount")},
                                           {"ratio", N_("Alternants, %")},
                                           {"temporary_work", N_("Temporary work")},
                                           {"rate", N_("Rate"), Show::number},
                                           {"minimum", N_("Minimum"), Show::money},
                                           {"legal", N_("Text")},
                                           {"sources", N_("Sources")}};

std::string year_in(const Json& day)
{
  return day.is_null() ? "9999" : day.get<std::string>().substr(0, 4);
}

bool is_of_year(const Json& rule, const std::string& year)
{
  return year_in(rule.at("from")) <= year && year <= year_in(rule.at("to"));
}

bool is_of_contribution(const Json& rule, const std::string& contribution)
{
  return contribution.empty() || rule.at("contribution") == contribution;
}

bool is_of_wanted_year(const Json& rule, const std::string& year)
{
  return year.empty() || is_of_year(rule, year);
}

bool is_asked_for(const Json& rule, const RatesOptions& o)
{
  return is_of_wanted_year(rule, o.year) && is_of_contribution(rule, o.contribution);
}

std::string rate_for_people(const Texts& texts, const std::string& text)
{
  const auto rate = domain::Rate::parse(text);
  return rate ? percent_for_people(texts, *rate) : "";
}

Json row_with_bounds(const Json& rule)
{
  Json row = rule;
  row["headcount"] = bounds(rule, "headcount");
  row["ratio"] = bounds(rule, "ratio");
  return row;
}

Json row_for_people(const Texts& texts, const Json& rule)
{
  Json row = row_with_bounds(rule);
  const Json& rate = member_of(rule, "rate");
  if (rate.is_string()) {
    row["rate"] = rate_for_people(texts, rate);
  }
  return row;
}

// JSON has it as it stands in the table.
Json row_of(const Texts& texts, const Json& rule, Form form)
{
  if (form == Form::json) {
    return rule;
  }
  return form == Form::table ? row_for_people(texts, rule) : row_with_bounds(rule);
}

Json rows_of(const Session& session, const Json& rules, const RatesOptions& o)
{
  Json rows = Json::array();
  for (const Json& rule : rules) {
    if (is_asked_for(rule, o)) {
      rows.push_back(row_of(session.texts(), rule, session.form()));
    }
  }
  return rows;
}

int show_rates(Session& session, const Json& table, const RatesOptions& o)
{
  if (session.is_json() && o.contribution.empty() && o.year.empty()) {
    return session.show({table, {}, "rules"});
  }
  const Json rows = rows_of(session, table.at("rules"), o);
  return session.show({operations::rates_shown(table, rows), k_rates_fields, "rules"});
}

const std::vector<Field> k_rates_checked_fields = {
  {"version", N_("Version")},
  {"rules", N_("Figures"), Show::number},
  {"first_year", N_("From the payroll year"), Show::number},
  {"last_year", N_("To"), Show::number}};

Error unknown_year(const std::string& text, const domain::RateTable& table)
{
  const Error error{"rates.year",
                    {text, std::to_string(table.first_year), std::to_string(table.last_year)}};
  return error.at("--year");
}

bool is_covered(const domain::RateTable& table, int year)
{
  return year >= table.first_year && year <= table.last_year;
}

Outcome check_year_given(const std::string& text, const domain::RateTable& table)
{
  TRY_ASSIGN(const int year, domain::parse_year(text).or_at("--year"));
  return fail_unless(is_covered(table, year), unknown_year(text, table));
}

Outcome check_year(const std::string& text, const domain::RateTable& table)
{
  return text.empty() ? Outcome(Done{}) : check_year_given(text, table);
}

Outcome check_faults(const domain::RateTable& table)
{
  Errors problems;
  for (const std::string& fault : domain::faults(table)) {
    problems.push_back({"rates.faulty", {fault}});
  }
  return outcome_of(problems);
}

Result<int> show_checked(Session& session, const domain::RateTable& table)
{
  TRY(check_faults(table));
  return session.show({operations::rates_checked(table), k_rates_checked_fields});
}

Outcome check_action(const std::string& action)
{
  if (action != "show" && action != "check") {
    return Error{"usage.choice", {action, "ACTION", "show, check"}};
  }
  return Done{};
}

Outcome check_contribution(const std::string& code)
{
  if (!code.empty()) {
    TRY(domain::parse_contribution(code).or_at("--contribution"));
  }
  return Done{};
}

Result<int> run_rates(Session& session, const RatesOptions& o)
{
  TRY(check_action(o.action));
  TRY_ASSIGN(const std::string text, text_of_table(o.file));
  TRY_ASSIGN(const auto table, formats::read_rates(text));
  TRY(check_contribution(o.contribution));
  if (o.action == "check") {
    return show_checked(session, table);
  }
  TRY(check_year(o.year, table));
  return show_rates(session, *formats::parse_json(text), o);
}

constexpr Example k_rates_examples[] = {
  {N_("Every rate in force in 2025"), "myatlas rates show --year 2025"},
  {N_("Before using a table of one's own"), "myatlas rates check"},
};

} // namespace

const Command k_rates = {
  .name = "rates",
  .group = Group::contributions,
  .summary = N_("Show or check the rates contributions are computed with"),
  .description = N_("\"show\" prints every rate with its validity, the text of law and its source. "
                    "\"check\" looks through a table for two rates that answer the same question "
                    "and for years, sizes or zones of the law that have none."),
  .examples = k_rates_examples,
  .declare = with_options<bind_rates, run_rates>,
  .answers = "rates-shown/1|rates-checked/1",
};

} // namespace myatlas::cli
