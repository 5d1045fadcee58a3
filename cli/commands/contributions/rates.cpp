#include "commands/contributions/commands.hpp"
#include "commands/contributions/simulate.hpp"
#include "domain/contributions/employer_form.hpp"
#include "formats/json/json.hpp"
#include "formats/json/rates_json.hpp"
#include "output/joined.hpp"
#include "texts/contribution_words.hpp"
#include "util/file.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

struct RatesOptions
{
  std::string action, file, contribution, year;
};

void bind_rates(CommandLine& line, RatesOptions& o)
{
  line.argument({"ACTION", "show|check"}, o.action, N_("show or check"));
  line.argument(Kind::file, o.file, N_("Rate table instead of the built-in one"), Need::none);
  line.option("--contribution", o.contribution, "CODE",
              N_("Only the figures of one: cfp, csa, conventional…"));
  line.option("--year", o.year, "Y", N_("Only those of a payroll year"));
}

util::Result<std::string> text_of_table(const std::string& file)
{
  return file.empty() ? util::Result<std::string>(std::string(formats::built_in_rates_text()))
                      : util::read_file(file, formats::k_most_json_bytes);
}

std::string bounds(const Json& rule, const char* name)
{
  if (!rule.contains(name)) {
    return "";
  }
  std::string text;
  for (const auto& [member, sign] :
       {std::pair{"from", "≥ "}, {"above", "> "}, {"below", "< "}, {"to", "≤ "}}) {
    if (rule.at(name).contains(member)) {
      join_to(text, sign + rule.at(name).at(member).get<std::string>());
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

bool is_asked_for(const Json& rule, const RatesOptions& o)
{
  const std::string from = rule.at("from").get<std::string>().substr(0, 4),
                    to = rule.at("to").is_null() ? "9999" : rule.at("to").get<std::string>();
  const bool of_year = o.year.empty() || (from <= o.year && o.year <= to.substr(0, 4));
  return of_year && (o.contribution.empty() || rule.at("contribution") == o.contribution);
}

// JSON has it as it stands in the table.
Json row_of(const Texts& texts, const Json& rule, Form form)
{
  Json row = rule;
  if (form != Form::json) {
    row["headcount"] = bounds(rule, "headcount");
    row["ratio"] = bounds(rule, "ratio");
  }
  if (form == Form::table && rule.contains("rate") && rule.at("rate").is_string()) {
    const auto rate = domain::Rate::parse(rule.at("rate").get<std::string>());
    row["rate"] = rate ? percent_for_people(texts, *rate) : "";
  }
  return row;
}

util::Result<int> show(Session& session, const Json& table, const RatesOptions& o)
{
  if (session.is_json() && o.contribution.empty() && o.year.empty()) {
    return session.show({table, {}, "rules"});
  }
  Json rows = Json::array();
  for (const Json& rule : table.at("rules")) {
    if (is_asked_for(rule, o)) {
      rows.push_back(row_of(session.texts(), rule, session.form()));
    }
  }
  return session.show({{{"schema", "myatlas/rates-shown/1"},
                        {"version", table.at("version")},
                        {"rules", rows},
                        {"sources", table.at("sources")}},
                       k_rates_fields,
                       "rules"});
}

const std::vector<Field> k_rates_checked_fields = {
  {"version", N_("Version")},
  {"rules", N_("Figures"), Show::number},
  {"first_year", N_("From the payroll year"), Show::number},
  {"last_year", N_("To"), Show::number}};

util::Outcome check_year(const std::string& text, const domain::RateTable& table)
{
  if (text.empty()) {
    return util::Done{};
  }
  util::Errors problems;
  const auto year = util::collect(domain::parse_year(text), problems, "--year");
  if (year && (*year < table.first_year || *year > table.last_year)) {
    problems.push_back(util::Error{
      "rates.year", {text, std::to_string(table.first_year), std::to_string(table.last_year)}}
                         .at("--year"));
  }
  return problems.empty() ? util::Outcome(util::Done{}) : util::Outcome(problems);
}

util::Result<int> check(Session& session, const domain::RateTable& table)
{
  util::Errors problems;
  for (const std::string& fault : domain::faults(table)) {
    problems.push_back({"rates.faulty", {fault}});
  }
  if (!problems.empty()) {
    return problems;
  }
  return session.show({{{"schema", "myatlas/rates-checked/1"},
                        {"version", table.version},
                        {"rules", table.rules.size()},
                        {"first_year", table.first_year},
                        {"last_year", table.last_year}},
                       k_rates_checked_fields});
}

util::Result<int> run_rates(Session& session, const RatesOptions& o)
{
  if (o.action != "show" && o.action != "check") {
    return util::Error{"usage.choice", {o.action, "ACTION", "show, check"}};
  }
  TRY_ASSIGN(const std::string text, text_of_table(o.file));
  TRY_ASSIGN(const auto table, formats::read_rates(text));
  if (!o.contribution.empty()) {
    TRY(domain::parse_contribution(o.contribution).or_at("--contribution"));
  }
  if (o.action == "check") {
    return check(session, table);
  }
  TRY(check_year(o.year, table));
  return show(session, *formats::parse_json(text), o);
}

constexpr Example k_rates_examples[] = {
  {N_("Every rate in force in 2025"), "myatlas rates show --year 2025"},
  {N_("Before using a table of one's own"), "myatlas rates check"},
};

} // namespace

util::Result<const domain::RateTable*> rates_of(const std::string& file, domain::RateTable& given)
{
  if (file.empty()) {
    return &formats::built_in_rates();
  }
  TRY_ASSIGN(const std::string text, text_of_table(file));
  TRY_ASSIGN(given, as_options(formats::read_usable_rates(text)));
  return &given;
}

const Command k_rates = {
  .name = "rates",
  .group = Group::contributions,
  .summary = N_("Show or check the rates contributions are computed with"),
  .description = N_("\"show\" prints every rate with its validity, the text of law and its source. "
                    "\"check\" looks through a table for two rates that answer the same question "
                    "and for years, sizes or zones of the law that have none."),
  .examples = k_rates_examples,
  .declare = with_options<bind_rates, run_rates>,
};

} // namespace myatlas::cli
