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

bool overlap(const RateRule& a, const RateRule& b)
{
  return a.contribution == b.contribution && a.idcc == b.idcc && a.valid.meets(b.valid) &&
         may_agree(a.zone, b.zone) && may_agree(a.temporary_work, b.temporary_work) &&
         meet(a.headcount, b.headcount) && meet(a.ratio, b.ratio);
}

// Every value at which a band of these rules begins.
std::vector<std::int64_t> edges(const RateTable& table, Contribution contribution,
                                const Band& (*band)(const RateRule&), std::string_view idcc)
{
  std::vector<std::int64_t> values = {0};
  for (const RateRule& rule : table.rules) {
    if (rule.contribution == contribution && rule.idcc == idcc) {
      values.push_back(band(rule).lowest());
      if (band(rule).highest() != k_no_end) {
        values.push_back(band(rule).highest() + 1);
      }
    }
  }
  std::ranges::sort(values);
  values.erase(std::ranges::unique(values).begin(), values.end());
  return values;
}

// The questions the law of a year must answer: the tax in one line or two, no balance in
// Alsace-Moselle, no CSA from the ratio on that frees from it.
bool must_answer(const RateTable& table, int year, const RateQuery& query)
{
  const Date day = *Date::from(year, 12, 1);
  switch (query.contribution) {
  case Contribution::ta:
    return year < 2020;
  case Contribution::ta_principal:
    return year >= 2020;
  case Contribution::ta_solde:
    return year >= 2020 && query.zone == Zone::france;
  case Contribution::csa: {
    const Term* ratio = table.find_term(TermName::csa_ratio, day);
    return ratio == nullptr || query.ratio < ratio->value;
  }
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

void add_gaps_of_month(const RateTable& table, Contribution contribution, const Edges& values,
                       Month at, std::vector<std::string>& found)
{
  for (const Zone zone : {Zone::france, Zone::alsace_moselle}) {
    for (const std::int64_t headcount : values.headcounts) {
      for (const std::int64_t ratio : values.ratios) {
        const RateQuery query{
          .contribution = contribution, .zone = zone, .headcount = headcount, .ratio = ratio};
        std::uint16_t months = 0;
        if (must_answer(table, at.year, query) &&
            find_rule(table, at.year, at.month - 1, query, months) == nullptr) {
          found.push_back(fmt::format(
            "{} {} {}: no rule for headcount {}, ratio {} (hundredths)", to_text(contribution),
            at.text(), zone == Zone::france ? "france" : "alsace_moselle", headcount, ratio));
        }
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
  const Date day = *Date::from(year, 12, 1);
  for (const TermName name : {TermName::csa_headcount, TermName::csa_ratio}) {
    if (table.find_term(name, day) == nullptr) {
      found.push_back(fmt::format("{} has no term {}", year, to_text(name)));
    }
  }
  if (table.find_term(TermName::exempt_wages_month, day) == nullptr &&
      table.find_term(TermName::exempt_wages_year, day) == nullptr) {
    found.push_back(fmt::format("{} has no term exempt_wages_month or exempt_wages_year", year));
  }
}

// Raised each first of January (L3231-6), or shortly before: one of more than a year earlier has
// been replaced.
bool has_wage_of(const RateTable& table, int year)
{
  return std::ranges::any_of(table.minimum_wages, [&](const MinimumWage& wage) {
    return wage.from > *Date::from(year - 1, 1, 1) && wage.from <= *Date::from(year, 1, 1);
  });
}

// One at a time.
void look_at_collectors(const RateTable& table, int year, std::vector<std::string>& found)
{
  const Date day = *Date::from(year, 12, 1);
  for (const Contribution contribution : k_contributions) {
    const bool needed = contribution == Contribution::conventional ||
                        contribution == Contribution::csa ||
                        must_answer(table, year, {.contribution = contribution});
    const auto count = std::ranges::count_if(table.collections, [&](const Collection& c) {
      return c.contribution == contribution && c.valid.holds(day);
    });
    if (count > 1 || (needed && count == 0)) {
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

void add_terms_twice(const RateTable& table, std::vector<std::string>& found)
{
  for (std::size_t i = 0; i < table.terms.size(); ++i) {
    for (std::size_t j = i + 1; j < table.terms.size(); ++j) {
      if (table.terms[i].name == table.terms[j].name &&
          table.terms[i].valid.meets(table.terms[j].valid)) {
        found.push_back(fmt::format("the term {} is there twice from {} on: overlap",
                                    to_text(table.terms[i].name),
                                    table.terms[j].valid.from.text()));
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

std::vector<std::string> faults(const RateTable& table)
{
  std::vector<std::string> found = overlaps(table);
  for (const RateRule& rule : table.rules) {
    if (rule.legal.empty() || rule.sources.empty()) {
      found.push_back(fmt::format("{} from {}: no {}", subject_of(rule), rule.valid.from.text(),
                                  rule.legal.empty() ? "text of law" : "source"));
    }
  }
  for (const Contribution contribution : k_contributions) {
    add_gaps(table, contribution, found);
  }
  add_other_gaps(table, found);
  return found;
}

} // namespace myatlas::domain
