#include "domain/headcount.hpp"

#include <algorithm>

#include "util/decimal.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

constexpr int k_frozen_years = 5;
constexpr int k_freeze_began = 2020;

std::optional<std::int64_t> given_for(const PayrollFacts& facts)
{
  const auto found = facts.headcount_history.find(facts.year);
  return found == facts.headcount_history.end() ? facts.headcount : std::optional(found->second);
}

} // namespace

util::Result<bool> threshold_counts(const std::map<int, std::int64_t>& history, int year, std::int64_t threshold)
{
  for (int back = 0; back <= k_frozen_years; ++back) {
    const auto found = history.find(year - back);
    if (found == history.end()) {
      return util::Error{"contribution.history_short",
                         {util::format_decimal(threshold, 2), std::to_string(year - back)}}.at("--headcount-history");
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
  const std::optional<std::int64_t> given = given_for(facts);
  if (!given) {
    return util::Error{"contribution.headcount_required", {}}.at("--headcount");
  }
  Headcount size{*given, *given, false, false};
  if (!facts.headcount_history.empty()) {
    for (const std::int64_t threshold : rates.frozen_thresholds) {
      const util::Result<bool> counts =
        *given < threshold ? util::Result<bool>(true) : threshold_counts(facts.headcount_history, facts.year, threshold);
      if (!counts) {
        return counts.errors();
      }
      if (!*counts) {
        size.effective = std::min(size.effective, threshold - 1);
        size.frozen_at_250 = size.frozen_at_250 || threshold == rates.csa_from;
      }
    }
    size.for_csa = size.effective;
  }
  size.small = size.effective < rates.small_below;
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
