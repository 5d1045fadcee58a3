#include "services/dossiers/side_costs.hpp"

#include <algorithm>

#include "services/dossiers/facts.hpp"
#include "services/dossiers/side_cost_limits.hpp"
#include "services/dossiers/side_cost_rules.hpp"
#include "util/ranges.hpp"

namespace myatlas::services {

namespace {

using domain::BilledLine;
using domain::BilledLines;
using domain::Contract;
using domain::CostNature;
using domain::Money;
using store::InvoicedLines;

bool is_side_cost(const BilledLine& line)
{
  return line.nature != CostNature::pedagogie;
}

Error nature_not_agreed(CostNature nature, const std::string& dossier)
{
  return Error{"invoice.nature_not_agreed", {to_text(nature), dossier}}.at("line");
}

Error nature_over(CostNature nature, Money told, Money most)
{
  return Error{"invoice.nature_over", {to_text(nature), told.text(), most.text()}}.at("line");
}

// What is invoiced of each nature, all invoices together, against what the OPCO agreed to by
// nature, and what for those it did not name; a lump sum of mobility is always named.
struct NaturesCheck
{
  const CostLimits& limits;
  const std::string& dossier;
  CostSums all;
  Money unnamed = {};

  void add_unnamed();
  bool may_be_unnamed(CostNature nature) const;
  std::optional<Error> problem_unnamed(CostNature nature) const;
  std::optional<Error> problem_of(CostNature nature) const;
};

void NaturesCheck::add_unnamed()
{
  for (const auto& [nature, sum] : all) {
    unnamed += limits.agreed.contains(nature) ? Money{} : sum;
  }
}

bool NaturesCheck::may_be_unnamed(CostNature nature) const
{
  const bool has_room = limits.agreed.empty() || limits.of_any.cents > 0;
  return nature != CostNature::mobilite && has_room;
}

std::optional<Error> NaturesCheck::problem_unnamed(CostNature nature) const
{
  if (!may_be_unnamed(nature)) {
    return nature_not_agreed(nature, dossier);
  }
  const bool is_over =
    !limits.agreed.empty() && unnamed > limits.of_any; // else side_costs_over says it all
  return is_over ? std::optional(nature_over(nature, unnamed, limits.of_any)) : std::nullopt;
}

std::optional<Error> NaturesCheck::problem_of(CostNature nature) const
{
  const auto limit = limits.agreed.find(nature);
  if (limit == limits.agreed.end()) {
    return problem_unnamed(nature);
  }
  const Money sum = all.at(nature);
  return sum > limit->second ? std::optional(nature_over(nature, sum, limit->second))
                             : std::nullopt;
}

void check_natures(const BilledLines& asked, const InvoicedLines& before, const CostLimits& limits,
                   const std::string& dossier, Errors& problems)
{
  NaturesCheck check{limits, dossier, sums_by_nature(with_earlier(asked, before))};
  check.add_unnamed();
  for (const auto& [nature, amount] : sums_by_nature(asked)) {
    if (const auto problem = check.problem_of(nature)) {
      problems.push_back(*problem);
    }
  }
}

Error of_contracts_alone(CostNature nature, const std::string& dossier)
{
  return Error{"line.contract_only", {to_text(nature), dossier}}.at("line");
}

// Without a contract there is neither equipment, nor mobility, nor a supplement.
void check_without_contract(const BilledLines& lines, const std::string& dossier, Errors& problems)
{
  for (const BilledLine& line : lines) {
    if (domain::is_of_contracts_alone(line.nature)) {
      problems.push_back(of_contracts_alone(line.nature, dossier));
    }
  }
}

BilledLines side_costs_among(const BilledLines& lines)
{
  BilledLines found;
  std::ranges::copy_if(lines, std::back_inserter(found), is_side_cost);
  return found;
}

// The needs of the apprentice, and the days of the contract.
void check_against_contract(const BilledLines& asked, const InvoicedLines& before,
                            const Contract& contract, const domain::FundingRequest& request,
                            Errors& problems)
{
  check_need(asked, contract, request.number, problems);
  if (has_nature(asked, CostNature::hebergement)) {
    check_nights(with_earlier(asked, before), contract, request.broken_off, problems);
  }
}

Error side_costs_over(Money sum, Money left)
{
  return Error{"invoice.side_costs_over", {sum.text(), left.text()}}.at("line");
}

void check_left(const BilledLines& asked, Money left, Errors& problems)
{
  const Money sum = util::total_of(asked, &BilledLine::amount);
  if (sum > left) {
    problems.push_back(side_costs_over(sum, left));
  }
}

// What is owed of them, by the contract as it is.
CostLimits limits_in(const Context& context, const OpenDossier& dossier)
{
  return limits_of(context, dossier.key, dossier.request.broken_off, dossier.side_costs);
}

// Those of the invoices before, without what came back.
InvoicedLines side_costs_before(const Context& context, const OpenDossier& dossier,
                                const CostLimits& limits)
{
  return less_recovered(context.store.contracts().side_costs(dossier.key),
                        dossier.side_costs_recovered, limits);
}

} // namespace

void check_side_costs(const Context& context, const BilledLines& lines, const OpenDossier& dossier,
                      Errors& problems)
{
  if (dossier.instalments.empty()) {
    check_without_contract(lines, dossier.request.number, problems);
    return;
  }
  const BilledLines asked = side_costs_among(lines);
  if (asked.empty()) {
    return;
  }
  const CostLimits limits = limits_in(context, dossier);
  const auto before = side_costs_before(context, dossier, limits);
  for (const BilledLine& line : asked) {
    check_flat_rate(line, problems);
  }
  check_first_equipment(asked, before, store::advance_of(dossier.instalments), problems);
  check_supplement(asked, before, dossier, problems);
  check_natures(asked, before, limits, dossier.request.number, problems);
  if (const auto contract = contract_of(context, dossier.request)) {
    check_against_contract(asked, before, *contract, dossier.request, problems);
  }
  check_left(asked, dossier.side_costs_left, problems);
}

namespace {

constexpr std::int64_t k_meals_a_day = 2; // the product's own: no source tells a most

// How long the contract lasted, where that is known.
std::optional<std::int64_t> days_in(const Context& context, const OpenDossier& dossier)
{
  const auto contract = contract_of(context, dossier.request);
  return contract ? days_of(*contract, dossier.request.broken_off) : std::nullopt;
}

std::int64_t meals_in(const Context& context, const BilledLines& lines, const OpenDossier& dossier)
{
  return how_many(with_earlier(lines, context.store.contracts().side_costs(dossier.key)),
                  CostNature::restauration);
}

Error many_meals(std::int64_t meals, std::int64_t days)
{
  return Error{"invoice.many_meals",
               {std::to_string(meals), std::to_string(days), std::to_string(days * k_meals_a_day)}}
    .at("line");
}

} // namespace

std::optional<Error> doubt_about_meals(const Context& context, const BilledLines& lines,
                                       const OpenDossier& dossier)
{
  if (how_many(lines, CostNature::restauration) == 0) {
    return std::nullopt;
  }
  const auto days = days_in(context, dossier);
  if (!days) {
    return std::nullopt;
  }
  const std::int64_t meals = meals_in(context, lines, dossier);
  return meals > *days * k_meals_a_day ? std::optional(many_meals(meals, *days)) : std::nullopt;
}

namespace {

Error too_much_supplement(Money sum, Money most)
{
  return Error{"contract.rqth_over", {sum.text(), most.text()}}.at("line");
}

// Of all years of the contract.
void check_agreed_supplement(const BilledLines& agreed, const Contract& contract, Errors& problems)
{
  const Money sum = sums_by_nature(agreed)[CostNature::majoration_rqth];
  const Money most = most_of(CostNature::majoration_rqth, contract, std::nullopt).value_or(sum);
  if (sum > most && is_disabled(contract)) { // else check_need says it
    problems.push_back(too_much_supplement(sum, most));
  }
}

} // namespace

void check_agreed(const BilledLines& agreed, const Contract& contract, const std::string& dossier,
                  Errors& problems)
{
  for (const BilledLine& line : agreed) {
    check_flat_rate(line, problems);
  }
  check_first_equipment(agreed, {}, 1, problems);
  check_agreed_supplement(agreed, contract, problems);
  check_need(agreed, contract, dossier, problems);
  check_nights(agreed, contract, std::nullopt, problems);
}

namespace {

BilledLines lines_typed(const std::vector<std::string>& texts, Errors& problems)
{
  BilledLines lines;
  for (const std::string& text : texts) {
    if (const auto line = util::collect(domain::parse_billed_line(text), problems, "side_cost")) {
      lines.push_back(*line);
    }
  }
  return lines;
}

} // namespace

std::map<CostNature, Money> agreed_in(const std::vector<std::string>& by_nature,
                                      const std::optional<Contract>& contract,
                                      const std::string& dossier, Errors& problems)
{
  const BilledLines lines = lines_typed(by_nature, problems);
  Errors of_lines;
  if (contract) {
    check_agreed(lines, *contract, dossier, of_lines);
  }
  for (const Error& error : of_lines) {
    problems.push_back(error.at("side_cost"));
  }
  CostSums agreed = sums_by_nature(lines);
  agreed.erase(CostNature::pedagogie); // the schedule is for that
  return agreed;
}

} // namespace myatlas::services
