#pragma once

#include <optional>
#include <string_view>

#include "domain/money.hpp"

namespace myatlas::domain {

// What a line of an invoice is for (natureLigne of the inter-OPCO norm, reference/domain 8.4).
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
  std::optional<int> instalment; // number of the instalment it is for
};

// "NATURE:AMOUNT" or "NATURE:AMOUNT:INSTALMENT": "line.form" (text), "line.nature" (text, natures), amount.*.
util::Result<BilledLine> parse_billed_line(std::string_view text);
util::Result<int> parse_instalment(std::string_view text); // "line.instalment" (text)

const char* to_text(CostNature nature);
util::Result<CostNature> parse_cost_nature(std::string_view text); // "line.nature"

constexpr Money k_most_first_equipment{500'00}; // reference/domain 8.4

} // namespace myatlas::domain
