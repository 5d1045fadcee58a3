// The table of rates the program was built with: made of texts that the build took from it, a tenth
// of the work of reading JSON.
#include "formats/json/rates_json.hpp"

#include "domain/contributions/headcount.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

struct TextBand
{
  std::string_view from, above, below, to;
};

struct TextRules
{
  std::string_view contribution, from, to, zone;
  TextBand headcount, ratio;
  std::string_view temporary_work, idcc, rate, minimum, legal, sources;
};

struct TextTerms
{
  std::string_view name, from, to, value, legal;
};

struct TextCollections
{
  std::string_view contribution, from, to, collector, due, legal;
};

struct TextBranches
{
  std::string_view idcc, contribution;
};

struct TextWage
{
  std::string_view department, from, monthly; // department: empty for most of France
};

struct TextRest
{
  std::string_view version, first_year, last_year, associations_pay_from, associations_legal,
    frozen_thresholds;
};

#include "rates_rows.inc"

constexpr std::string_view k_yes = "ON"; // as CMake tells a truth

// A text that may be missing, as what `parse` makes of it. The tests hold all of them to the JSON
// they were taken from.
template <typename Parse>
auto maybe(std::string_view text, Parse parse)
  -> std::optional<std::decay_t<decltype(*parse(text))>>
{
  return text.empty() ? std::nullopt : std::optional(*parse(text));
}

std::optional<domain::Date> maybe_date(std::string_view text)
{
  return maybe(text, domain::Date::read);
}

domain::Validity validity_of(std::string_view from, std::string_view to)
{
  return {*maybe_date(from), maybe_date(to)};
}

domain::Band band_of(const TextBand& band)
{
  const auto bound = [](std::string_view text) {
    return maybe(text, [](std::string_view t) { return domain::parse_headcount(t); });
  };
  return {bound(band.from), bound(band.above), bound(band.below), bound(band.to)};
}

std::vector<std::string> words_of(std::string_view text)
{
  std::vector<std::string> words;
  for (const std::string_view word : util::split(text, ' ')) {
    if (!word.empty()) {
      words.emplace_back(word);
    }
  }
  return words;
}

domain::RateRule rule_of(const TextRules& text)
{
  domain::RateRule rule;
  rule.contribution = *domain::parse_contribution(text.contribution);
  rule.valid = validity_of(text.from, text.to);
  if (!text.zone.empty()) {
    rule.zone = text.zone == "france" ? domain::Zone::france : domain::Zone::alsace_moselle;
  }
  rule.headcount = band_of(text.headcount);
  rule.ratio = band_of(text.ratio);
  if (!text.temporary_work.empty()) {
    rule.temporary_work = text.temporary_work == k_yes;
  }
  rule.idcc = text.idcc;
  rule.rate = *domain::Rate::parse(text.rate);
  rule.minimum = maybe(text.minimum, [](std::string_view t) { return domain::Money::parse(t); });
  rule.legal = text.legal;
  rule.sources = words_of(text.sources);
  return rule;
}

void add_wages(domain::RateTable& table)
{
  for (const TextWage& text : k_wages) {
    const domain::MinimumWage wage{*maybe_date(text.from), *domain::Money::parse(text.monthly)};
    if (text.department.empty()) {
      table.minimum_wages.push_back(wage);
      continue;
    }
    if (table.territory_wages.empty() ||
        table.territory_wages.back().department != text.department) {
      table.territory_wages.push_back({std::string(text.department), {}});
    }
    table.territory_wages.back().monthly.push_back(wage);
  }
}

domain::RateTable made_table()
{
  domain::RateTable table;
  table.version = k_rest.version;
  table.first_year = std::stoi(std::string(k_rest.first_year));
  table.last_year = std::stoi(std::string(k_rest.last_year));
  table.rules.reserve(std::size(k_rules));
  for (const TextRules& text : k_rules) {
    table.rules.push_back(rule_of(text));
  }
  for (const TextTerms& text : k_terms) {
    table.terms.push_back({*domain::parse_term_name(text.name), validity_of(text.from, text.to),
                           *domain::parse_headcount(text.value), std::string(text.legal)});
  }
  for (const TextCollections& text : k_collections) {
    table.collections.push_back({*domain::parse_contribution(text.contribution),
                                 validity_of(text.from, text.to), std::string(text.collector),
                                 std::string(text.due), std::string(text.legal)});
  }
  for (const TextBranches& text : k_branches) {
    table.branches.push_back({std::string(text.idcc), text.contribution == k_yes});
  }
  add_wages(table);
  table.associations_pay_from = *maybe_date(k_rest.associations_pay_from);
  table.associations_legal = k_rest.associations_legal;
  for (const std::string& threshold : words_of(k_rest.frozen_thresholds)) {
    table.frozen_thresholds.push_back(*domain::parse_headcount(threshold));
  }
  domain::index_years(table);
  return table;
}

} // namespace

const domain::RateTable& built_in_rates()
{
  static const domain::RateTable k_table = made_table();
  return k_table;
}

std::string built_in_rates_version()
{
  return std::string(k_rest.version);
}

} // namespace myatlas::formats
