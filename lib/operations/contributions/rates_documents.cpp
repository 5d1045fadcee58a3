#include "operations/contributions/rates_documents.hpp"

#include "domain/contributions/employer_form.hpp"
#include "formats/json/rates_json.hpp"
#include "util/file.hpp"
#include "util/try.hpp"

namespace myatlas::operations {

using formats::Json;

namespace {

Result<std::string> text_of_table(const std::string& file)
{
  return file.empty() ? Result<std::string>(std::string(formats::built_in_rates_text()))
                      : util::read_file(file, formats::k_most_json_bytes);
}

std::string year_in(const Json& day)
{
  return day.is_null() ? "9999" : day.get<std::string>().substr(0, 4);
}

bool is_of_year(const Json& rule, const std::string& year)
{
  return year.empty() || (year_in(rule.at("from")) <= year && year <= year_in(rule.at("to")));
}

bool is_of_contribution(const Json& rule, const std::string& contribution)
{
  return contribution.empty() || rule.at("contribution") == contribution;
}

Json rules_asked(const Json& table, const RatesAsked& asked)
{
  Json rules = Json::array();
  for (const Json& rule : table.at("rules")) {
    if (is_of_year(rule, asked.year) && is_of_contribution(rule, asked.contribution)) {
      rules.push_back(rule);
    }
  }
  return rules;
}

Error unknown_year(const std::string& text, const domain::RateTable& table)
{
  const Error error{"rates.year",
                    {text, std::to_string(table.first_year), std::to_string(table.last_year)}};
  return error.at("year");
}

bool covers_year(const domain::RateTable& table, int year)
{
  return year >= table.first_year && year <= table.last_year;
}

Outcome check_year(const std::string& text, const domain::RateTable& table)
{
  if (text.empty()) {
    return Done{};
  }
  TRY_ASSIGN(const int year, domain::parse_year(text).or_at("year"));
  return fail_unless(covers_year(table, year), unknown_year(text, table));
}

Outcome check_contribution(const std::string& code)
{
  if (!code.empty()) {
    TRY(domain::parse_contribution(code).or_at("contribution"));
  }
  return Done{};
}

Outcome check_faults(const domain::RateTable& table)
{
  Errors problems;
  for (const std::string& fault : domain::faults(table)) {
    problems.push_back({"rates.faulty", {fault}});
  }
  return outcome_of(problems);
}

} // namespace

Result<RatesRead> read_rates_in(const std::string& file)
{
  TRY_ASSIGN(std::string text, text_of_table(file));
  TRY_ASSIGN(domain::RateTable table, formats::read_rates(text));
  return RatesRead{std::move(table), std::move(text)};
}

Result<Json> rates_shown(const RatesRead& rates, const RatesAsked& asked)
{
  TRY(check_contribution(asked.contribution));
  TRY(check_year(asked.year, rates.table));
  TRY_ASSIGN(const Json table, formats::parse_json(rates.text));
  return Json{{"schema", "myatlas/rates-shown/1"},
              {"version", table.at("version")},
              {"rules", rules_asked(table, asked)},
              {"sources", table.at("sources")}};
}

Result<Json> rates_checked(const RatesRead& rates, const RatesAsked& asked)
{
  TRY(check_contribution(asked.contribution));
  TRY(check_faults(rates.table));
  return Json{{"schema", "myatlas/rates-checked/1"},
              {"version", rates.table.version},
              {"rules", rates.table.rules.size()},
              {"first_year", rates.table.first_year},
              {"last_year", rates.table.last_year}};
}

} // namespace myatlas::operations
