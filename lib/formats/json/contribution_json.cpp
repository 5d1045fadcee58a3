#include "formats/json/contribution_json.hpp"

#include <algorithm>

#include "formats/json/nullable.hpp"
#include "util/decimal.hpp"
#include "util/ranges.hpp"

namespace myatlas::formats {

namespace {

Json part(const domain::ContributionPart& part)
{
  return {{"zone", domain::to_text(part.zone)},
          {"base", part.base.text()},
          {"rate", part.rule->rate.text()},
          {"amount", part.amount.text()}};
}

Json parts_json(const domain::ContributionLine& line)
{
  Json parts = Json::array();
  for (std::size_t i = 0; i < line.part_count; ++i) {
    parts.push_back(part(line.parts[i]));
  }
  return parts;
}

Json line(const domain::ContributionLine& line)
{
  const bool owes = line.reason == domain::Reason::none;
  return {{"code", domain::to_text(line.code)},
          {"base", line.base.text()},
          {"rate", line.rate ? Json(line.rate->text()) : Json(nullptr)},
          {"amount", line.is_known() ? Json(line.amount.text()) : Json(nullptr)},
          {"collector", line.collection->collector},
          {"due", line.due ? line.due->text() : "monthly"},
          {"legal", line.rule != nullptr ? Json(line.rule->legal) : Json(nullptr)},
          {"reason", owes ? Json(nullptr) : Json(domain::to_text(line.reason))},
          {"parts", parts_json(line)}};
}

Json hundredths_or_null(std::optional<std::int64_t> number)
{
  return number ? Json(util::format_decimal(*number, 2)) : Json(nullptr);
}

Json average(const domain::Headcount::Average& average)
{
  return {{"year", average.year},
          {"given", util::format_decimal(average.given, 2)},
          {"counted", util::format_decimal(average.counted, 2)},
          {"frozen_at", hundredths_or_null(average.frozen_at)}};
}

using Sums = std::vector<std::pair<std::string, domain::Money>>;

domain::Money& sum_of(const std::string& collector, Sums& sums)
{
  auto* sum = util::find_by(sums, collector, &Sums::value_type::first);
  return sum == nullptr ? sums.emplace_back(collector, domain::Money{}).second : sum->second;
}

void add(const domain::ContributionLine& line, Sums& sums)
{
  domain::Money& sum = sum_of(line.collection->collector, sums);
  sum = sum + line.amount;
}

Sums sums_by_collector(const domain::Simulation& simulation)
{
  Sums sums;
  for (const domain::ContributionLine& line : simulation) {
    if (line.is_known()) {
      add(line, sums);
    }
  }
  return sums;
}

Json total_json(const Sums::value_type& sum)
{
  return {{"collector", sum.first}, {"amount", sum.second.text()}};
}

// What each collector gets, in the order of the lines.
Json totals(const domain::Simulation& simulation)
{
  return array_of(sums_by_collector(simulation), total_json);
}

Json months_of(const domain::Simulation& simulation)
{
  return array_of(domain::months_told(simulation), &domain::Month::text);
}

// The lines whose amount is not known: the totals are without them.
Json unknown_lines(const domain::Simulation& simulation)
{
  Json codes = Json::array();
  for (const domain::ContributionLine& line : simulation) {
    if (!line.is_known()) {
      codes.push_back(domain::to_text(line.code));
    }
  }
  return codes;
}

} // namespace

Json to_json(const domain::Simulation& simulation)
{
  return {{"schema", "myatlas/contribution/1"},
          {"year", simulation.year},
          {"month", maybe(simulation.month, &domain::Month::text)},
          {"months", simulation.is_part() ? months_of(simulation) : Json(nullptr)},
          {"rates_version", simulation.rates->version},
          {"headcount", average(simulation.headcount.of_last_year)},
          {"headcount_csa", average(simulation.headcount.for_csa)},
          {"alternants_ratio",
           simulation.ratio ? Json(util::format_decimal(*simulation.ratio, 2)) : Json(nullptr)},
          {"lines", array_of(simulation, line)},
          {"totals", totals(simulation)},
          {"total", simulation.total.text()},
          {"total_without", unknown_lines(simulation)}};
}

} // namespace myatlas::formats
