#include "domain/rates.hpp"

#include <algorithm>
#include <limits>

namespace myatlas::domain {

namespace {

constexpr std::int64_t k_most = std::numeric_limits<std::int64_t>::max();

std::int64_t lowest(const Band& band)
{
  return band.from ? *band.from : band.above ? *band.above + 1 : 0;
}

std::int64_t highest(const Band& band)
{
  return band.to ? *band.to : band.below ? *band.below - 1 : k_most;
}

bool meet(const Band& a, const Band& b)
{
  return lowest(a) <= highest(b) && lowest(b) <= highest(a);
}

template <typename T>
bool may_agree(const std::optional<T>& a, const std::optional<T>& b)
{
  return !a || !b || *a == *b;
}

bool answers(const RateRule& rule, const RateQuery& query)
{
  return rule.contribution == query.contribution && rule.from <= query.day && (!rule.to || query.day <= *rule.to) &&
         rule.idcc == query.idcc && (!rule.zone || *rule.zone == query.zone) && rule.headcount.holds(query.headcount) &&
         rule.ratio.holds(query.ratio) && (!rule.temporary_work || *rule.temporary_work == query.temporary_work);
}

bool overlap(const RateRule& a, const RateRule& b)
{
  const bool same_time = a.from <= b.to.value_or(a.from) && b.from <= a.to.value_or(b.from);
  return a.contribution == b.contribution && a.idcc == b.idcc && same_time && may_agree(a.zone, b.zone) &&
         may_agree(a.temporary_work, b.temporary_work) && meet(a.headcount, b.headcount) && meet(a.ratio, b.ratio);
}

} // namespace

bool Band::holds(std::int64_t value) const
{
  return lowest(*this) <= value && value <= highest(*this);
}

const RateRule* find_rule(const RateTable& table, const RateQuery& query)
{
  const auto found = std::ranges::find_if(table.rules, [&](const RateRule& rule) { return answers(rule, query); });
  return found == table.rules.end() ? nullptr : &*found;
}

std::vector<std::string> overlaps(const RateTable& table)
{
  std::vector<std::string> found;
  for (std::size_t i = 0; i < table.rules.size(); ++i) {
    for (std::size_t j = i + 1; j < table.rules.size(); ++j) {
      const RateRule &a = table.rules[i], &b = table.rules[j];
      if (overlap(a, b)) {
        found.push_back(a.contribution + a.idcc + " " + a.from.text() + "/" + b.from.text());
      }
    }
  }
  return found;
}

const Collection& collection_of(const RateTable& table, std::string_view contribution)
{
  return *std::ranges::find(table.collections, contribution, &Collection::contribution);
}

std::optional<Money> minimum_wage(const RateTable& table, Date day)
{
  std::optional<Money> wage;
  for (const MinimumWage& row : table.minimum_wages) {
    if (row.from <= day) {
      wage = row.monthly;
    }
  }
  return wage;
}

} // namespace myatlas::domain
