#include "formats/json/rates_json.hpp"

#include <algorithm>

#include "domain/contributions/headcount.hpp"
#include "formats/json/json.hpp"
#include "util/try.hpp"

namespace myatlas::formats {

namespace {

constexpr std::string_view k_built_in =
#include "rates.inc"
  ;

// Reads members of a document that is meant to be right; the first that is not ends the reading.
struct BadRates
{
  std::string what;
};

template <typename T>
auto read(util::Result<T> result, const Json& value)
{
  if (!result) {
    throw BadRates{value.dump()};
  }
  return *std::move(result);
}

domain::Date date_in(const Json& value)
{
  return read(domain::Date::parse(value.get<std::string>()), value);
}

std::int64_t hundredths_in(const Json& value)
{
  return read(domain::parse_headcount(value.get<std::string>()), value);
}

domain::Band band_in(const Json& rule, const char* name)
{
  domain::Band band;
  if (rule.contains(name)) {
    const Json& bounds = rule.at(name);
    const auto bound = [&](const char* side) {
      return bounds.contains(side) ? std::optional(hundredths_in(bounds.at(side))) : std::nullopt;
    };
    band = {bound("from"), bound("above"), bound("below"), bound("to")};
  }
  return band;
}

std::optional<domain::Zone> zone_in(const Json& rule)
{
  if (!rule.contains("zone")) {
    return std::nullopt;
  }
  return rule.at("zone") == "france" ? domain::Zone::france : domain::Zone::alsace_moselle;
}

domain::Validity validity_in(const Json& json)
{
  const Json& to = json.at("to");
  return {date_in(json.at("from")), to.is_null() ? std::nullopt : std::optional(date_in(to))};
}

std::vector<std::string> sources_in(const Json& json, const Json& known)
{
  auto sources = json.at("sources").get<std::vector<std::string>>();
  if (sources.empty() || !std::ranges::all_of(sources, [&](const std::string& source) {
        return known.contains(source);
      })) {
    throw BadRates{"a figure without a source: " + json.dump()};
  }
  return sources;
}

domain::RateRule rule_in(const Json& json, const Json& sources)
{
  domain::RateRule rule;
  rule.contribution =
    read(domain::parse_contribution(json.at("contribution").get<std::string>()), json);
  rule.valid = validity_in(json);
  rule.zone = zone_in(json);
  rule.headcount = band_in(json, "headcount");
  rule.ratio = band_in(json, "ratio");
  rule.idcc = json.value("idcc", "");
  rule.rate = read(domain::Rate::parse(json.at("rate").get<std::string>()), json);
  rule.legal = json.at("legal").get<std::string>();
  rule.sources = sources_in(json, sources);
  if (json.contains("temporary_work")) {
    rule.temporary_work = json.at("temporary_work").get<bool>();
  }
  if (json.contains("minimum")) {
    rule.minimum = read(domain::Money::parse(json.at("minimum").get<std::string>()), json);
  }
  return rule;
}

// "03-05|03-15".
bool is_one_of_two_days(const std::string& due)
{
  const auto day = [](std::string_view text) {
    return text.size() == 5 && text[2] == '-' && domain::Date::parse("2026-" + std::string(text));
  };
  return due.size() == 11 && due[5] == '|' && day(due.substr(0, 5)) && day(due.substr(6));
}

domain::Collection collection_in(const Json& json, const Json& sources)
{
  sources_in(json, sources);
  const std::string due = json.at("due").get<std::string>();
  if (due != "monthly" && due != "02-last" && !is_one_of_two_days(due)) {
    throw BadRates{json.dump()};
  }
  return {read(domain::parse_contribution(json.at("contribution").get<std::string>()), json),
          validity_in(json), json.at("collector").get<std::string>(), due,
          json.at("legal").get<std::string>()};
}

domain::Term term_in(const Json& json, const Json& sources)
{
  sources_in(json, sources);
  return {read(domain::parse_term_name(json.at("name").get<std::string>()), json),
          validity_in(json), hundredths_in(json.at("value")), json.at("legal").get<std::string>()};
}

std::vector<domain::MinimumWage> wages_in(const Json& rows)
{
  std::vector<domain::MinimumWage> wages;
  for (const Json& row : rows) {
    wages.push_back({date_in(row.at("from")),
                     read(domain::Money::parse(row.at("monthly").get<std::string>()), row)});
  }
  return wages;
}

void read_rules(const Json& json, const Json& sources, domain::RateTable& table)
{
  for (const Json& rule : json.at("rules")) {
    table.rules.push_back(rule_in(rule, sources));
  }
  for (const Json& term : json.at("terms")) {
    table.terms.push_back(term_in(term, sources));
  }
  for (const Json& collection : json.at("collections")) {
    table.collections.push_back(collection_in(collection, sources));
  }
  for (const Json& branch : json.at("branches")) {
    sources_in(branch, sources);
    table.branches.push_back(
      {branch.at("idcc").get<std::string>(), branch.at("contribution").get<bool>()});
  }
}

void read_wages(const Json& wages, const Json& sources, domain::RateTable& table)
{
  sources_in(wages, sources);
  table.minimum_wages = wages_in(wages.at("monthly"));
  for (const Json& territory : wages.value("territories", Json::array())) {
    sources_in(territory, sources);
    table.territory_wages.push_back(
      {territory.at("department").get<std::string>(), wages_in(territory.at("monthly"))});
  }
}

void read_associations(const Json& json, const Json& sources, domain::RateTable& table)
{
  sources_in(json, sources);
  table.associations_pay_from = date_in(json.at("from"));
  table.associations_legal = json.at("legal").get<std::string>();
}

domain::RateTable table_in(const Json& json)
{
  const Json& sources = json.at("sources");
  domain::RateTable table;
  table.version = json.at("version").get<std::string>();
  table.first_year = json.at("years").at("first").get<int>();
  table.last_year = json.at("years").at("last").get<int>();
  read_rules(json, sources, table);
  read_wages(json.at("minimum_wages"), sources, table);
  read_associations(json.at("associations_pay_tax"), sources, table);
  for (const Json& threshold : json.at("frozen_thresholds").at("headcounts")) {
    table.frozen_thresholds.push_back(hundredths_in(threshold));
  }
  if (table.first_year < 1900 || table.last_year > 2999 || table.first_year > table.last_year) {
    throw BadRates{json.at("years").dump()};
  }
  domain::index_years(table);
  return table;
}

util::Result<domain::RateTable> read_table(const Json& json)
{
  try {
    return table_in(json);
  } catch (const BadRates& bad) {
    return util::Error{"rates.file", {bad.what}};
  } catch (const Json::exception& error) {
    return util::Error{"rates.file", {error.what()}};
  }
}

} // namespace

util::Result<domain::RateTable> read_rates(std::string_view text)
{
  TRY_ASSIGN(const Json json, parse_json(text));
  return read_table(json);
}

std::string_view built_in_rates_text()
{
  return k_built_in;
}

util::Result<domain::RateTable> read_usable_rates(std::string_view text)
{
  TRY_ASSIGN(domain::RateTable table, read_rates(text));
  util::Errors problems;
  for (const std::string& fault : domain::overlaps(table)) {
    problems.push_back(util::Error{"rates.faulty", {fault}}.at("rates"));
  }
  return problems.empty() ? util::Result<domain::RateTable>(std::move(table))
                          : util::Result<domain::RateTable>(problems);
}

} // namespace myatlas::formats
