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

std::optional<domain::Money> amount_of(const domain::ContributionLine& line)
{
  return line.is_known() ? std::optional(line.amount) : std::nullopt;
}

std::string day_due(const domain::ContributionLine& line)
{
  return line.due ? line.due->text() : "monthly";
}

Json legal_basis(const domain::ContributionLine& line)
{
  return line.rule != nullptr ? Json(line.rule->legal) : Json(nullptr);
}

// Why nothing is owed.
Json reason_of(const domain::ContributionLine& line)
{
  const bool owes = line.reason == domain::Reason::none;
  return owes ? Json(nullptr) : Json(domain::to_text(line.reason));
}

Json line(const domain::ContributionLine& line)
{
  return {{"code", domain::to_text(line.code)},
          {"base", line.base.text()},
          {"rate", maybe(line.rate, &domain::Rate::text)},
          {"amount", text_or_null(amount_of(line))},
          {"collector", domain::to_text(line.collection->collector)},
          {"due", day_due(line)},
          {"legal", legal_basis(line)},
          {"reason", reason_of(line)},
          {"parts", parts_json(line)}};
}

const auto k_hundredths = [](std::int64_t number) { return util::format_decimal(number, 2); };

Json average(const domain::Headcount::Average& average)
{
  return {{"year", average.year},
          {"given", util::format_decimal(average.given, 2)},
          {"counted", util::format_decimal(average.counted, 2)},
          {"frozen_at", maybe(average.frozen_at, k_hundredths)}};
}

using Sums = std::vector<std::pair<domain::Collector, domain::Money>>;

domain::Money& sum_of(domain::Collector collector, Sums& sums)
{
  if (auto* sum = util::find_by(sums, collector, &Sums::value_type::first)) {
    return sum->second;
  }
  return sums.emplace_back(collector, domain::Money{}).second;
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
  return {{"collector", domain::to_text(sum.first)}, {"amount", sum.second.text()}};
}

// What each collector gets, in the order of the lines.
Json totals(const domain::Simulation& simulation)
{
  return array_of(sums_by_collector(simulation), total_json);
}

// Of a part of the year.
Json months_of(const domain::Simulation& simulation)
{
  if (!simulation.is_part()) {
    return nullptr;
  }
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
          {"months", months_of(simulation)},
          {"rates_version", simulation.rates->version},
          {"headcount", average(simulation.headcount.of_last_year)},
          {"headcount_csa", average(simulation.headcount.for_csa)},
          {"alternants_ratio", maybe(simulation.ratio, k_hundredths)},
          {"lines", array_of(simulation, line)},
          {"totals", totals(simulation)},
          {"total", simulation.total.text()},
          {"total_without", unknown_lines(simulation)}};
}

} // namespace myatlas::formats
