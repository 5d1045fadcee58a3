#include "domain/dossiers/carried_out.hpp"

#include <algorithm>

#include "domain/values/calendar.hpp"

namespace myatlas::domain {

namespace {

std::int64_t proportion(std::int64_t whole, std::int64_t part, std::int64_t all)
{
  return all == 0 ? 0 : static_cast<std::int64_t>(static_cast<__int128>(whole) * part / all);
}

} // namespace

Claim less(const Claim& invoice, const Claim& credit)
{
  Claim left{invoice.amount - credit.amount, invoice.hours};
  if (left.amount.cents <= 0) {
    return {Money{}, invoice.hours ? std::optional<std::int64_t>(0) : std::nullopt};
  }
  if (left.hours) {
    const std::int64_t taken =
      credit.hours.value_or(proportion(*left.hours, credit.amount.cents, invoice.amount.cents));
    left.hours = std::max<std::int64_t>(0, *left.hours - taken);
  }
  return left;
}

std::int64_t parts_claimed(const Claim& claim, Money accepted, std::int64_t agreed)
{
  const std::int64_t share =
    proportion(agreed * k_parts_of_a_hundredth, claim.amount.cents, accepted.cents);
  return std::max(share, claim.hours.value_or(0) * k_parts_of_a_hundredth);
}

std::int64_t hundredths_of(std::int64_t parts)
{
  return (parts + k_parts_of_a_hundredth - 1) / k_parts_of_a_hundredth;
}

Money owed_for(Money accepted, std::int64_t agreed, std::int64_t done)
{
  return done >= agreed ? accepted : Money{proportion(accepted.cents, done, agreed)};
}

Date covered_to(std::vector<Period> periods, Date start, Zone zone)
{
  std::ranges::sort(periods, {}, &Period::from);
  Date reached = plus_days(start, -1);
  for (const Period& period : periods) {
    const bool follows = working_day_from(plus_days(reached, 1), zone) >= period.from;
    reached = follows ? std::max(reached, period.to) : reached;
  }
  return reached;
}

} // namespace myatlas::domain
