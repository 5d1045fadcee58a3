#include "domain/contributions/headcount.hpp"

#include <algorithm>
#include <limits>

#include "util/decimal.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::domain {

namespace {

constexpr int k_frozen_years = 5;
constexpr int k_freeze_began = 2020;

using History = std::map<int, std::int64_t>;

std::optional<std::int64_t> known_for(const History& history, int year)
{
  const auto found = history.find(year);
  return found == history.end() ? std::nullopt : std::optional(found->second);
}

// Eleven employees reached before 2020: a smaller rate for three years, then a smaller base for two
// (R6331-12, version of 2017), which are not in the table.
bool is_smoothed(const History& history, int year, std::int64_t threshold)
{
  for (int crossed = std::max(year - 4, 2016); crossed < k_freeze_began; ++crossed) {
    const auto before = known_for(history, crossed - 1), then = known_for(history, crossed);
    if (before && then && *before < threshold && *then >= threshold && crossed <= year) {
      return true;
    }
  }
  return false;
}

// Whether one threshold counts for `year`: by the history where it tells of that year, else by the
// case compared with.
util::Result<bool> counts_for(const History& history, int year, std::int64_t threshold,
                              std::optional<std::int64_t> counted_before)
{
  if (known_for(history, year)) {
    return threshold_counts(history, year, threshold);
  }
  return !counted_before || threshold <= *counted_before;
}

// The average that counts for `year`, held down where one of its thresholds does not count yet.
util::Result<Headcount::Average> average_for(const RateTable& rates, const History& history,
                                             int year, std::int64_t given,
                                             std::optional<std::int64_t> counted_before)
{
  Headcount::Average average{year - 1, given, given, 0};
  if (year < k_freeze_began) {
    return average;
  }
  for (const std::int64_t threshold : rates.frozen_thresholds) {
    if (given < threshold) {
      break;
    }
    TRY_ASSIGN(const bool counts, counts_for(history, year, threshold, counted_before));
    if (!counts) {
      average.counted = threshold - 1;
      average.frozen_at = threshold;
      break;
    }
  }
  return average;
}

// A case that reaches 11 employees in a year before the freeze, where the one it is compared with
// does not.
bool is_smoothed_beside(const PayrollFacts& facts, std::int64_t given, std::int64_t threshold)
{
  return facts.compared_with && facts.year >= 2016 && facts.year < k_freeze_began &&
         facts.compared_with->of_last_year < threshold && given >= threshold;
}

} // namespace

util::Result<bool> threshold_counts(const std::map<int, std::int64_t>& history, int year,
                                    std::int64_t threshold)
{
  for (int back = 0; back <= k_frozen_years; ++back) {
    const auto found = history.find(year - back);
    if (found == history.end()) {
      return util::Error{"contribution.history_short",
                         {util::format_decimal(threshold, 2), std::to_string(year - back)}}
        .at("headcount_history");
    }
    if (found->second < threshold) {
      return false;
    }
    if (year - back < k_freeze_began) {
      return true;
    }
  }
  return true;
}

