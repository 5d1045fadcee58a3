#include "domain/headcount.hpp"

#include <algorithm>

#include "util/decimal.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

constexpr int k_frozen_years = 5;
constexpr int k_freeze_began = 2020;

std::optional<std::int64_t> known_for(const PayrollFacts& facts, int year)
{
  const auto found = facts.headcount_history.find(year);
  return found == facts.headcount_history.end() ? std::nullopt : std::optional(found->second);
}

// The average that counts for `year`, held down where one of its thresholds does not count yet.
util::Result<Headcount::Average> average_for(const RateTable& rates, const PayrollFacts& facts, int year, std::int64_t given)
{
  Headcount::Average average{year - 1, given, given, 0};
  if (!known_for(facts, year) || year <= k_freeze_began - 1) {
    return average;
  }
  for (const std::int64_t threshold : rates.frozen_thresholds) {
    if (given < threshold) {
      break;
    }
    const util::Result<bool> counts = threshold_counts(facts.headcount_history, year, threshold);
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
  const std::optional<std::int64_t> known = known_for(facts, facts.year);
  const std::optional<std::int64_t> given = known ? known : facts.headcount;
  if (!given) {
    return util::Error{"contribution.headcount_required", {}}.at("headcount");
  }
  const util::Result<Headcount::Average> of_last_year = average_for(rates, facts, facts.year, *given);
  if (!of_last_year) {
    return of_last_year.errors();
  }
  Headcount size{*of_last_year, *of_last_year};
  const std::optional<std::int64_t> next = known_for(facts, facts.year + 1);
  if (facts.headcount_of_year || next) {
    const util::Result<Headcount::Average> of_year =
      average_for(rates, facts, facts.year + 1, facts.headcount_of_year ? *facts.headcount_of_year : *next);
    if (!of_year) {
      return of_year.errors();
    }
    size.for_csa = *of_year;
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
