#pragma once

#include <optional>
#include <string_view>

#include "domain/values/money.hpp"

namespace myatlas::domain {

// What a line of an invoice is for (natureLigne of the inter-OPCO norm,
// doc/sources/inter-opco-api.md).
enum class CostNature
{
  pedagogie,
  premierequipement,
  mobilite,
  hebergement,
  restauration,
  majoration_rqth,
};

// A line of an invoice (ligne), before tax.
struct BilledLine
{
  CostNature nature = CostNature::pedagogie;
  Money amount;
  std::optional<int> instalment = {};   // number of the instalment it is for
  std::optional<Money> unit_price = {}; // as it was typed: "20x3"; none: the amount alone was
};
using BilledLines = std::vector<BilledLine>;

// "NATURE:AMOUNT" or "NATURE:AMOUNT:INSTALMENT", the amount also as a quantity and its price,
// "20x3.00": "line.form" (text), "line.nature" (text, natures), amount.*.
util::Result<BilledLine> parse_billed_line(std::string_view text);
util::Result<int> parse_instalment(std::string_view text); // "line.instalment" (text)

const char* to_text(CostNature nature);
util::Result<CostNature> parse_cost_nature(std::string_view text); // "line.nature"

// Side costs of apprenticeship: doc/sources/apprenticeship.md.
constexpr Money k_most_first_equipment{500'00}; // in all
constexpr Money k_most_rqth_a_year{4'000'00};   // supplement for a disabled apprentice
constexpr Money k_night{6'00}, k_meal{3'00};    // flat rates

std::optional<Money>
flat_rate(CostNature nature); // what one of them costs; none: it has no flat rate
std::int64_t quantity_of(const BilledLine& line); // nights or meals; 1 of all else
bool is_of_contracts_alone(CostNature nature);    // no other training has such costs

} // namespace myatlas::domain
