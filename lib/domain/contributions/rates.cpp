#include "domain/contributions/rates.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "domain/values/names.hpp"

namespace myatlas::domain {

namespace {

constexpr std::int64_t k_most = std::numeric_limits<std::int64_t>::max();

constexpr NamedValue<Contribution> k_names[] = {
  {"cfp", Contribution::cfp},
  {"cpf_cdd", Contribution::cpf_cdd},
  {"ta", Contribution::ta},
  {"ta_principal", Contribution::ta_principal},
  {"ta_solde", Contribution::ta_solde},
  {"csa", Contribution::csa},
  {"conventional", Contribution::conventional},
};

constexpr NamedValue<TermName> k_term_names[] = {
  {"apprentices_exempt_below", TermName::apprentices_exempt_below},
  {"apprentices_counted_from", TermName::apprentices_counted_from},
  {"csa_headcount", TermName::csa_headcount},
  {"csa_ratio", TermName::csa_ratio},
  {"csa_growth_ratio", TermName::csa_growth_ratio},
  {"csa_growth", TermName::csa_growth},
  {"exempt_wages_month", TermName::exempt_wages_month},
  {"exempt_wages_year", TermName::exempt_wages_year},
};

bool meet(const Band& a, const Band& b)
{
  return a.lowest() <= b.highest() && b.lowest() <= a.highest();
}

template <typename T>
bool may_agree(const std::optional<T>& a, const std::optional<T>& b)
{
  return !a || !b || *a == *b;
}

bool answers(const RateRule& rule, const RateQuery& query)
{
  return rule.headcount.holds(query.headcount) && rule.ratio.holds(query.ratio) &&
         (!rule.zone || *rule.zone == query.zone) &&
         (!rule.temporary_work || *rule.temporary_work == query.temporary_work) &&
         rule.idcc == query.idcc;
}

bool overlap(const RateRule& a, const RateRule& b)
{
  return a.contribution == b.contribution && a.idcc == b.idcc && a.valid.meets(b.valid) &&
         may_agree(a.zone, b.zone) && may_agree(a.temporary_work, b.temporary_work) &&
         meet(a.headcount, b.headcount) && meet(a.ratio, b.ratio);
}

std::size_t place(Contribution contribution)
{
  return static_cast<std::size_t>(contribution);
}

std::uint16_t months_of(const Validity& valid, const std::vector<Date>& first_days)
{
  std::uint16_t months = 0;
  for (std::size_t month = 0; month < first_days.size(); ++month) {
    if (valid.holds(first_days[month])) {
      months = static_cast<std::uint16_t>(months | 1U << month);
    }
  }
  return months;
}

// "monthly", "02-last", or "05-05|05-15": month and day for 50 employees and more, and below.
std::optional<Date> due_date(std::string_view due, int year, bool large)
{
  if (due == "monthly") {
    return std::nullopt;
  }
  if (due == "02-last") {
    return Month{year + 1, 2}.last_day();
  }
  const std::string_view chosen = large ? due.substr(0, 5) : due.substr(6, 5);
  const auto digits = [&](std::size_t at) {
    return static_cast<unsigned>((chosen[at] - '0') * 10 + (chosen[at + 1] - '0'));
  };
  return *Date::from(year + 1, digits(0), digits(3));
}

YearLaw law_of(const RateTable& table, int year)
{
  std::vector<Date> first_days;
  for (unsigned month = 1; month <= 12; ++month) {
    first_days.push_back(Month{year, month}.first_day());
  }
  YearLaw law;
  for (std::size_t i = 0; i < table.rules.size(); ++i) {
    if (const std::uint16_t months = months_of(table.rules[i].valid, first_days)) {
      law.rules[place(table.rules[i].contribution)].push_back(
        {static_cast<std::uint16_t>(i), months});
    }
  }
  for (std::size_t i = 0; i < table.collections.size(); ++i) {
    if (months_of(table.collections[i].valid, first_days) != 0) {
      const std::size_t at = place(table.collections[i].contribution);
      law.collections[at] = static_cast<std::uint16_t>(i);
      law.due[at] = {due_date(table.collections[i].due, year, false),
                     due_date(table.collections[i].due, year, true)};
    }
  }
  return law;
}

// Every value at which a band of these rules begins.
std::vector<std::int64_t> edges(const RateTable& table, Contribution contribution,
                                const Band& (*band)(const RateRule&), std::string_view idcc)
{
  std::vector<std::int64_t> values = {0};
  for (const RateRule& rule : table.rules) {
    if (rule.contribution == contribution && rule.idcc == idcc) {
      values.push_back(band(rule).lowest());
      if (band(rule).highest() != k_most) {
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

void add_gaps(const RateTable& table, Contribution contribution, std::vector<std::string>& found)
{
  const auto headcounts =
    edges(table, contribution, [](const RateRule& r) -> const Band& { return r.headcount; }, {});
  const auto ratios =
    edges(table, contribution, [](const RateRule& r) -> const Band& { return r.ratio; }, {});
  for (int year = table.first_year; year <= table.last_year; ++year) {
    for (unsigned month = 0; month < 12; ++month) {
      for (const Zone zone : {Zone::france, Zone::alsace_moselle}) {
        for (const std::int64_t headcount : headcounts) {
          for (const std::int64_t ratio : ratios) {
            const RateQuery query{contribution, zone, headcount, ratio, false, {}};
            std::uint16_t months = 0;
            if (must_answer(table, year, query) &&
                find_rule(table, year, month, query, months) == nullptr) {
              found.push_back(
                fmt::format("{} {}-{:02} {}: no rule for headcount {}, ratio {} (hundredths)",
                            to_text(contribution), year, month + 1,
                            zone == Zone::france ? "france" : "alsace_moselle", headcount, ratio));
            }
          }
        }
      }
    }
  }
}

// Terms and collectors that the law needs, one collector at a time.
void add_other_gaps(const RateTable& table, std::vector<std::string>& found)
{
  for (int year = table.first_year; year <= table.last_year; ++year) {
    const Date day = *Date::from(year, 12, 1);
    for (const TermName name : {TermName::csa_headcount, TermName::csa_ratio}) {
      if (table.find_term(name, day) == nullptr) {
        found.push_back(fmt::format("{} has no term {}", year, name_of(k_term_names, name)));
      }
    }
    if (table.find_term(TermName::exempt_wages_month, day) == nullptr &&
        table.find_term(TermName::exempt_wages_year, day) == nullptr) {
      found.push_back(fmt::format("{} has no term exempt_wages_month or exempt_wages_year", year));
    }
    // Raised each first of January (L3231-6), or shortly before: one of more than a year earlier
    // has been replaced.
    if (std::ranges::none_of(table.minimum_wages, [&](const MinimumWage& wage) {
          return wage.from > *Date::from(year - 1, 1, 1) && wage.from <= *Date::from(year, 1, 1);
        })) {
      found.push_back(fmt::format("{} has no minimum wage of its first of January", year));
    }
    for (const Contribution contribution : k_contributions) {
      const bool needed = contribution == Contribution::conventional ||
                          contribution == Contribution::csa ||
                          must_answer(table, year, {contribution, Zone::france, 0, 0, false, {}});
      const auto count = std::ranges::count_if(table.collections, [&](const Collection& c) {
        return c.contribution == contribution && c.valid.holds(day);
      });
      if (count > 1 || (needed && count == 0)) {
        found.push_back(fmt::format("{} in {}: {} collectors, one is expected",
                                    to_text(contribution), year, count));
      }
    }
  }
}

std::optional<Money> wage_on(const std::vector<MinimumWage>& wages, Date day)
{
  std::optional<Money> wage;
  for (const MinimumWage& row : wages) {
    if (row.from <= day) {
      wage = row.monthly;
    }
  }
  return wage;
}

} // namespace

const char* to_text(Contribution contribution)
{
  return name_of(k_names, contribution);
}

util::Result<Contribution> parse_contribution(std::string_view text)
{
  return value_of(k_names, text, "contribution.unknown");
}

util::Result<TermName> parse_term_name(std::string_view text)
{
  return value_of(k_term_names, text, "contribution.unknown");
}

std::int64_t Band::lowest() const
{
  return from ? *from : above ? *above + 1 : 0;
}

std::int64_t Band::highest() const
{
  return to ? *to : below ? *below - 1 : k_most;
}

bool Validity::meets(const Validity& other) const
{
  return (!other.to || from <= *other.to) && (!to || other.from <= *to);
}

const Term* RateTable::find_term(TermName name, Date day) const
{
  const auto found = std::ranges::find_if(
    terms, [&](const Term& t) { return t.name == name && t.valid.holds(day); });
  return found == terms.end() ? nullptr : &*found;
}

std::optional<Money> RateTable::minimum_wage(Date day) const
{
  return wage_on(minimum_wages, day);
}

std::optional<Money> RateTable::minimum_wage(Date day, std::string_view postcode) const
{
  const std::string_view department =
    postcode.substr(0, postcode.starts_with("97") || postcode.starts_with("98") ? 3 : 2);
  const auto own = std::ranges::find(territory_wages, department, &TerritoryWages::department);
  if (own != territory_wages.end()) {
    return wage_on(own->monthly, day);
  }
  return department == "986" || department == "987" || department == "988" ? std::nullopt
                                                                           : minimum_wage(day);
}

const Branch* RateTable::find_branch(std::string_view idcc) const
{
  const auto found = std::ranges::find(branches, idcc, &Branch::idcc);
  return found == branches.end() ? nullptr : &*found;
}

void index_years(RateTable& table)
{
  table.years.clear();
  for (int year = table.first_year; year <= table.last_year; ++year) {
    table.years.push_back(law_of(table, year));
  }
}

const RateRule* find_rule(const RateTable& table, int year, unsigned month, const RateQuery& query,
                          std::uint16_t& months)
{
  for (const YearLaw::Held& held : table.year(year).rules[place(query.contribution)]) {
    if ((held.months >> month & 1U) != 0 && answers(table.rules[held.position], query)) {
      months = held.months;
      return &table.rules[held.position];
    }
  }
  return nullptr;
}

std::vector<std::string> overlaps(const RateTable& table)
{
  std::vector<std::string> found;
  for (std::size_t i = 0; i < table.rules.size(); ++i) {
    for (std::size_t j = i + 1; j < table.rules.size(); ++j) {
      const RateRule &a = table.rules[i], &b = table.rules[j];
      if (overlap(a, b)) {
        found.push_back(fmt::format("{}{}{}: the rules from {} and from {} overlap",
                                    to_text(a.contribution), a.idcc.empty() ? "" : " ", a.idcc,
                                    a.valid.from.text(), b.valid.from.text()));
      }
    }
  }
  for (std::size_t i = 0; i < table.terms.size(); ++i) {
    for (std::size_t j = i + 1; j < table.terms.size(); ++j) {
      if (table.terms[i].name == table.terms[j].name &&
          table.terms[i].valid.meets(table.terms[j].valid)) {
        found.push_back(fmt::format("the term {} is there twice from {} on: overlap",
                                    name_of(k_term_names, table.terms[i].name),
                                    table.terms[j].valid.from.text()));
      }
    }
  }
  return found;
}

std::vector<std::string> faults(const RateTable& table)
{
  std::vector<std::string> found = overlaps(table);
  for (const RateRule& rule : table.rules) {
    if (rule.legal.empty() || rule.sources.empty()) {
      found.push_back(fmt::format("{}{}{} from {}: no {}", to_text(rule.contribution),
                                  rule.idcc.empty() ? "" : " ", rule.idcc, rule.valid.from.text(),
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
