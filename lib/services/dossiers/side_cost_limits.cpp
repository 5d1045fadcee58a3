#include "services/dossiers/side_cost_limits.hpp"

#include <algorithm>

#include "domain/values/calendar.hpp"

namespace myatlas::services {

namespace {

using domain::CostNature;
using domain::Money;

constexpr std::string_view k_of_side_costs = "side_costs "; // to_text(DossierShare), and the nature

constexpr CostNature k_with_a_most[] = {CostNature::hebergement, CostNature::majoration_rqth};

std::optional<domain::Date> end_of(const domain::Contract& contract,
                                   std::optional<domain::Date> broken_off)
{
  return broken_off ? broken_off : contract.date("contrat.dateFinContrat");
}

std::int64_t years_of(const domain::Contract& contract, std::optional<domain::Date> broken_off)
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
  const auto agreed = limits.agreed.find(nature), most = limits.most.find(nature);
  return agreed != limits.agreed.end() ? agreed->second
         : most != limits.most.end()   ? std::min(most->second, otherwise)
                                       : otherwise;
}

bool has_a_most(CostNature nature)
{
  return std::ranges::find(k_with_a_most, nature) != std::end(k_with_a_most);
}

// Takes off the last lines that are meant, no more than `most`; what is left to take.
template <typename Meant>
Money taken_off(std::vector<store::InvoicedLine>& lines, const Meant& is_meant, Money amount,
                Money most)
{
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    const bool is_it = is_meant(line->line.nature) && line->line.amount.cents > 0;
    const Money taken = is_it ? std::min({amount, most, line->line.amount}) : Money{};
    line->line.amount = line->line.amount - taken;
    amount = amount - taken;
    most = most - taken;
  }
  return amount;
}

auto of_nature(CostNature wanted)
{
  return [wanted](CostNature one) { return one == wanted; };
}

} // namespace

bool is_disabled(const domain::Contract& contract)
{
  constexpr const char* k_flags[] = {"apprenti.handicap", "apprenti.droitsRqthExtensionBOE",
                                     "apprenti.droitsRqthEquivalenceJeune"};
  return std::ranges::any_of(k_flags, [&](const char* path) { return contract.flag(path); });
}

std::int64_t days_of(const domain::Contract& contract, std::optional<domain::Date> broken_off)
{
  const auto first = contract.date("contrat.dateDebutContrat"), last = end_of(contract, broken_off);
  return first && last ? last->days() - first->days() + 1 : 0;
}

std::optional<Money> most_of(CostNature nature, const domain::Contract& contract,
                             std::optional<domain::Date> broken_off)
{
  if (nature == CostNature::majoration_rqth) {
    return is_disabled(contract)
             ? Money{domain::k_most_rqth_a_year.cents * years_of(contract, broken_off)}
             : Money{};
  }
  const std::int64_t days = days_of(contract, broken_off);
  return nature == CostNature::hebergement && days > 0
           ? std::optional(Money{domain::k_night.cents * days})
           : std::nullopt;
}

CostSums CostLimits::over_each(const CostSums& sums) const
{
  CostSums over;
  Money left_of_any = of_any;
  for (const auto& [nature, sum] : sums) {
    Money within = std::min(sum, limit_of(*this, nature, sum));
    if (!agreed.contains(nature)) {
      within = std::min(within, left_of_any);
      left_of_any = left_of_any - within;
    }
    over[nature] = sum - within;
  }
  return over;
}

Money CostLimits::over(const CostSums& sums) const
{
  Money all;
  for (const auto& [nature, over] : over_each(sums)) {
    all = all + over;
  }
  return all;
}

std::string share_of_nature(CostNature nature)
{
  return std::string(k_of_side_costs) + domain::to_text(nature);
}

std::optional<CostNature> nature_of_share(std::string_view share)
{
  if (!share.starts_with(k_of_side_costs)) {
    return std::nullopt;
  }
  const auto nature = domain::parse_cost_nature(share.substr(k_of_side_costs.size()));
  return nature ? std::optional(*nature) : std::nullopt;
}

CostLimits limits_of(const Context& context, std::int64_t dossier,
                     std::optional<domain::Date> broken_off, Money aside)
{
  const store::Contracts contracts = context.store.contracts();
  CostLimits limits{contracts.agreed_side_costs(dossier), {}, {}};
  if (const auto contract = contracts.find(dossier)) {
    for (const CostNature nature : k_with_a_most) {
      const auto most = most_of(nature, *contract, broken_off);
      const auto agreed = limits.agreed.find(nature);
      if (most && agreed != limits.agreed.end()) {
        agreed->second = std::min(agreed->second, *most);
      } else if (most) {
        limits.most[nature] = *most;
      }
    }
  }
  limits.of_any = std::max(Money{}, aside - agreed_by_name(limits));
  return limits;
}

Money agreed_by_name(const CostLimits& limits)
{
  Money sum;
  for (const auto& [nature, amount] : limits.agreed) {
    sum = sum + amount;
  }
  return sum;
}

CostSums sums_of(const std::vector<store::InvoicedLine>& lines)
{
  CostSums sums;
  for (const store::InvoicedLine& one : lines) {
    sums[one.line.nature] = sums[one.line.nature] + one.line.amount;
  }
  return sums;
}

std::vector<store::InvoicedLine> less_recovered(std::vector<store::InvoicedLine> lines,
                                                const CameBack& came_back, const CostLimits& limits)
{
  if (came_back.all.cents == 0) {
    return lines;
  }
  std::ranges::stable_sort(lines, {}, [](const store::InvoicedLine& one) {
    return std::pair(one.line.instalment.value_or(0),
                     one.line.nature ==
                       CostNature::hebergement); // nights are what is shortened first
  });
  Money recovered = came_back.all;
  for (const auto& [nature, sum] : came_back.by_nature) {
    taken_off(lines, of_nature(nature), sum, sum);
    recovered = recovered - sum;
  }
  for (const auto& [nature, sum] : sums_of(lines)) {
    recovered = taken_off(lines, of_nature(nature), recovered,
                          std::max(Money{}, sum - limit_of(limits, nature, sum)));
  }
  recovered = taken_off(lines, has_a_most, recovered, recovered);
  const auto any = [](CostNature) { return true; };
  taken_off(lines, any, recovered, recovered);
  return lines;
}

} // namespace myatlas::services
