#include "services/dossiers/side_cost_limits.hpp"

#include <algorithm>

#include "domain/values/calendar.hpp"
#include "util/ranges.hpp"

namespace myatlas::services {

namespace {

using domain::Contract;
using domain::CostNature;
using domain::Date;
using domain::Money;
using store::InvoicedLine;
using store::InvoicedLines;
using util::contains;

constexpr std::string_view k_of_side_costs = "side_costs "; // to_text(DossierShare), and the nature

constexpr CostNature k_with_a_most[] = {CostNature::hebergement, CostNature::majoration_rqth};

std::optional<Date> end_of(const Contract& contract, std::optional<Date> broken_off)
{
  return broken_off ? broken_off : contract.date("contrat.dateFinContrat");
}

std::int64_t years_of(const Contract& contract, std::optional<Date> broken_off)
{
  const auto first = contract.date("contrat.dateDebutContrat"), last = end_of(contract, broken_off);
  int years = 1;
  while (first && last && domain::plus_months(*first, 12 * years) <= *last) {
    ++years;
  }
  return years;
}

Money limit_of(const CostLimits& limits, CostNature nature, Money otherwise)
{
  if (const auto agreed = limits.agreed.find(nature); agreed != limits.agreed.end()) {
    return agreed->second;
  }
  const auto most = limits.most.find(nature);
  return most != limits.most.end() ? std::min(most->second, otherwise) : otherwise;
}

bool has_a_most(CostNature nature)
{
  return contains(k_with_a_most, nature);
}

// Takes off the last lines that are meant, no more than `most`; what is left to take.
template <typename Meant>
Money taken_off(InvoicedLines& lines, const Meant& is_meant, Money amount, Money most)
{
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    const bool is_it = is_meant(line->line.nature) && line->line.amount.cents > 0;
    const Money taken = is_it ? std::min({amount, most, line->line.amount}) : Money{};
    line->line.amount -= taken;
    amount -= taken;
    most -= taken;
  }
  return amount;
}

template <typename Meant>
Money taken_off(InvoicedLines& lines, const Meant& is_meant, Money amount)
{
  return taken_off(lines, is_meant, amount, amount);
}

auto of_nature(CostNature wanted)
{
  return [wanted](CostNature one) { return one == wanted; };
}

} // namespace

bool is_disabled(const Contract& contract)
{
  constexpr const char* k_flags[] = {"apprenti.handicap", "apprenti.droitsRqthExtensionBOE",
                                     "apprenti.droitsRqthEquivalenceJeune"};
  return std::ranges::any_of(k_flags, [&](const char* path) { return contract.flag(path); });
}

std::optional<std::int64_t> days_of(const Contract& contract, std::optional<Date> broken_off)
{
  const auto first = contract.date("contrat.dateDebutContrat"), last = end_of(contract, broken_off);
  const bool is_known = first && last && *first <= *last;
  return is_known ? std::optional(last->days() - first->days() + 1) : std::nullopt;
}

namespace {

Money most_supplement(const Contract& contract, std::optional<Date> broken_off)
{
  return is_disabled(contract)
           ? Money{domain::k_most_rqth_a_year.cents * years_of(contract, broken_off)}
           : Money{};
}

std::optional<Money> most_nights(const Contract& contract, std::optional<Date> broken_off)
{
  const auto days = days_of(contract, broken_off);
  return days ? std::optional(Money{domain::k_night.cents * *days}) : std::nullopt;
}

} // namespace

std::optional<Money> most_of(CostNature nature, const Contract& contract,
                             std::optional<Date> broken_off)
{
  if (nature == CostNature::majoration_rqth) {
    return most_supplement(contract, broken_off);
  }
  return nature == CostNature::hebergement ? most_nights(contract, broken_off) : std::nullopt;
}

