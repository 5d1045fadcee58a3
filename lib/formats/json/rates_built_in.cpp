// The table of rates the program was built with: made of texts that the build took from it, a tenth
// of the work of reading JSON.
#include "formats/json/rates_json.hpp"

#include "domain/contributions/headcount.hpp"
#include "util/ranges.hpp"
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

std::optional<std::int64_t> bound_of(std::string_view text)
{
  return maybe(text, domain::parse_headcount);
}

domain::Band band_of(const TextBand& band)
{
  return {bound_of(band.from), bound_of(band.above), bound_of(band.below), bound_of(band.to)};
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

// What a rule says where it says it.
std::optional<domain::Zone> maybe_zone(std::string_view text)
{
  if (text.empty()) {
    return std::nullopt;
  }
  return text == "france" ? domain::Zone::france : domain::Zone::alsace_moselle;
}

void take_choices(const TextRules& text, domain::RateRule& rule)
{
  rule.zone = maybe_zone(text.zone);
  if (!text.temporary_work.empty()) {
    rule.temporary_work = text.temporary_work == k_yes;
  }
  rule.minimum = maybe(text.minimum, domain::Money::parse);
}

domain::RateRule rule_of(const TextRules& text)
{
  domain::RateRule rule;
  rule.contribution = *domain::parse_contribution(text.contribution);
  rule.valid = validity_of(text.from, text.to);
  rule.headcount = band_of(text.headcount);
  rule.ratio = band_of(text.ratio);
  rule.idcc = text.idcc;
  rule.rate = *domain::Rate::parse(text.rate);
  rule.legal = text.legal;
  rule.sources = words_of(text.sources);
  take_choices(text, rule);
  return rule;
}

domain::Term term_of(const TextTerms& text)
{
  return {*domain::parse_term_name(text.name), validity_of(text.from, text.to),
          *domain::parse_headcount(text.value), std::string(text.legal)};
}

domain::Collection collection_of(const TextCollections& text)
{
  return {*domain::parse_contribution(text.contribution), validity_of(text.from, text.to),
          *domain::collector_called(text.collector), std::string(text.due),
          std::string(text.legal)};
}

domain::Branch branch_of(const TextBranches& text)
{
  return {std::string(text.idcc), text.contribution == k_yes};
}

// They come territory by territory.
domain::TerritoryWages& territory_of(std::string_view department, domain::RateTable& table)
{
  auto& territories = table.territory_wages;
  if (territories.empty() || territories.back().department != department) {
    territories.push_back({std::string(department), {}});
  }
  return territories.back();
}

void add_wage(const TextWage& text, domain::RateTable& table)
{
  const domain::MinimumWage wage{*maybe_date(text.from), *domain::Money::parse(text.monthly)};
  if (text.department.empty()) {
    table.minimum_wages.push_back(wage);
  } else {
    territory_of(text.department, table).monthly.push_back(wage);
  }
}

std::int64_t threshold_of(const std::string& text)
{
  return *domain::parse_headcount(text);
}

int year_in(std::string_view text)
{
  return std::stoi(std::string(text));
}

void take_lists(domain::RateTable& table)
{
  table.rules = util::mapped(k_rules, rule_of);
  table.terms = util::mapped(k_terms, term_of);
  table.collections = util::mapped(k_collections, collection_of);
  table.branches = util::mapped(k_branches, branch_of);
  for (const TextWage& text : k_wages) {
    add_wage(text, table);
  }
}

domain::RateTable made_table()
{
  domain::RateTable table;
  table.version = k_rest.version;
  table.first_year = year_in(k_rest.first_year);
  table.last_year = year_in(k_rest.last_year);
  take_lists(table);
  table.associations_pay_from = *maybe_date(k_rest.associations_pay_from);
  table.associations_legal = k_rest.associations_legal;
  table.frozen_thresholds = util::mapped(words_of(k_rest.frozen_thresholds), threshold_of);
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
