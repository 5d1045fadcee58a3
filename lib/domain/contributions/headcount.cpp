#include "domain/contributions/headcount.hpp"

#include <algorithm>
#include <limits>

#include "util/decimal.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::domain {

namespace {

using util::Error;
using util::Result;

constexpr int k_frozen_years = 5;
constexpr int k_freeze_began = 2020;

using History = std::map<int, std::int64_t>;

std::optional<std::int64_t> known_for(const History& history, int year)
{
  return util::value_at(history, year);
}

bool lies_between(std::int64_t before, std::int64_t threshold, std::int64_t then)
{
  return before < threshold && then >= threshold;
}

// Whether a threshold was reached in a year, by the history.
bool was_reached_in(const History& history, int year, std::int64_t threshold)
{
  const auto before = known_for(history, year - 1), then = known_for(history, year);
  return before && then && lies_between(*before, threshold, *then);
}

// Eleven employees reached before 2020: a smaller rate for three years, then a smaller base for two
// (R6331-12, version of 2017), which are not in the table.
bool is_smoothed(const History& history, int year, std::int64_t threshold)
{
  for (int crossed = std::max(year - 4, 2016); crossed < k_freeze_began; ++crossed) {
    if (crossed <= year && was_reached_in(history, crossed, threshold)) {
      return true;
    }
  }
  return false;
}

// Whether one threshold counts for `year`: by the history where it tells of that year, else by the
// case compared with.
Result<bool> counts_for(const History& history, int year, std::int64_t threshold,
                        std::optional<std::int64_t> counted_before)
{
  if (known_for(history, year)) {
    return threshold_counts(history, year, threshold);
  }
  return !counted_before || threshold <= *counted_before;
}

void hold_down(Headcount::Average& average, std::int64_t threshold)
{
  average.counted = threshold - 1;
  average.frozen_at = threshold;
}

// The average that counts for `year`, held down where one of its thresholds does not count yet.
Result<Headcount::Average> average_for(const RateTable& rates, const History& history, int year,
                                       std::int64_t given,
                                       std::optional<std::int64_t> counted_before)
{
  Headcount::Average average{year - 1, given, given, std::nullopt};
  if (year < k_freeze_began) {
    return average;
  }
  for (const std::int64_t threshold : rates.frozen_thresholds) {
    if (given < threshold) {
      break;
    }
    TRY_ASSIGN(const bool counts, counts_for(history, year, threshold, counted_before));
    if (!counts) {
      hold_down(average, threshold);
      break;
    }
  }
  return average;
}

// A case that reaches 11 employees in a year before the freeze, where the one it is compared with
// does not.
bool is_smoothed_beside(const PayrollFacts& facts, std::int64_t given, std::int64_t threshold)
{
  const bool is_before = facts.year >= 2016 && facts.year < k_freeze_began;
  return is_before && facts.compared_with &&
         lies_between(facts.compared_with->of_last_year, threshold, given);
}

Error history_is_short(std::int64_t threshold, int year)
{
  return Error{"contribution.history_short",
               {util::format_decimal(threshold, 2), std::to_string(year)}}
    .at("headcount_history");
}

} // namespace

Result<bool> threshold_counts(const std::map<int, std::int64_t>& history, int year,
                              std::int64_t threshold)
{
  for (int back = 0; back <= k_frozen_years; ++back) {
    const auto known = known_for(history, year - back);
    if (!known) {
      return history_is_short(threshold, year - back);
    }
    if (*known < threshold) {
      return false;
    }
    if (year - back < k_freeze_began) {
      return true;
    }
  }
  return true;
}

