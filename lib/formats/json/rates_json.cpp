#include "formats/json/rates_json.hpp"

#include <algorithm>

#include "domain/contributions/headcount.hpp"
#include "formats/json/json.hpp"
#include "util/ranges.hpp"
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
T read(util::Result<T> result, const Json& value)
{
  if (!result) {
    throw BadRates{value.dump()};
  }
  return *std::move(result);
}

std::string text_at(const Json& json, const char* name)
{
  return json.at(name).get<std::string>();
}

domain::Date date_in(const Json& value)
{
  return read(domain::Date::parse(value.get<std::string>()), value);
}

domain::Money amount_at(const Json& json, const char* name)
{
  return read(domain::Money::parse(text_at(json, name)), json);
}

domain::Contribution contribution_in(const Json& json)
{
  return read(domain::parse_contribution(text_at(json, "contribution")), json);
}

std::int64_t hundredths_in(const Json& value)
{
  return read(domain::parse_headcount(value.get<std::string>()), value);
}

using Bound = std::optional<std::int64_t>;

Bound bound_in(const Json& bounds, const char* side)
{
  return bounds.contains(side) ? Bound(hundredths_in(bounds.at(side))) : std::nullopt;
}

domain::Band band_in(const Json& rule, const char* name)
{
  const Json bounds = rule.value(name, Json::object());
  return {bound_in(bounds, "from"), bound_in(bounds, "above"), bound_in(bounds, "below"),
          bound_in(bounds, "to")};
}

domain::Zone zone_named(const Json& name)
{
  return name == "france" ? domain::Zone::france : domain::Zone::alsace_moselle;
}

std::optional<domain::Zone> zone_in(const Json& rule)
{
  if (!rule.contains("zone")) {
    return std::nullopt;
  }
  return zone_named(rule.at("zone"));
}

std::optional<domain::Date> end_in(const Json& to)
{
  return to.is_null() ? std::nullopt : std::optional(date_in(to));
}

domain::Validity validity_in(const Json& json)
{
  return {date_in(json.at("from")), end_in(json.at("to"))};
}

bool are_known(const std::vector<std::string>& sources, const Json& known)
{
  return std::ranges::all_of(sources,
                             [&](const std::string& source) { return known.contains(source); });
}

std::vector<std::string> sources_in(const Json& json, const Json& known)
{
  auto sources = json.at("sources").get<std::vector<std::string>>();
  if (sources.empty() || !are_known(sources, known)) {
    throw BadRates{"a figure without a source: " + json.dump()};
  }
  return sources;
}

// What a rule says where it says it.
void read_temporary_work(const Json& json, domain::RateRule& rule)
{
  if (json.contains("temporary_work")) {
    rule.temporary_work = json.at("temporary_work").get<bool>();
  }
}

void read_choices(const Json& json, domain::RateRule& rule)
{
  read_temporary_work(json, rule);
  if (json.contains("minimum")) {
    rule.minimum = amount_at(json, "minimum");
  }
}

domain::RateRule rule_in(const Json& json, const Json& sources)
{
  domain::RateRule rule;
  rule.contribution = contribution_in(json);
  rule.valid = validity_in(json);
  rule.zone = zone_in(json);
  rule.headcount = band_in(json, "headcount");
  rule.ratio = band_in(json, "ratio");
  rule.idcc = json.value("idcc", "");
  rule.rate = read(domain::Rate::parse(text_at(json, "rate")), json);
  rule.legal = text_at(json, "legal");
  rule.sources = sources_in(json, sources);
  read_choices(json, rule);
  return rule;
}

bool is_day_of_year(std::string_view text)
{
  return text.size() == 5 && text[2] == '-' && domain::Date::parse("2026-" + std::string(text));
}

// "03-05|03-15".
bool is_one_of_two_days(std::string_view due)
{
  return due.size() == 11 && due[5] == '|' && is_day_of_year(due.substr(0, 5)) &&
         is_day_of_year(due.substr(6));
}

bool is_due(std::string_view due)
{
  return due == "monthly" || due == "02-last" || is_one_of_two_days(due);
}

std::string due_in(const Json& json)
{
  auto due = text_at(json, "due");
  if (!is_due(due)) {
    throw BadRates{json.dump()};
  }
  return due;
}