namespace {

// The average of the year itself, which the CSA looks at: of the history's next year, or as it was
// given; none when neither is told.
util::Result<std::optional<std::int64_t>> average_of_year(const PayrollFacts& facts)
{
  const std::optional<std::int64_t> next = known_for(facts.headcount_history, facts.year + 1);
  if (facts.headcount_of_year && next && *next != *facts.headcount_of_year) {
    return util::Error{"field.both", {"headcount_of_year", "headcount_history"}}.at(
      "headcount_of_year");
  }
  return next ? next : facts.headcount_of_year;
}

util::Result<std::int64_t> average_of_last_year(const PayrollFacts& facts)
{
  if (const auto known = known_for(facts.headcount_history, facts.year)) {
    return *known;
  }
  if (!facts.headcount_history.empty()) {
    return util::Error{"contribution.history_lacks", {std::to_string(facts.year)}}.at(
      "headcount_history");
  }
  if (!facts.headcount) {
    return util::Error{"contribution.headcount_required", {}}.at("headcount");
  }
  return *facts.headcount;
}

util::Result<Headcount::Average> average_for_csa(const RateTable& rates, const PayrollFacts& facts,
                                                 std::int64_t of_year)
{
  History history;
  if (!facts.headcount_history.empty()) {
    history = facts.headcount_history;
    history[facts.year + 1] = of_year;
  }
  return average_for(rates, history, facts.year + 1, of_year, std::nullopt);
}

// Whether the first threshold may have been reached at a time whose rates are not known.
bool may_be_smoothed(const RateTable& rates, const PayrollFacts& facts, std::int64_t given)
{
  if (rates.frozen_thresholds.empty() || given < rates.frozen_thresholds.front()) {
    return false;
  }
  const std::int64_t first = rates.frozen_thresholds.front();
  return is_smoothed(facts.headcount_history, facts.year, first) ||
         is_smoothed_beside(facts, given, first);
}

} // namespace

util::Result<Headcount> headcount_for(const RateTable& rates, const PayrollFacts& facts)
{
  TRY_ASSIGN(const std::int64_t given, average_of_last_year(facts));
  using Count = std::int64_t CountedBefore::*;
  const auto before = [&](Count which) {
    return facts.compared_with ? std::optional(*facts.compared_with.*which) : std::nullopt;
  };
  const History& history = facts.headcount_history;
  TRY_ASSIGN(const auto of_last_year,
             average_for(rates, history, facts.year, given, before(&CountedBefore::of_last_year)));
  if (may_be_smoothed(rates, facts, given)) {
    return util::Error{"rates.unknown",
                       {"cfp: 11 employees reached before 2020", std::to_string(facts.year)}}
      .at(history.empty() ? "headcount" : "headcount_history");
  }
  TRY_ASSIGN(const std::optional<std::int64_t> of_year, average_of_year(facts));
  TRY_ASSIGN(const auto for_csa, of_year ? average_for_csa(rates, facts, *of_year)
                                         : average_for(rates, history, facts.year, given,
                                                       before(&CountedBefore::for_csa)));
  Headcount size{of_last_year, for_csa};
  size.of_last_year.year = facts.averaged_year.value_or(size.of_last_year.year);
  size.for_csa.year = of_year ? size.for_csa.year : size.of_last_year.year;
  return size;
}

namespace {

// Two decimals are kept, the rest is cut; none when it is no number.
std::optional<std::int64_t> cut_hundredths(std::string_view text)
{
  const std::size_t point = text.find('.');
  const std::string_view cut = point == text.npos ? text : text.substr(0, point + 3);
  const std::string_view rest = text.substr(cut.size());
  const util::Result<util::Decimal> value = util::parse_decimal(cut);
  const util::Result<std::int64_t> hundredths =
    value ? util::rescale(*value, 2) : util::Result<std::int64_t>(value.errors());
  const bool thousands = rest == "0" && cut.ends_with(".00"); // "1.000" may be a thousand
  const bool number = hundredths && !thousands && (rest.empty() || util::is_digits(rest));
  return number ? std::optional(*hundredths) : std::nullopt;
}

} // namespace

util::Result<std::int64_t> parse_ratio(std::string_view text)
{
  const auto hundredths = cut_hundredths(text);
  if (!hundredths) {
    return util::Error{"ratio.form", {std::string(text)}};
  }
  if (*hundredths < 0 || *hundredths > 10'000) {
    return util::Error{"ratio.range", {std::string(text)}};
  }
  return *hundredths;
}

util::Result<std::int64_t> parse_headcount(std::string_view text)
{
  const auto hundredths = cut_hundredths(text);
  if (!hundredths) {
    return util::Error{"headcount.form", {std::string(text)}};
  }
  if (*hundredths < 0 || *hundredths > 1'000'000'000) {
    return util::Error{"headcount.range", {std::string(text)}};
  }
  return *hundredths;
}

} // namespace myatlas::domain
