#include "domain/headcount.hpp"

#include <algorithm>

#include "util/decimal.hpp"
#include "util/text.hpp"

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

// Eleven employees reached before 2020: a smaller rate for three years, then a smaller base for two (R6331-12, version of 2017), which
// are not in the table.
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

// The average that counts for `year`, held down where one of its thresholds does not count yet.
util::Result<Headcount::Average> average_for(const RateTable& rates, const History& history, int year, std::int64_t given)
{
  Headcount::Average average{year - 1, given, given, 0};
  if (!known_for(history, year) || year <= k_freeze_began - 1) {
    return average;
  }
  for (const std::int64_t threshold : rates.frozen_thresholds) {
    if (given < threshold) {
      break;
    }
    const util::Result<bool> counts = threshold_counts(history, year, threshold);
    if (!counts) {
      return counts.errors();
    }
    if (!*counts) {
      average.counted = threshold - 1;
      average.frozen_at = threshold;
      break;
    }
  }
  return average;
}

} // namespace

util::Result<bool> threshold_counts(const std::map<int, std::int64_t>& history, int year, std::int64_t threshold)
{
  for (int back = 0; back <= k_frozen_years; ++back) {
    const auto found = history.find(year - back);
    if (found == history.end()) {
      return util::Error{"contribution.history_short",
                         {util::format_decimal(threshold, 2), std::to_string(year - back)}}.at("headcount_history");
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

util::Result<Headcount> headcount_for(const RateTable& rates, const PayrollFacts& facts)
{
  const std::optional<std::int64_t> known = known_for(facts.headcount_history, facts.year);
  const std::optional<std::int64_t> given = known ? known : facts.headcount;
  if (!given) {
    return util::Error{"contribution.headcount_required", {}}.at("headcount");
  }
  const util::Result<Headcount::Average> of_last_year = average_for(rates, facts.headcount_history, facts.year, *given);
  if (!of_last_year) {
    return of_last_year.errors();
  }
  Headcount size{*of_last_year, *of_last_year};
  if (!rates.frozen_thresholds.empty() && *given >= rates.frozen_thresholds.front() &&
      is_smoothed(facts.headcount_history, facts.year, rates.frozen_thresholds.front())) {
    return util::Error{"rates.unknown", {"cfp: 11 employees reached before 2020", std::to_string(facts.year)}}.at("headcount_history");
  }
  const std::optional<std::int64_t> next = known_for(facts.headcount_history, facts.year + 1);
  if (facts.headcount_of_year && next && *next != *facts.headcount_of_year) {
    return util::Error{"field.both", {"headcount_of_year", "headcount_history"}}.at("headcount_of_year");
  }
  if (facts.headcount_of_year || next) {
    const std::int64_t of_year = next ? *next : *facts.headcount_of_year;
    History history;
    if (!facts.headcount_history.empty()) {
      history = facts.headcount_history;
      history[facts.year + 1] = of_year;
    }
    const util::Result<Headcount::Average> average = average_for(rates, history, facts.year + 1, of_year);
    if (!average) {
      return average.errors();
    }
    size.for_csa = *average;
  }
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
  const util::Result<std::int64_t> hundredths = value ? util::rescale(*value, 2) : util::Result<std::int64_t>(value.errors());
  const bool number = hundredths && (rest.empty() || util::is_digits(rest));
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
