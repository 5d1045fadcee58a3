#include "commands/contributions/commands.hpp"
#include "commands/options.hpp"
#include "formats/json/json.hpp"
#include "operations/contributions/rates_documents.hpp"
#include "output/joined.hpp"
#include "output/plain_text.hpp"
#include "session.hpp"
#include "texts/contribution_words.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

struct RatesOptions
{
  std::string action, file;
  operations::RatesAsked asked;
};

constexpr FormOption<operations::RatesAsked> k_rates_options[] = {
  {"--contribution", &operations::RatesAsked::contribution, "CODE",
   N_("Only the figures of one: cfp, csa, conventional…")},
  {"--year", &operations::RatesAsked::year, "Y", N_("Only those of a payroll year")},
};

void bind_rates(CommandLine& line, RatesOptions& o)
{
  line.argument({"ACTION", "show|check"}, o.action, N_("show or check"));
  line.argument(Kind::file, o.file, N_("Rate table instead of the built-in one"), Need::none);
  add_options(line, o.asked, k_rates_options);
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

Json rows_of(const Session& session, const Json& rules)
{
  Json rows = Json::array();
  for (const Json& rule : rules) {
    rows.push_back(row_of(session.texts(), rule, session.form()));
  }
  return rows;
}

// All of a table is the table as it stands.
Result<int> show_rates(Session& session, const operations::RatesRead& rates, const RatesOptions& o)
{
  TRY_ASSIGN(Json document, as_options(operations::rates_shown(rates, o.asked)));
  if (session.is_json() && o.asked.is_all()) {
    return session.show({*formats::parse_json(rates.text), {}, "rules"});
  }
  document["rules"] = rows_of(session, document["rules"]);
  return session.show({document, k_rates_fields, "rules"});
}

const std::vector<Field> k_rates_checked_fields = {
  {"version", N_("Version")},
  {"rules", N_("Figures"), Show::number},
  {"first_year", N_("From the payroll year"), Show::number},
  {"last_year", N_("To"), Show::number}};

Result<int> show_checked(Session& session, const operations::RatesRead& rates,
                         const RatesOptions& o)
{
  TRY_ASSIGN(const Json document, as_options(operations::rates_checked(rates, o.asked)));
  return session.show({document, k_rates_checked_fields});
}

Outcome check_action(const std::string& action)
{
  if (action != "show" && action != "check") {
    return Error{"usage.choice", {action, "ACTION", "show, check"}};
  }
  return Done{};
}

Result<int> run_rates(Session& session, const RatesOptions& o)
{
  TRY(check_action(o.action));
  TRY_ASSIGN(const operations::RatesRead rates, operations::read_rates_in(o.file));
  return o.action == "check" ? show_checked(session, rates, o) : show_rates(session, rates, o);
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
