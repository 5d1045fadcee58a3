#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "domain/values/date.hpp"
#include "domain/values/money.hpp"
#include "domain/values/zone.hpp"

namespace myatlas::domain {

// An OPCO pays what was carried out, on evidence of it (R6332-26); what was not is not owed
// (L6354-1). Hours are hundredths.

// What an invoice asks for: its amount before tax, and the hours it says that is for. None: it says
// nothing.
struct Claim
{
  Money amount;
  std::optional<std::int64_t> hours;
};

// What is left of a claim once a credit note, its amount and hours without their sign, is taken
// off. A note that says no hours takes the share of them that its amount is.
Claim less(const Claim& invoice, const Claim& credit);

// Shares of hours are counted in millionths of a hundredth, so that parts of an hour add up to the
// cent.
constexpr std::int64_t k_parts_of_a_hundredth = 1'000'000;

// Hours a claim stands for, in those parts: the more of those it says and of the share its amount
// is of what was accepted for `agreed` hours.
std::int64_t parts_claimed(const Claim& claim, Money accepted, std::int64_t agreed);

// The hundredths that parts come to, begun ones whole.
std::int64_t hundredths_of(std::int64_t parts);

// What is owed of an amount accepted for `agreed` hours when `done` were carried out: their share,
// never more than all of it.
Money owed_for(Money accepted, std::int64_t agreed, std::int64_t done);

struct Period
{
  Date from, to;
};

// The last day that periods reach from `start` on without leaving out a day on which offices are
// open; the day before `start` when they leave out the first.
Date covered_to(std::vector<Period> periods, Date start, Zone zone);

} // namespace myatlas::domain
