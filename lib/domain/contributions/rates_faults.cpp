// What is wrong with a table of rates: gaps, overlaps, figures without a source.
#include "domain/contributions/rates.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

namespace myatlas::domain {

namespace {

constexpr std::int64_t k_no_end = std::numeric_limits<std::int64_t>::max(); // of a band

bool meet(const Band& a, const Band& b)
{
  return a.lowest() <= b.highest() && b.lowest() <= a.highest();
}

template <typename T>
bool may_agree(const std::optional<T>& a, const std::optional<T>& b)
{
  return !a || !b || *a == *b;
}

bool are_of_same_people(const RateRule& a, const RateRule& b)
{
  return a.contribution == b.contribution && a.idcc == b.idcc && may_agree(a.zone, b.zone) &&
         may_agree(a.temporary_work, b.temporary_work);
}

bool overlap(const RateRule& a, const RateRule& b)
{
  return a.valid.meets(b.valid) && are_of_same_people(a, b) && meet(a.headcount, b.headcount) &&
         meet(a.ratio, b.ratio);
}

void add_edges(const Band& band, std::vector<std::int64_t>& values)
{
  values.push_back(band.lowest());
  if (band.highest() != k_no_end) {
    values.push_back(band.highest() + 1);
  }
}

void sort_out(std::vector<std::int64_t>& values)
{
  std::ranges::sort(values);
  values.erase(std::ranges::unique(values).begin(), values.end());
}

// Every value at which a band of these rules begins.
std::vector<std::int64_t> edges(const RateTable& table, Contribution contribution,
                                const Band& (*band)(const RateRule&), std::string_view idcc)
{
  std::vector<std::int64_t> values = {0};
  for (const RateRule& rule : table.rules) {
    if (rule.contribution == contribution && rule.idcc == idcc) {
      add_edges(band(rule), values);
    }
  }
  sort_out(values);
  return values;
}

// What holds at the end of a year.
const Term* term_of(const RateTable& table, TermName name, int year)
{
  return table.find_term(name, *Date::from(year, 12, 1));
}

bool must_have_supplement(const RateTable& table, int year, std::int64_t ratio)
{
  const Term* most = term_of(table, TermName::csa_ratio, year);
  return most == nullptr || ratio < most->value;
}

// The questions the law of a year must answer: the tax in one line or two, no balance in
// Alsace-Moselle, no CSA from the ratio on that frees from it.
bool must_answer(const RateTable& table, int year, const RateQuery& query)
{
  switch (query.contribution) {
  case Contribution::ta:
    return year < 2020;
  case Contribution::ta_principal:
    return year >= 2020;
  case Contribution::ta_solde:
    return year >= 2020 && query.zone == Zone::france;
  case Contribution::csa:
    return must_have_supplement(table, year, query.ratio);
  case Contribution::conventional:
    return false; // agreements end, and what follows may not be known
  case Contribution::cfp:
  case Contribution::cpf_cdd:
    return true;
  }
  return false;
}

// The values at which what a contribution comes to can change.
struct Edges
{
  std::vector<std::int64_t> headcounts, ratios;
};

bool is_answered(const RateTable& table, Month at, const RateQuery& query)
{
  std::uint16_t months = 0;
  return find_rule(table, at.year, at.month - 1, query, months) != nullptr;
}

std::string gap(Month at, const RateQuery& query)
{
  return fmt::format("{} {} {}: no rule for headcount {}, ratio {} (hundredths)",
                     to_text(query.contribution), at.text(),
                     query.zone == Zone::france ? "france" : "alsace_moselle", query.headcount,
                     query.ratio);
}

std::vector<RateQuery> queries_at(Contribution contribution, const Edges& values, Zone zone)
{
  std::vector<RateQuery> queries;
  for (const std::int64_t headcount : values.headcounts) {
    for (const std::int64_t ratio : values.ratios) {
      queries.push_back(
        {.contribution = contribution, .zone = zone, .headcount = headcount, .ratio = ratio});
    }
  }
  return queries;
}

void add_gaps_of_month(const RateTable& table, Contribution contribution, const Edges& values,
                       Month at, std::vector<std::string>& found)
{
  for (const Zone zone : {Zone::france, Zone::alsace_moselle}) {
    for (const RateQuery& query : queries_at(contribution, values, zone)) {
      if (must_answer(table, at.year, query) && !is_answered(table, at, query)) {
        found.push_back(gap(at, query));
      }
    }
  }
}

void add_gaps(const RateTable& table, Contribution contribution, std::vector<std::string>& found)
{
  const Edges of_bands = {
    edges(table, contribution, [](const RateRule& r) -> const Band& { return r.headcount; }, {}),
    edges(table, contribution, [](const RateRule& r) -> const Band& { return r.ratio; }, {})};
  for (int year = table.first_year; year <= table.last_year; ++year) {
    for (unsigned month = 1; month <= 12; ++month) {
      add_gaps_of_month(table, contribution, of_bands, {year, month}, found);
    }
  }
}

void add_missing_terms(const RateTable& table, int year, std::vector<std::string>& found)
{
  for (const TermName name : {TermName::csa_headcount, TermName::csa_ratio}) {
    if (term_of(table, name, year) == nullptr) {
      found.push_back(fmt::format("{} has no term {}", year, to_text(name)));
    }
  }
  if (term_of(table, TermName::exempt_wages_month, year) == nullptr &&
      term_of(table, TermName::exempt_wages_year, year) == nullptr) {
    found.push_back(fmt::format("{} has no term exempt_wages_month or exempt_wages_year", year));
  }
}

Date first_of_january(int year)
{
  return *Date::from(year, 1, 1);
}

// Raised each first of January (L3231-6), or shortly before: one of more than a year earlier has
// been replaced.
bool has_wage_of(const RateTable& table, int year)
{
  return std::ranges::any_of(table.minimum_wages, [&](const MinimumWage& wage) {
    return wage.from > first_of_january(year - 1) && wage.from <= first_of_january(year);
  });
}

bool needs_collector(const RateTable& table, Contribution contribution, int year)
{
  return contribution == Contribution::conventional || contribution == Contribution::csa ||
         must_answer(table, year, {.contribution = contribution});
}

std::int64_t collectors_of(const RateTable& table, Contribution contribution, Date day)
{
  return std::ranges::count_if(table.collections, [&](const Collection& c) {
    return c.contribution == contribution && c.valid.holds(day);
  });
}

// One at a time.
void look_at_collectors(const RateTable& table, int year, std::vector<std::string>& found)
{
  const Date day = *Date::from(year, 12, 1);
  for (const Contribution contribution : k_contributions) {
    const std::int64_t count = collectors_of(table, contribution, day);
    if (count > 1 || (count == 0 && needs_collector(table, contribution, year))) {
      found.push_back(fmt::format("{} in {}: {} collectors, one is expected", to_text(contribution),
                                  year, count));
    }
  }
}

// What the law needs besides rates.
void add_other_gaps(const RateTable& table, std::vector<std::string>& found)
{
  for (int year = table.first_year; year <= table.last_year; ++year) {
    add_missing_terms(table, year, found);
    if (!has_wage_of(table, year)) {
      found.push_back(fmt::format("{} has no minimum wage of its first of January", year));
    }
    look_at_collectors(table, year, found);
  }
}

// The contribution and, of a branch, its number.
std::string subject_of(const RateRule& rule)
{
  std::string subject = to_text(rule.contribution);
  if (!rule.idcc.empty()) {
    subject += " " + rule.idcc;
  }
  return subject;
}

bool overlap(const Term& a, const Term& b)
{
  return a.name == b.name && a.valid.meets(b.valid);
}

void add_terms_twice(const RateTable& table, std::vector<std::string>& found)
{
  for (std::size_t i = 0; i < table.terms.size(); ++i) {
    for (std::size_t j = i + 1; j < table.terms.size(); ++j) {
      const Term &a = table.terms[i], &b = table.terms[j];
      if (overlap(a, b)) {
        found.push_back(fmt::format("the term {} is there twice from {} on: overlap",
                                    to_text(a.name), b.valid.from.text()));
      }
    }
  }
}

} // namespace

std::vector<std::string> overlaps(const RateTable& table)
{
  std::vector<std::string> found;
  for (std::size_t i = 0; i < table.rules.size(); ++i) {
    for (std::size_t j = i + 1; j < table.rules.size(); ++j) {
      const RateRule &a = table.rules[i], &b = table.rules[j];
      if (overlap(a, b)) {
        found.push_back(fmt::format("{}: the rules from {} and from {} overlap", subject_of(a),
                                    a.valid.from.text(), b.valid.from.text()));
      }
    }
  }
  add_terms_twice(table, found);
  return found;
}

namespace {

// Each figure names its law and where it was read.
void add_without_source(const RateRule& rule, std::vector<std::string>& found)
{
  if (rule.legal.empty() || rule.sources.empty()) {
    found.push_back(fmt::format("{} from {}: no {}", subject_of(rule), rule.valid.from.text(),
                                rule.legal.empty() ? "text of law" : "source"));
  }
}

} // namespace

std::vector<std::string> faults(const RateTable& table)
{
  std::vector<std::string> found = overlaps(table);
  for (const RateRule& rule : table.rules) {
    add_without_source(rule, found);
  }
  for (const Contribution contribution : k_contributions) {
    add_gaps(table, contribution, found);
  }
  add_other_gaps(table, found);
  return found;
}

} // namespace myatlas::domain
