#include "domain/dossiers/carried_out.hpp"

#include <algorithm>

#include "domain/values/calendar.hpp"

namespace myatlas::domain {

namespace {

std::int64_t proportion(std::int64_t whole, std::int64_t part, std::int64_t all)
{
  return all == 0 ? 0 : static_cast<std::int64_t>(static_cast<__int128>(whole) * part / all);
}

// Hours a credit note takes off: as it says, or as its share of the amount.
std::int64_t hours_taken(std::int64_t hours, const Claim& invoice, const Claim& credit)
{
  return credit.hours.value_or(proportion(hours, credit.amount.cents, invoice.amount.cents));
}

std::optional<std::int64_t> hours_left(const Claim& invoice, const Claim& credit)
{
  if (!invoice.hours) {
    return std::nullopt;
  }
  const std::int64_t taken = hours_taken(*invoice.hours, invoice, credit);
  return std::max<std::int64_t>(0, *invoice.hours - taken);
}

} // namespace

Claim less(const Claim& invoice, const Claim& credit)
{
  const Money left = invoice.amount - credit.amount;
  if (left.cents <= 0) {
    return {Money{}, invoice.hours ? std::optional<std::int64_t>(0) : std::nullopt};
  }
  return {left, hours_left(invoice, credit)};
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
