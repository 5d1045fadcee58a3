#include "services/dossiers/side_costs.hpp"

#include <algorithm>

#include "services/dossiers/facts.hpp"
#include "services/dossiers/side_cost_limits.hpp"

namespace myatlas::services {

namespace {

using domain::BilledLine;
using domain::CostNature;
using domain::Money;

bool is_side_cost(const BilledLine& line)
{
  return line.nature != CostNature::pedagogie;
}

void check_flat_rate(const BilledLine& line, util::Errors& problems)
{
  const auto rate = domain::flat_rate(line.nature);
  const bool is_whole = !rate || (line.amount.cents % rate->cents == 0 &&
                                  (!line.unit_price || *line.unit_price == *rate));
  if (!is_whole) {
    const std::string told = line.unit_price ? line.unit_price->text() : line.amount.text();
    problems.push_back(
      util::Error{"line.flat_rate", {domain::to_text(line.nature), told, rate->text()}}.at("line"));
  }
}

// Money by something, of the lines that were invoiced before and those that are asked now.
template <typename Key>
std::map<Key, Money> sums(const std::vector<BilledLine>& lines, Key (*key)(const BilledLine&))
{
  std::map<Key, Money> found;
  for (const BilledLine& line : lines) {
    Money& sum = found[key(line)];
    sum = sum + line.amount;
  }
  return found;
}

CostNature nature_of_line(const BilledLine& line)
{
  return line.nature;
}

// The invoice that has first equipment, which no credit note took back whole.
std::optional<std::string> equipped_by(const std::vector<store::InvoicedLine>& before)
{
  Money left;
  std::optional<std::string> invoice;
  for (const store::InvoicedLine& one : before) {
    const bool is_equipment = one.line.nature == CostNature::premierequipement;
    left = left + (is_equipment ? one.line.amount : Money{});
    invoice = is_equipment && one.line.amount.cents > 0 ? one.invoice : invoice;
  }
  return left.cents > 0 ? invoice : std::nullopt;
}

// `advance`: the instalment it goes with.
void check_first_equipment(const std::vector<BilledLine>& asked,
                           const std::vector<store::InvoicedLine>& before, int advance,
                           util::Errors& problems)
{
  Money equipment;
  for (const BilledLine& line : asked) {
    if (line.nature != CostNature::premierequipement) {
      continue;
    }
    equipment = equipment + line.amount;
    if (line.instalment.value_or(advance) != advance) {
      problems.push_back(util::Error{"invoice.first_equipment_late",
                                     {std::to_string(*line.instalment), std::to_string(advance)}}
                           .at("line"));
    }
  }
  if (equipment > domain::k_most_first_equipment) {
    problems.push_back(util::Error{"invoice.first_equipment_over",
                                   {equipment.text(), domain::k_most_first_equipment.text()}}
                         .at("line"));
  }
  const auto earlier = equipped_by(before);
  if (equipment.cents > 0 && earlier) {
    problems.push_back(util::Error{"invoice.first_equipment_twice", {*earlier}}.at("line"));
  }
}

// The supplement has a most for each year of the contract.
void check_supplement(const std::vector<BilledLine>& asked,
                      const std::vector<store::InvoicedLine>& before, const OpenDossier& dossier,
                      util::Errors& problems)
{
  const auto year_of = [&](const BilledLine& line) {
    const auto found =
      std::ranges::find(dossier.instalments, line.instalment.value_or(0),
                        [](const store::InstalmentState& s) { return s.instalment.number; });
    return found == dossier.instalments.end() ? 0 : found->instalment.year;
  };
  std::map<int, Money> by_year;
  const auto add = [&](const BilledLine& line) {
    if (line.nature == CostNature::majoration_rqth) {
      Money& sum = by_year[year_of(line)];
      sum = sum + line.amount;
    }
  };
  std::ranges::for_each(asked, add);
  if (by_year.empty()) {
    return;
  }
  for (const store::InvoicedLine& one : before) {
    add(one.line);
  }
  for (const auto& [year, sum] : by_year) {
    if (sum > domain::k_most_rqth_a_year) {
      problems.push_back(util::Error{
        "invoice.rqth_over", {std::to_string(year), sum.text(), domain::k_most_rqth_a_year.text()}}
                           .at("line"));
    }
  }
}

// What the OPCO agreed to by nature, and what for those it did not name; a lump sum of mobility is
// always named.
void check_natures(const std::vector<BilledLine>& asked,
                   const std::vector<store::InvoicedLine>& before, const CostLimits& limits,
                   const std::string& dossier, util::Errors& problems)
{
  const CostSums& agreed = limits.agreed;
  const Money of_any_nature = limits.of_any;
  std::map<CostNature, Money> all;
  Money unnamed;
  const auto add = [&](const BilledLine& line) {
    Money& sum = all[line.nature];
    sum = sum + line.amount;
    unnamed = unnamed + (agreed.contains(line.nature) ? Money{} : line.amount);
  };
  std::ranges::for_each(asked, add);
  for (const store::InvoicedLine& one : before) {
    add(one.line);
  }
  for (const auto& [nature, amount] : sums(asked, nature_of_line)) {
    const auto limit = agreed.find(nature);
    const bool is_unnamed = limit == agreed.end(),
               is_limited = !agreed.empty(); // else side_costs_over says it all
    if (is_unnamed &&
        (nature == CostNature::mobilite || (is_limited && of_any_nature.cents <= 0))) {
      problems.push_back(
        util::Error{"invoice.nature_not_agreed", {domain::to_text(nature), dossier}}.at("line"));
    } else if (is_unnamed ? is_limited && unnamed > of_any_nature : all[nature] > limit->second) {
      const Money told = is_unnamed ? unnamed : all[nature],
                  most = is_unnamed ? of_any_nature : limit->second;
      problems.push_back(
        util::Error{"invoice.nature_over", {domain::to_text(nature), told.text(), most.text()}}.at(
          "line"));
    }
  }
}

std::int64_t how_many(const std::vector<BilledLine>& lines, CostNature nature)
{
  std::int64_t all = 0;
  for (const BilledLine& line : lines) {
    all += line.nature == nature ? domain::quantity_of(line) : 0;
  }
  return all;
}

// Those asked for, and those that were invoiced before.
std::vector<BilledLine> with_earlier(std::vector<BilledLine> lines,
                                     const std::vector<store::InvoicedLine>& before)
{
  std::ranges::transform(before, std::back_inserter(lines),
                         [](const store::InvoicedLine& one) { return one.line; });
  return lines;
}

// No more nights than the contract has days, until it was broken off: one begins with each.
void check_nights(const std::vector<BilledLine>& lines, const domain::Contract& contract,
                  std::optional<domain::Date> broken_off, util::Errors& problems)
{
  const std::int64_t nights = how_many(lines, CostNature::hebergement),
                     days = days_of(contract, broken_off);
  if (days > 0 && nights > days) {
    problems.push_back(
      util::Error{"contract.nights_over", {std::to_string(nights), std::to_string(days)}}.at(
        "line"));
  }
}

void check_need(const std::vector<BilledLine>& lines, const domain::Contract& contract,
                const std::string& dossier, util::Errors& problems)
{
  const bool asks =
    std::ranges::find(lines, CostNature::majoration_rqth, &BilledLine::nature) != lines.end();
  if (asks && !is_disabled(contract)) {
    problems.push_back(util::Error{"invoice.rqth_need", {dossier}}.at("line"));
  }
}

// Without a contract there is neither equipment, nor mobility, nor a supplement.
void check_without_contract(const std::vector<BilledLine>& lines, const std::string& dossier,
                            util::Errors& problems)
{
  for (const BilledLine& line : lines) {
    if (domain::is_of_contracts_alone(line.nature)) {
      problems.push_back(
        util::Error{"line.contract_only", {domain::to_text(line.nature), dossier}}.at("line"));
    }
  }
}

} // namespace

void check_side_costs(const Context& context, const std::vector<BilledLine>& lines,
                      const OpenDossier& dossier, util::Errors& problems)
{
  if (dossier.instalments.empty()) {
    check_without_contract(lines, dossier.request.number, problems);
    return;
  }
  std::vector<BilledLine> asked;
  std::ranges::copy_if(lines, std::back_inserter(asked), is_side_cost);
  if (asked.empty()) {
    return;
  }
  const CostLimits limits =
    limits_of(context, dossier.key, dossier.request.broken_off, dossier.side_costs);
  const std::vector<store::InvoicedLine> before = less_recovered(
    context.store.contracts().side_costs(dossier.key), dossier.side_costs_recovered, limits);
  for (const BilledLine& line : asked) {
    check_flat_rate(line, problems);
  }
  check_first_equipment(asked, before, store::advance_of(dossier.instalments), problems);
  check_supplement(asked, before, dossier, problems);
  check_natures(asked, before, limits, dossier.request.number, problems);
  if (const auto contract = contract_of(context, dossier.request)) {
    check_need(asked, *contract, dossier.request.number, problems);
    if (std::ranges::find(asked, CostNature::hebergement, &BilledLine::nature) != asked.end()) {
      check_nights(with_earlier(asked, before), *contract, dossier.request.broken_off, problems);
    }
  }
  Money all;
  for (const BilledLine& line : asked) {
    all = all + line.amount;
  }
  if (all > dossier.side_costs_left) {
    problems.push_back(
      util::Error{"invoice.side_costs_over", {all.text(), dossier.side_costs_left.text()}}.at(
        "line"));
  }
}

std::optional<util::Error> doubt_about_meals(const Context& context,
                                             const std::vector<BilledLine>& lines,
                                             const OpenDossier& dossier)
{
  constexpr std::int64_t k_a_day = 2; // the product's own: no source tells a most
  if (how_many(lines, CostNature::restauration) == 0) {
    return std::nullopt;
  }
  const auto contract = contract_of(context, dossier.request);
  const std::int64_t days = contract ? days_of(*contract, dossier.request.broken_off) : 0;
  if (days == 0) {
    return std::nullopt;
  }
  const std::int64_t meals =
    how_many(with_earlier(lines, context.store.contracts().side_costs(dossier.key)),
             CostNature::restauration);
  const std::int64_t most = days * k_a_day;
  if (meals <= most) {
    return std::nullopt;
  }
  const util::Error many{"invoice.many_meals",
                         {std::to_string(meals), std::to_string(days), std::to_string(most)}};
  return many.at("line");
}

void check_agreed(const std::vector<BilledLine>& agreed, const domain::Contract& contract,
                  const std::string& dossier, util::Errors& problems)
{
  for (const BilledLine& line : agreed) {
    check_flat_rate(line, problems);
  }
  check_first_equipment(agreed, {}, 1, problems);
  const Money supplement = sums(agreed, nature_of_line)[CostNature::majoration_rqth];
  const Money most =
    most_of(CostNature::majoration_rqth, contract, std::nullopt).value_or(supplement);
  if (supplement > most && is_disabled(contract)) { // else check_need says it
    problems.push_back(
      util::Error{"contract.rqth_over", {supplement.text(), most.text()}}.at("line"));
  }
  check_need(agreed, contract, dossier, problems);
  check_nights(agreed, contract, std::nullopt, problems);
}

std::map<CostNature, Money> agreed_in(const std::vector<std::string>& by_nature,
                                      const std::optional<domain::Contract>& contract,
                                      const std::string& dossier, util::Errors& problems)
{
  std::vector<BilledLine> lines;
  std::map<CostNature, Money> agreed;
  for (const std::string& text : by_nature) {
    if (const auto line = util::collect(domain::parse_billed_line(text), problems, "side_cost")) {
      lines.push_back(*line);
      agreed[line->nature] = agreed[line->nature] + line->amount;
    }
  }
  util::Errors of_lines;
  if (contract) {
    check_agreed(lines, *contract, dossier, of_lines);
  }
  for (const util::Error& error : of_lines) {
    problems.push_back(error.at("side_cost"));
  }
  agreed.erase(CostNature::pedagogie); // the schedule is for that
  return agreed;
}

} // namespace myatlas::services
