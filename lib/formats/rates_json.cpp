#include "formats/rates_json.hpp"

#include "domain/contribution.hpp"
#include "domain/headcount.hpp"
#include "formats/json.hpp"

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

domain::RateRule rule_in(const Json& json)
{
  const Json& to = json.at("to");
  domain::RateRule rule{json.at("contribution").get<std::string>(), date_in(json.at("from")), {}, zone_in(json),
                        band_in(json, "headcount"), band_in(json, "ratio"), {}, json.value("idcc", ""),
                        read(domain::Rate::parse(json.at("rate").get<std::string>()), json), {},
                        json.at("legal").get<std::string>(), json.at("sources").get<std::vector<std::string>>()};
  if (!to.is_null()) {
    rule.to = date_in(to);
  }
  if (json.contains("temporary_work")) {
    rule.temporary_work = json.at("temporary_work").get<bool>();
  }
  if (json.contains("minimum")) {
    rule.minimum = read(domain::Money::parse(json.at("minimum").get<std::string>()), json);
  }
  if (rule.sources.empty()) {
    throw BadRates{"a figure without a source: " + json.dump()};
  }
  return rule;
}

void read_terms(const Json& terms, domain::RateTable& table)
{
  table.associations_pay_from = date_in(terms.at("associations_pay_tax").at("from"));
  table.small_below = hundredths_in(terms.at("small_headcount").at("below"));
  table.csa_from = hundredths_in(terms.at("csa_headcount").at("from"));
  table.csa_ratio_below = hundredths_in(terms.at("csa_ratio").at("below"));
  table.growth_ratio_from = hundredths_in(terms.at("csa_growth").at("ratio_from"));
  table.growth_from = hundredths_in(terms.at("csa_growth").at("growth_from"));
  table.exempt_minimum_wages = terms.at("exempt_minimum_wages").at("count").get<std::int64_t>();
  for (const Json& threshold : terms.at("frozen_thresholds").at("headcounts")) {
    table.frozen_thresholds.push_back(hundredths_in(threshold));
  }
}

domain::RateTable table_in(const Json& json)
{
  domain::RateTable table{.version = json.at("version").get<std::string>(),
                          .first_year = json.at("years").at("first").get<int>(),
                          .last_year = json.at("years").at("last").get<int>(),
                          .rules = {},
                          .minimum_wages = {},
                          .collections = {},
                          .associations_pay_from = domain::Date::of_days(0),
                          .frozen_thresholds = {}};
  for (const Json& rule : json.at("rules")) {
    table.rules.push_back(rule_in(rule));
  }
  for (const Json& wage : json.at("minimum_wages").at("monthly")) {
    table.minimum_wages.push_back(
      {date_in(wage.at("from")), read(domain::Money::parse(wage.at("monthly").get<std::string>()), wage)});
  }
  for (const Json& collection : json.at("collections")) {
    table.collections.push_back({collection.at("contribution").get<std::string>(),
                                 collection.at("collector").get<std::string>(), collection.at("due").get<std::string>()});
  }
  read_terms(json.at("terms"), table);
  return table;
}

} // namespace

util::Result<domain::RateTable> read_rates(std::string_view text)
{
  const util::Result<Json> json = parse_json(text);
  if (!json) {
    return json.errors();
  }
  try {
    return table_in(*json);
  } catch (const BadRates& bad) {
    return util::Error{"rates.file", {bad.what}};
  } catch (const Json::exception& error) {
    return util::Error{"rates.file", {error.what()}};
  }
}

const domain::RateTable& built_in_rates()
{
  static const domain::RateTable k_table = *read_rates(k_built_in);
  return k_table;
}

std::string built_in_rates_version()
{
  constexpr std::string_view k_member = "\"version\": \"";
  const std::size_t begin = k_built_in.find(k_member) + k_member.size();
  return std::string(k_built_in.substr(begin, k_built_in.find('"', begin) - begin));
}

std::string_view built_in_rates_text()
{
  return k_built_in;
}

} // namespace myatlas::formats
