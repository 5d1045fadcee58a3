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

bool is_of_same_contribution(const RateRule& a, const RateRule& b)
{
  return a.contribution == b.contribution && a.idcc == b.idcc;
}

bool are_of_same_people(const RateRule& a, const RateRule& b)
{
  return is_of_same_contribution(a, b) && may_agree(a.zone, b.zone) &&
         may_agree(a.temporary_work, b.temporary_work);
}

bool meet_in_size(const RateRule& a, const RateRule& b)
{
  return meet(a.headcount, b.headcount) && meet(a.ratio, b.ratio);
}

bool overlap(const RateRule& a, const RateRule& b)
{
  return a.valid.meets(b.valid) && are_of_same_people(a, b) && meet_in_size(a, b);
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

struct Edges;

// What is looked through, and what is wrong with it.
struct Faults
{
  const RateTable& table;
  std::vector<std::string>& found;

  std::vector<std::int64_t> edges(Contribution contribution, const Band& (*band)(const RateRule&),
                                  std::string_view idcc) const;
  const Term* term_of(TermName name, int year) const;
  bool has_term(TermName name, int year) const { return term_of(name, year) != nullptr; }
  bool must_have_supplement(int year, std::int64_t ratio) const;
  bool must_answer(int year, const RateQuery& query) const;
  bool is_answered(Month at, const RateQuery& query) const;
  void add_gaps_of_month(Contribution contribution, const Edges& values, Month at);
  void add_gaps(Contribution contribution);
  void add_missing_terms(int year);
  bool has_wage_of(int year) const;
  bool needs_collector(Contribution contribution, int year) const;
  std::int64_t collectors_of(Contribution contribution, Date day) const;
  void look_at_collectors(int year);
  void add_other_gaps();
  void compare(const RateRule& a, const RateRule& b);
  void compare(const Term& a, const Term& b);
  void add_without_source(const RateRule& rule);
  void add_all_but_overlaps();
};

// Every value at which a band of these rules begins.
std::vector<std::int64_t> Faults::edges(Contribution contribution,
                                        const Band& (*band)(const RateRule&),
                                        std::string_view idcc) const
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
const Term* Faults::term_of(TermName name, int year) const
{
  return table.find_term(name, *Date::from(year, 12, 1));
}

bool Faults::must_have_supplement(int year, std::int64_t ratio) const
{
  const Term* most = term_of(TermName::csa_ratio, year);
  return most == nullptr || ratio < most->value;
}

// The questions the law of a year must answer: the tax in one line or two, no balance in
// Alsace-Moselle, no CSA from the ratio on that frees from it.
bool Faults::must_answer(int year, const RateQuery& query) const
{
  switch (query.contribution) {
  case Contribution::ta:
    return has_tax_in_one(year);
  case Contribution::ta_principal:
    return !has_tax_in_one(year);
  case Contribution::ta_solde:
    return !has_tax_in_one(year) && query.zone == Zone::france;
  case Contribution::csa:
    return must_have_supplement(year, query.ratio);
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

bool Faults::is_answered(Month at, const RateQuery& query) const
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

void Faults::add_gaps_of_month(Contribution contribution, const Edges& values, Month at)
{
  for (const Zone zone : {Zone::france, Zone::alsace_moselle}) {
    for (const RateQuery& query : queries_at(contribution, values, zone)) {
      if (must_answer(at.year, query) && !is_answered(at, query)) {
        found.push_back(gap(at, query));
      }
    }
  }
}

void Faults::add_gaps(Contribution contribution)
{
  const Edges of_bands = {
    edges(contribution, [](const RateRule& r) -> const Band& { return r.headcount; }, {}),
    edges(contribution, [](const RateRule& r) -> const Band& { return r.ratio; }, {})};
  for (int year = table.first_year; year <= table.last_year; ++year) {
    for (unsigned month = 1; month <= 12; ++month) {
      add_gaps_of_month(contribution, of_bands, {year, month});
    }
  }
}

void Faults::add_missing_terms(int year)
{
  for (const TermName name : {TermName::csa_headcount, TermName::csa_ratio}) {
    if (!has_term(name, year)) {
      found.push_back(fmt::format("{} has no term {}", year, to_text(name)));
    }
  }
  if (!has_term(TermName::exempt_wages_month, year) &&
      !has_term(TermName::exempt_wages_year, year)) {
    found.push_back(fmt::format("{} has no term exempt_wages_month or exempt_wages_year", year));
  }
}

Date first_of_january(int year)
{
  return *Date::from(year, 1, 1);
}

// Raised each first of January (L3231-6), or shortly before: one of more than a year earlier has
// been replaced.
bool is_of_year(const MinimumWage& wage, int year)
{
  return wage.from > first_of_january(year - 1) && wage.from <= first_of_january(year);
}

bool Faults::has_wage_of(int year) const
{
  return std::ranges::any_of(table.minimum_wages,
                             [&](const MinimumWage& wage) { return is_of_year(wage, year); });
}

bool Faults::needs_collector(Contribution contribution, int year) const
{
  return contribution == Contribution::conventional || contribution == Contribution::csa ||
         must_answer(year, {.contribution = contribution});
}

std::int64_t Faults::collectors_of(Contribution contribution, Date day) const
{
  return std::ranges::count_if(table.collections, [&](const Collection& c) {
    return c.contribution == contribution && c.valid.holds(day);
  });
}

// One at a time.
void Faults::look_at_collectors(int year)
{
  const Date day = *Date::from(year, 12, 1);
  for (const Contribution contribution : k_contributions) {
    const std::int64_t count = collectors_of(contribution, day);
    if (count > 1 || (count == 0 && needs_collector(contribution, year))) {
      found.push_back(fmt::format("{} in {}: {} collectors, one is expected", to_text(contribution),
                                  year, count));
    }
  }
}

// What the law needs besides rates.
void Faults::add_other_gaps()
{
  for (int year = table.first_year; year <= table.last_year; ++year) {
    add_missing_terms(year);
    if (!has_wage_of(year)) {
      found.push_back(fmt::format("{} has no minimum wage of its first of January", year));
    }
    look_at_collectors(year);
  }
}

// The contribution and, of a branch, its number.
std::string subject_of(const RateRule& rule)
{
  const std::string subject = to_text(rule.contribution);
  return rule.idcc.empty() ? subject : subject + " " + rule.idcc;
}

bool overlap(const Term& a, const Term& b)
{
  return a.name == b.name && a.valid.meets(b.valid);
}

void Faults::compare(const RateRule& a, const RateRule& b)
{
  if (overlap(a, b)) {
    found.push_back(fmt::format("{}: the rules from {} and from {} overlap", subject_of(a),
                                a.valid.from.text(), b.valid.from.text()));
  }
}

void Faults::compare(const Term& a, const Term& b)
{
  if (overlap(a, b)) {
    found.push_back(fmt::format("the term {} is there twice from {} on: overlap", to_text(a.name),
                                b.valid.from.text()));
  }
}

// Each of them with each that comes after it.
template <typename One, typename Look>
void each_two(const std::vector<One>& all, const Look& look)
{
  for (auto a = all.begin(); a != all.end(); ++a) {
    for (auto b = a + 1; b != all.end(); ++b) {
      look(*a, *b);
    }
  }
}

} // namespace

std::vector<std::string> overlaps(const RateTable& table)
{
  std::vector<std::string> found;
  Faults faults{table, found};
  each_two(table.rules, [&](const RateRule& a, const RateRule& b) { faults.compare(a, b); });
  each_two(table.terms, [&](const Term& a, const Term& b) { faults.compare(a, b); });
  return found;
}

namespace {

// Each figure names its law and where it was read.
void Faults::add_without_source(const RateRule& rule)
{
  if (rule.legal.empty() || rule.sources.empty()) {
    found.push_back(fmt::format("{} from {}: no {}", subject_of(rule), rule.valid.from.text(),
                                rule.legal.empty() ? "text of law" : "source"));
  }
}

void Faults::add_all_but_overlaps()
{
  for (const RateRule& rule : table.rules) {
    add_without_source(rule);
  }
  for (const Contribution contribution : k_contributions) {
    add_gaps(contribution);
  }
  add_other_gaps();
}

} // namespace

std::vector<std::string> faults(const RateTable& table)
{
  auto found = overlaps(table);
  Faults{table, found}.add_all_but_overlaps();
  return found;
}

} // namespace myatlas::domain
