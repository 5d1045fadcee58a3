#include "formats/json/contribution_json.hpp"

#include <algorithm>

#include "util/decimal.hpp"

namespace myatlas::formats {

namespace {

Json part(const domain::ContributionPart& part)
{
  return {{"zone", domain::to_text(part.zone)},
          {"base", part.base.text()},
          {"rate", part.rule->rate.text()},
          {"amount", part.amount.text()}};
}

Json line(const domain::ContributionLine& line)
{
  Json parts = Json::array();
  for (std::size_t i = 0; i < line.part_count; ++i) {
    parts.push_back(part(line.parts[i]));
  }
  const bool owes = line.reason == domain::Reason::none;
  return {{"code", domain::to_text(line.code)},
          {"base", line.base.text()},
          {"rate", line.rate ? Json(line.rate->text()) : Json(nullptr)},
          {"amount", line.is_known() ? Json(line.amount.text()) : Json(nullptr)},
          {"collector", line.collection->collector},
          {"due", line.due ? line.due->text() : "monthly"},
          {"legal", line.rule != nullptr ? Json(line.rule->legal) : Json(nullptr)},
          {"reason", owes ? Json(nullptr) : Json(domain::to_text(line.reason))},
          {"parts", parts}};
}

Json average(const domain::Headcount::Average& average)
{
  return {{"year", average.year},
          {"given", util::format_decimal(average.given, 2)},
          {"counted", util::format_decimal(average.counted, 2)},
          {"frozen_at", average.frozen_at == 0 ? Json(nullptr)
                                               : Json(util::format_decimal(average.frozen_at, 2))}};
}

// What each collector gets, in the order of the lines.
Json totals(const domain::Simulation& simulation)
{
  std::vector<std::pair<std::string, domain::Money>> sums;
  for (const domain::ContributionLine& line : simulation) {
    if (!line.is_known()) {
      continue;
    }
    auto sum = std::ranges::find(sums, line.collection->collector,
                                 &std::pair<std::string, domain::Money>::first);
    if (sum == sums.end()) {
      sum = sums.insert(sums.end(), {line.collection->collector, {}});
    }
    sum->second = sum->second + line.amount;
  }
  Json answer = Json::array();
  for (const auto& [collector, amount] : sums) {
    answer.push_back({{"collector", collector}, {"amount", amount.text()}});
  }
  return answer;
}

Json months_of(const domain::Simulation& simulation)
{
  Json months = Json::array();
  for (const domain::Month month : domain::months_told(simulation)) {
    months.push_back(month.text());
  }
  return months;
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
  Json lines = Json::array();
  for (const domain::ContributionLine& each : simulation) {
    lines.push_back(line(each));
  }
  const auto& month = simulation.month;
  return {{"schema", "myatlas/contribution/1"},
          {"year", simulation.year},
          {"month", month ? Json(month->text()) : Json(nullptr)},
          {"months", simulation.is_part() ? months_of(simulation) : Json(nullptr)},
          {"rates_version", simulation.rates->version},
          {"headcount", average(simulation.headcount.of_last_year)},
          {"headcount_csa", average(simulation.headcount.for_csa)},
          {"alternants_ratio",
           simulation.ratio ? Json(util::format_decimal(*simulation.ratio, 2)) : Json(nullptr)},
          {"lines", lines},
          {"totals", totals(simulation)},
          {"total", simulation.total.text()},
          {"total_without", unknown_lines(simulation)}};
}

} // namespace myatlas::formats
