#include "domain/contributions/contribution.hpp"

#include <algorithm>

#include "domain/values/names.hpp"

namespace myatlas::domain {

namespace {

constexpr NamedValue<Reason> k_reasons[] = {
  {"no_pay", Reason::no_pay},
  {"no_fixed_term_pay", Reason::no_fixed_term_pay},
  {"fixed_term_pay_exempt", Reason::fixed_term_pay_exempt},
  {"alsace_moselle", Reason::alsace_moselle},
  {"no_tax_2019", Reason::no_tax_2019},
  {"headcount_below_250", Reason::headcount_below_250},
  {"threshold_250_frozen", Reason::threshold_250_frozen},
  {"ratio_high_enough", Reason::ratio_high_enough},
  {"alternants_grew_10_percent", Reason::alternants_grew_10_percent},
  {"association_before_2026_03", Reason::association_before_2026_03},
  {"six_minimum_wages", Reason::six_minimum_wages},
  {"no_idcc", Reason::no_idcc},
  {"branch_without_contribution", Reason::branch_without_contribution},
  {"none_for_this_size", Reason::none_for_this_size},
  {"rates.unknown", Reason::rate_unknown},
};

} // namespace

const char* to_text(Reason reason)
{
  return name_of(k_reasons, reason);
}

std::optional<Reason> reason_called(std::string_view word)
{
  const auto* const found = std::ranges::find(k_reasons, word, &NamedValue<Reason>::name);
  return found == std::end(k_reasons) ? std::nullopt : std::optional(found->value);
}

bool lacks_agreement(const ContributionLine& line)
{
  return line.reason == Reason::no_idcc;
}

bool lacks_agreement(const Simulation& simulation)
{
  return std::ranges::any_of(simulation,
                             [](const ContributionLine& line) { return lacks_agreement(line); });
}

std::vector<Month> months_told(const Simulation& simulation)
{
  std::vector<Month> months;
  for (unsigned month = 1; month <= 12; ++month) {
    if ((simulation.months >> (month - 1) & 1U) != 0) {
      months.push_back({simulation.year, month});
    }
  }
  return months;
}

} // namespace myatlas::domain
