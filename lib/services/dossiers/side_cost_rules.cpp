#include "services/dossiers/side_cost_rules.hpp"

#include <algorithm>

#include "services/dossiers/side_cost_limits.hpp"
#include "util/ranges.hpp"

namespace myatlas::services {

namespace {

using domain::BilledLine;
using domain::BilledLines;
using domain::Contract;
using domain::CostNature;
using domain::k_most_first_equipment;
using domain::k_most_rqth_a_year;
using domain::Money;
using store::InvoicedLines;

// A multiple of the flat rate of its nature, and of no other price.
bool is_whole(const BilledLine& line, Money rate)
{
  return line.amount.cents % rate.cents == 0 && line.unit_price.value_or(rate) == rate;
}

Error not_the_flat_rate(const BilledLine& line, Money rate)
{
  const std::string told = line.unit_price.value_or(line.amount).text();
  return Error{"line.flat_rate", {to_text(line.nature), told, rate.text()}}.at("line");
}

bool is_equipment(const BilledLine& line)
{
  return line.nature == CostNature::premierequipement;
}

// The invoice that has first equipment, which no credit note took back whole.
std::optional<std::string> equipped_by(const InvoicedLines& before)
{
  Money left;
  std::optional<std::string> invoice;
  for (const auto& [number, line] : before) {
    if (is_equipment(line)) {
      left += line.amount;
      invoice = line.amount.cents > 0 ? number : invoice;
    }
  }
  return left.cents > 0 ? invoice : std::nullopt;
}

Error equipment_is_late(int instalment, int advance)
{
  return Error{"invoice.first_equipment_late",
               {std::to_string(instalment), std::to_string(advance)}}
    .at("line");
}

Error too_much_equipment(Money sum)
{
  return Error{"invoice.first_equipment_over", {sum.text(), k_most_first_equipment.text()}}.at(
    "line");
}

Error equipped_twice(const std::string& earlier)
{
  return Error{"invoice.first_equipment_twice", {earlier}}.at("line");
}

// `advance`: the instalment it goes with. What they come to.
Money check_equipment_lines(const BilledLines& asked, int advance, Errors& problems)
{
  Money equipment;
  for (const BilledLine& line : asked) {
    equipment += is_equipment(line) ? line.amount : Money{};
    if (is_equipment(line) && line.instalment.value_or(advance) != advance) {
      problems.push_back(equipment_is_late(*line.instalment, advance));
    }
  }
  return equipment;
}

// The year of the contract that a line's instalment is of.
std::optional<int> year_of(const BilledLine& line, const OpenDossier& dossier)
{
  for (const store::InstalmentState& state : dossier.instalments) {
    if (state.instalment.number == line.instalment.value_or(0)) {
      return state.instalment.year;
    }
  }
  return std::nullopt;
}

bool is_supplement(const BilledLine& line)
{
  return line.nature == CostNature::majoration_rqth;
}

// Of all years where some of it is asked for, and of lines without one.
std::map<std::optional<int>, Money> supplement_by_year(const BilledLines& lines,
                                                       const OpenDossier& dossier)
{
  std::map<std::optional<int>, Money> by_year;
  for (const BilledLine& line : lines) {
    if (is_supplement(line)) {
      by_year[year_of(line, dossier)] += line.amount;
    }
  }
  return by_year;
}

Error too_much_in_year(int year, Money sum)
{
  return Error{"invoice.rqth_over", {std::to_string(year), sum.text(), k_most_rqth_a_year.text()}}
    .at("line");
}

Error too_many_nights(std::int64_t nights, std::int64_t days)
{
  return Error{"contract.nights_over", {std::to_string(nights), std::to_string(days)}}.at("line");
}

} // namespace

void check_flat_rate(const BilledLine& line, Errors& problems)
{
  const auto rate = domain::flat_rate(line.nature);
  if (rate && !is_whole(line, *rate)) {
    problems.push_back(not_the_flat_rate(line, *rate));
  }
}

CostSums sums_by_nature(const BilledLines& lines)
{
  CostSums found;
  for (const BilledLine& line : lines) {
    found[line.nature] += line.amount;
  }
  return found;
}

void check_first_equipment(const BilledLines& asked, const InvoicedLines& before, int advance,
                           Errors& problems)
{
  const Money equipment = check_equipment_lines(asked, advance, problems);
  if (equipment > k_most_first_equipment) {
    problems.push_back(too_much_equipment(equipment));
  }
  const auto earlier = equipped_by(before);
  if (equipment.cents > 0 && earlier) {
    problems.push_back(equipped_twice(*earlier));
  }
}

BilledLines with_earlier(BilledLines lines, const InvoicedLines& before)
{
  std::ranges::transform(before, std::back_inserter(lines), &store::InvoicedLine::line);
  return lines;
}

void check_supplement(const BilledLines& asked, const InvoicedLines& before,
                      const OpenDossier& dossier, Errors& problems)
{
  if (std::ranges::none_of(asked, is_supplement)) {
    return;
  }
  for (const auto& [year, sum] : supplement_by_year(with_earlier(asked, before), dossier)) {
    if (sum > k_most_rqth_a_year) {
      problems.push_back(too_much_in_year(year.value_or(0), sum));
    }
  }
}

std::int64_t how_many(const BilledLines& lines, CostNature nature)
{
  std::int64_t all = 0;
  for (const BilledLine& line : lines) {
    all += line.nature == nature ? domain::quantity_of(line) : 0;
  }
  return all;
}

void check_nights(const BilledLines& lines, const Contract& contract,
                  std::optional<domain::Date> broken_off, Errors& problems)
{
  const std::int64_t nights = how_many(lines, CostNature::hebergement);
  const auto days = days_of(contract, broken_off);
  if (days && nights > *days) {
    problems.push_back(too_many_nights(nights, *days));
  }
}

bool has_nature(const BilledLines& lines, CostNature nature)
{
  return util::contains(lines, nature, &BilledLine::nature);
}

void check_need(const BilledLines& lines, const Contract& contract, const std::string& dossier,
                Errors& problems)
{
  if (has_nature(lines, CostNature::majoration_rqth) && !is_disabled(contract)) {
    problems.push_back(Error{"invoice.rqth_need", {dossier}}.at("line"));
  }
}

} // namespace myatlas::services
