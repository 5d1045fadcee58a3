#pragma once

#include <string_view>

namespace myatlas::domain {

// The OPCO a collective agreement (IDCC) belongs to.
struct OpcoOfBranch
{
  std::string_view idcc;   // four digits
  std::string_view opco;   // "OPCO Atlas"
  std::string_view branch; // what Atlas calls it; empty for those of other OPCO
};

inline constexpr std::string_view k_own_opco_siren =
  "851296632"; // OPCO Atlas, of its own notice (doc/sources/opco-atlas.md)

inline constexpr std::string_view k_opco_table_date = "2024-11"; // as the table was published

// Null when the table does not have the agreement: which OPCO is then not known, and not guessed.
// Source: schemas/idcc-opco.csv (mission-apprentissage/contrat, opcos.ts; 1237 and 3160 from
// opco-atlas.fr).
const OpcoOfBranch* find_opco(std::string_view idcc);

// Agreements that say there is none (9999) or that one is being negotiated (9998).
bool is_no_agreement(std::string_view idcc);

} // namespace myatlas::domain