domain::Collector collector_in(const Json& json)
{
  const auto collector = domain::collector_called(text_at(json, "collector"));
  if (!collector) {
    throw BadRates{json.dump()};
  }
  return *collector;
}

domain::Collection collection_in(const Json& json, const Json& sources)
{
  sources_in(json, sources);
  const std::string due = due_in(json);
  return {contribution_in(json), validity_in(json), collector_in(json), due,
          text_at(json, "legal")};
}

domain::Term term_in(const Json& json, const Json& sources)
{
  sources_in(json, sources);
  return {read(domain::parse_term_name(text_at(json, "name")), json), validity_in(json),
          hundredths_in(json.at("value")), text_at(json, "legal")};
}

domain::MinimumWage wage_in(const Json& row)
{
  return {date_in(row.at("from")), amount_at(row, "monthly")};
}

std::vector<domain::MinimumWage> wages_in(const Json& rows)
{
  return util::mapped(rows, wage_in);
}

domain::Branch branch_in(const Json& branch, const Json& sources)
{
  sources_in(branch, sources);
  return {text_at(branch, "idcc"), branch.at("contribution").get<bool>()};
}

domain::TerritoryWages territory_in(const Json& territory, const Json& sources)
{
  sources_in(territory, sources);
  return {text_at(territory, "department"), wages_in(territory.at("monthly"))};
}

// A list of what `read` reads of each, and of the sources known.
template <typename Read>
auto list_in(const Json& list, const Json& sources, Read read)
{
  return util::mapped(list, [&](const Json& one) { return read(one, sources); });
}

void read_rules(const Json& json, const Json& sources, domain::RateTable& table)
{
  table.rules = list_in(json.at("rules"), sources, rule_in);
  table.terms = list_in(json.at("terms"), sources, term_in);
  table.collections = list_in(json.at("collections"), sources, collection_in);
  table.branches = list_in(json.at("branches"), sources, branch_in);
}

void read_wages(const Json& wages, const Json& sources, domain::RateTable& table)
{
  sources_in(wages, sources);
  table.minimum_wages = wages_in(wages.at("monthly"));
  const Json territories = wages.value("territories", Json::array());
  table.territory_wages = list_in(territories, sources, territory_in);
}

void read_associations(const Json& json, const Json& sources, domain::RateTable& table)
{
  sources_in(json, sources);
  table.associations_pay_from = date_in(json.at("from"));
  table.associations_legal = text_at(json, "legal");
}

int whole_at(const Json& json, const char* name)
{
  return json.at(name).get<int>();
}

void read_years(const Json& years, domain::RateTable& table)
{
  table.first_year = whole_at(years, "first");
  table.last_year = whole_at(years, "last");
}

bool are_years(int first, int last)
{
  return first >= 1900 && last <= 2999 && first <= last;
}

void check_years(const domain::RateTable& table, const Json& years)
{
  if (!are_years(table.first_year, table.last_year)) {
    throw BadRates{years.dump()};
  }
}

domain::RateTable table_in(const Json& json)
{
  const Json& sources = json.at("sources");
  domain::RateTable table;
  table.version = text_at(json, "version");
  read_years(json.at("years"), table);
  read_rules(json, sources, table);
  read_wages(json.at("minimum_wages"), sources, table);
  read_associations(json.at("associations_pay_tax"), sources, table);
  const Json& frozen = json.at("frozen_thresholds");
  table.frozen_thresholds = util::mapped(frozen.at("headcounts"), hundredths_in);
  check_years(table, json.at("years"));
  domain::index_years(table);
  return table;
}

util::Error faulty_file(const std::string& what)
{
  return util::Error{"rates.file", {what}};
}

util::Result<domain::RateTable> read_table(const Json& json)
{
  try {
    return table_in(json);
  } catch (const BadRates& bad) {
    return faulty_file(bad.what);
  } catch (const Json::exception& error) {
    return faulty_file(error.what());
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

static util::Error faulty_rates(const std::string& fault)
{
  return util::Error{"rates.faulty", {fault}}.at("rates");
}

util::Result<domain::RateTable> read_usable_rates(std::string_view text)
{
  TRY_ASSIGN(domain::RateTable table, read_rates(text));
  const util::Errors problems = util::mapped(domain::overlaps(table), faulty_rates);
  return util::or_problems(std::move(table), problems);
}

} // namespace myatlas::formats
