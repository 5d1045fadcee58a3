#include "domain/contributions/rates.hpp"

#include <algorithm>
#include <limits>

#include "domain/values/names.hpp"
#include "util/ranges.hpp"

namespace myatlas::domain {

namespace {

using util::find_by;
using util::Result;

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
static_assert(has_all<k_names>());

constexpr NamedValue<Collector> k_collector_names[] = {{"urssaf", Collector::urssaf},
                                                       {"opco-atlas", Collector::opco_atlas},
                                                       {"opca", Collector::opca},
                                                       {"octa", Collector::octa}};
static_assert(has_all<k_collector_names>());

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
static_assert(has_all<k_term_names>());

bool answers(const RateRule& rule, const RateQuery& query)
{
  return rule.headcount.holds(query.headcount) && rule.ratio.holds(query.ratio) &&
         rule.zone.value_or(query.zone) == query.zone &&
         rule.temporary_work.value_or(query.temporary_work) == query.temporary_work &&
         rule.idcc == query.idcc;
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

unsigned two_digits(std::string_view text, std::size_t at)
{
  return static_cast<unsigned>((text[at] - '0') * 10 + (text[at + 1] - '0'));
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
  return *Date::from(year + 1, two_digits(chosen, 0), two_digits(chosen, 3));
}

void take_rules(const RateTable& table, const std::vector<Date>& first_days, YearLaw& law)
{
  for (std::size_t i = 0; i < table.rules.size(); ++i) {
    if (const std::uint16_t months = months_of(table.rules[i].valid, first_days)) {
      law.rules[place(table.rules[i].contribution)].push_back(
        {static_cast<std::uint16_t>(i), months});
    }
  }
}

std::vector<Date> first_days_of(int year)
{
  std::vector<Date> first_days;
  for (unsigned month = 1; month <= 12; ++month) {
    first_days.push_back(Month{year, month}.first_day());
  }
  return first_days;
}

void take_collection(const Collection& collection, std::size_t position, int year, YearLaw& law)
{
  const std::size_t at = place(collection.contribution);
  law.collections[at] = static_cast<std::uint16_t>(position);
  law.due[at] = {due_date(collection.due, year, false), due_date(collection.due, year, true)};
}

YearLaw law_of(const RateTable& table, int year)
{
  const std::vector<Date> first_days = first_days_of(year);
  YearLaw law;
  take_rules(table, first_days, law);
  for (std::size_t i = 0; i < table.collections.size(); ++i) {
    if (months_of(table.collections[i].valid, first_days) != 0) {
      take_collection(table.collections[i], i, year, law);
    }
  }
  return law;
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

const char* to_text(Collector collector)
{
  return name_of(k_collector_names, collector);
}

std::optional<Collector> collector_called(std::string_view word)
{
  const auto* known = find_by(k_collector_names, word, &NamedValue<Collector>::name);
  return known == nullptr ? std::nullopt : std::optional(known->value);
}

const char* to_text(TermName name)
{
  return name_of(k_term_names, name);
}

Result<Contribution> parse_contribution(std::string_view text)
{
  return value_of(k_names, text, "contribution.unknown");
}

Result<TermName> parse_term_name(std::string_view text)
{
  return value_of(k_term_names, text, "contribution.unknown");
}

std::int64_t Band::lowest() const
{
  if (from) {
    return *from;
  }
  return above ? *above + 1 : 0;
}

std::int64_t Band::highest() const
{
  if (to) {
    return *to;
  }
  return below ? *below - 1 : k_most;
}

bool Validity::meets(const Validity& other) const
{
  return (!other.to || from <= *other.to) && (!to || other.from <= *to);
}

const Term* RateTable::find_term(TermName name, Date day) const
{
  return util::find_first(
    terms, [&](const Term& term) { return term.name == name && term.valid.holds(day); });
}

std::optional<Money> RateTable::minimum_wage(Date day) const
{
  return wage_on(minimum_wages, day);
}

namespace {

// Of an overseas department or territory three figures, of others two.
std::string_view department_of(std::string_view postcode)
{
  const bool is_overseas = postcode.starts_with("97") || postcode.starts_with("98");
  return postcode.substr(0, is_overseas ? 3 : 2);
}

// Where the minimum wage of France does not hold.
bool has_wage_of_its_own(std::string_view department)
{
  return department == "986" || department == "987" || department == "988";
}

} // namespace

std::optional<Money> RateTable::minimum_wage(Date day, std::string_view postcode) const
{
  const std::string_view department = department_of(postcode);
  if (const auto* own = find_by(territory_wages, department, &TerritoryWages::department)) {
    return wage_on(own->monthly, day);
  }
  return has_wage_of_its_own(department) ? std::nullopt : minimum_wage(day);
}

const Branch* RateTable::find_branch(std::string_view idcc) const
{
  return find_by(branches, idcc, &Branch::idcc);
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

} // namespace myatlas::domain