namespace {

Error told_twice()
{
  return Error{"field.both", {"headcount_of_year", "headcount_history"}}.at("headcount_of_year");
}

Error history_lacks(int year)
{
  return Error{"contribution.history_lacks", {std::to_string(year)}}.at("headcount_history");
}

Error headcount_required()
{
  return Error{"contribution.headcount_required", {}}.at("headcount");
}

// The average of the year itself, which the CSA looks at: of the history's next year, or as it was
// given; none when neither is told.
Result<std::optional<std::int64_t>> average_of_year(const PayrollFacts& facts)
{
  const std::optional<std::int64_t> next = known_for(facts.headcount_history, facts.year + 1);
  if (facts.headcount_of_year && next && *next != *facts.headcount_of_year) {
    return told_twice();
  }
  return next ? next : facts.headcount_of_year;
}

Result<std::int64_t> average_of_last_year(const PayrollFacts& facts)
{
  if (const auto known = known_for(facts.headcount_history, facts.year)) {
    return *known;
  }
  if (!facts.headcount_history.empty()) {
    return history_lacks(facts.year);
  }
  if (!facts.headcount) {
    return headcount_required();
  }
  return *facts.headcount;
}

Result<Headcount::Average> average_for_csa(const RateTable& rates, const PayrollFacts& facts,
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

Error smoothed_before_2020(const PayrollFacts& facts)
{
  return Error{"rates.unknown",
               {"cfp: 11 employees reached before 2020", std::to_string(facts.year)}}
    .at(facts.headcount_history.empty() ? "headcount" : "headcount_history");
}

using Counted = std::int64_t CountedBefore::*;

// What counted of the case it is compared with.
std::optional<std::int64_t> counted_before(const PayrollFacts& facts, Counted which)
{
  return facts.compared_with ? std::optional(*facts.compared_with.*which) : std::nullopt;
}

Result<Headcount::Average> average_by_last_year(const RateTable& rates, const PayrollFacts& facts,
                                                std::int64_t given, Counted which)
{
  return average_for(rates, facts.headcount_history, facts.year, given,
                     counted_before(facts, which));
}

} // namespace

Result<Headcount> headcount_for(const RateTable& rates, const PayrollFacts& facts)
{
  TRY_ASSIGN(const std::int64_t given, average_of_last_year(facts));
  TRY_ASSIGN(const auto of_last_year,
             average_by_last_year(rates, facts, given, &CountedBefore::of_last_year));
  if (may_be_smoothed(rates, facts, given)) {
    return smoothed_before_2020(facts);
  }
  TRY_ASSIGN(const std::optional<std::int64_t> of_year, average_of_year(facts));
  TRY_ASSIGN(const auto for_csa,
             of_year ? average_for_csa(rates, facts, *of_year)
                     : average_by_last_year(rates, facts, given, &CountedBefore::for_csa));
  Headcount size{of_last_year, for_csa};
  size.of_last_year.year = facts.averaged_year.value_or(size.of_last_year.year);
  size.for_csa.year = of_year ? size.for_csa.year : size.of_last_year.year;
  return size;
}

namespace {

// A number and what stands behind its second decimal.
struct CutNumber
{
  std::string_view number, rest;

  // "1.000" may be a thousand.
  bool may_be_thousands() const { return rest == "0" && number.ends_with(".00"); }
  bool is_one() const { return rest.empty() || util::is_digits(rest); }
};

CutNumber cut_of(std::string_view text)
{
  const std::size_t point = text.find('.');
  const std::string_view number = point == text.npos ? text : text.substr(0, point + 3);
  return {number, text.substr(number.size())};
}

// Two decimals are kept, the rest is cut; none when it is no number.
std::optional<std::int64_t> cut_hundredths(std::string_view text)
{
  const CutNumber cut = cut_of(text);
  const Result<util::Decimal> value = util::parse_decimal(cut.number);
  if (!value || cut.may_be_thousands() || !cut.is_one()) {
    return std::nullopt;
  }
  const Result<std::int64_t> hundredths = util::rescale(*value, 2);
  return hundredths ? std::optional(*hundredths) : std::nullopt;
}

Error wrong_figure(const char* code, std::string_view text)
{
  return {code, {std::string(text)}};
}

// Not below nothing, nor above the most there is.
bool is_out_of(std::int64_t most, std::int64_t hundredths)
{
  return hundredths < 0 || hundredths > most;
}

Result<std::int64_t> figure_in(std::string_view text, std::int64_t most, const char* form,
                               const char* range)
{
  const auto hundredths = cut_hundredths(text);
  if (!hundredths) {
    return wrong_figure(form, text);
  }
  return is_out_of(most, *hundredths) ? wrong_figure(range, text) : Result(*hundredths);
}

} // namespace

Result<std::int64_t> parse_ratio(std::string_view text)
{
  return figure_in(text, 10'000, "ratio.form", "ratio.range");
}

Result<std::int64_t> parse_headcount(std::string_view text)
{
  return figure_in(text, 1'000'000'000, "headcount.form", "headcount.range");
}

} // namespace myatlas::domain
