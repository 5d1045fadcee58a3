#pragma once

#include <map>
#include <optional>

#include "domain/contributions/employer.hpp"
#include "domain/contributions/rates.hpp"

namespace myatlas::domain {

// The headcounts the law looks at, in hundredths. `counted` is after the freeze of CSS L130-1 II.
struct Headcount
{
  struct Average
  {
    int year = 0; // the year whose months are averaged
    std::int64_t given = 0;
    std::int64_t counted = 0;
    std::optional<std::int64_t> frozen_at; // the lowest threshold reached that does not count yet
  };
  Average of_last_year; // for the training contribution, the apprentices' pay and the branches
  Average for_csa;      // of the year itself where it is known (L6242-1 V), else the same
};

// The headcount given, or that of the history, held down where a crossing does not count yet; in a
// case compared with another, also where it crosses a threshold the other does not reach. Fails
// with contribution.headcount_required, contribution.history_lacks (year),
// contribution.history_short or rates.unknown (11 employees reached before 2020).
util::Result<Headcount> headcount_for(const RateTable& rates, const PayrollFacts& facts);

// Whether `threshold` (hundredths) counts for `year` under CSS L130-1 II: the headcount is at or
// above it that year and the five before; a year below acts at once. A company at or above since
// 2019 was subject before the freeze began.
util::Result<bool> threshold_counts(const std::map<int, std::int64_t>& history, int year,
                                    std::int64_t threshold);

// "12.345" -> 1234: hundredths, cut and not rounded (CSS R130-1 I). "headcount.form",
// "headcount.range" (text).
util::Result<std::int64_t> parse_headcount(std::string_view text);

// "4.999" -> 499: hundredths of a percent, cut, so that it stays below 5. "ratio.form",
// "ratio.range" (text).
util::Result<std::int64_t> parse_ratio(std::string_view text);

} // namespace myatlas::domain