CostSums CostLimits::over_each(const CostSums& sums) const
{
  CostSums over;
  Money left_of_any = of_any;
  for (const auto& [nature, sum] : sums) {
    Money within = std::min(sum, limit_of(*this, nature, sum));
    if (!agreed.contains(nature)) {
      within = std::min(within, left_of_any);
      left_of_any -= within;
    }
    over[nature] = sum - within;
  }
  return over;
}

Money CostLimits::over(const CostSums& sums) const
{
  Money all;
  for (const auto& [nature, over] : over_each(sums)) {
    all += over;
  }
  return all;
}

std::string share_of_nature(CostNature nature)
{
  return std::string(k_of_side_costs) + to_text(nature);
}

std::optional<CostNature> nature_of_share(std::string_view share)
{
  if (!share.starts_with(k_of_side_costs)) {
    return std::nullopt;
  }
  const auto nature = domain::parse_cost_nature(share.substr(k_of_side_costs.size()));
  return nature ? std::optional(*nature) : std::nullopt;
}

namespace {

// What was agreed to is no more than the contract allows; of the others it is the most itself.
void set_most(CostLimits& limits, CostNature nature, Money most)
{
  const auto agreed = limits.agreed.find(nature);
  if (agreed != limits.agreed.end()) {
    agreed->second = std::min(agreed->second, most);
  } else {
    limits.most[nature] = most;
  }
}

void limit_by(const Contract& contract, std::optional<Date> broken_off, CostLimits& limits)
{
  for (const CostNature nature : k_with_a_most) {
    if (const auto most = most_of(nature, contract, broken_off)) {
      set_most(limits, nature, *most);
    }
  }
}

} // namespace

CostLimits limits_of(const Context& context, std::int64_t dossier, std::optional<Date> broken_off,
                     Money aside)
{
  const store::Contracts contracts = context.store.contracts();
  CostLimits limits{contracts.agreed_side_costs(dossier), {}, {}};
  if (const auto contract = contracts.find(dossier)) {
    limit_by(*contract, broken_off, limits);
  }
  limits.of_any = std::max(Money{}, aside - agreed_by_name(limits));
  return limits;
}

Money agreed_by_name(const CostLimits& limits)
{
  Money sum;
  for (const auto& [nature, amount] : limits.agreed) {
    sum += amount;
  }
  return sum;
}

CostSums sums_of(const InvoicedLines& lines)
{
  CostSums sums;
  for (const InvoicedLine& one : lines) {
    sums[one.line.nature] += one.line.amount;
  }
  return sums;
}

namespace {

// By instalment; nights last, which are what is shortened first.
void order_to_take_off(InvoicedLines& lines)
{
  std::ranges::stable_sort(lines, {}, [](const InvoicedLine& one) {
    const bool is_night = one.line.nature == CostNature::hebergement;
    return std::pair(one.line.instalment.value_or(0), is_night);
  });
}

// What came back of a nature; what is left to take off of others.
Money take_off_named(InvoicedLines& lines, const CameBack& came_back)
{
  Money left = came_back.all;
  for (const auto& [nature, sum] : came_back.by_nature) {
    taken_off(lines, of_nature(nature), sum);
    left -= sum;
  }
  return left;
}

// What is beyond the limits of each nature; what is left to take off.
Money take_off_over(InvoicedLines& lines, const CostLimits& limits, Money left)
{
  for (const auto& [nature, sum] : sums_of(lines)) {
    const Money over = std::max(Money{}, sum - limit_of(limits, nature, sum));
    left = taken_off(lines, of_nature(nature), left, over);
  }
  return left;
}

} // namespace

InvoicedLines less_recovered(InvoicedLines lines, const CameBack& came_back,
                             const CostLimits& limits)
{
  if (came_back.all.cents == 0) {
    return lines;
  }
  order_to_take_off(lines);
  Money left = take_off_named(lines, came_back);
  left = take_off_over(lines, limits, left);
  left = taken_off(lines, has_a_most, left);
  const auto any = [](CostNature) { return true; };
  taken_off(lines, any, left);
  return lines;
}

} // namespace myatlas::services
