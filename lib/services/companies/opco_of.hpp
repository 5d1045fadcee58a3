#pragma once

#include <optional>
#include <string>

#include "services/context.hpp"

namespace myatlas::services {

// Why an OPCO is not known.
enum class OpcoGap
{
  not_in_register, // the establishment
  no_idcc,         // the register has no agreement for it
  no_agreement,    // 9999, or 9998 while one is negotiated
  not_in_table,
};

struct OpcoAnswer
{
  std::optional<domain::Siret> siret; // asked for
  std::string idcc;                   // empty: not known
  std::string opco, branch; // empty: not known, the gap says why; the branch is told of Atlas alone
  std::optional<OpcoGap> gap;
};

// The OPCO of an establishment by the agreement the register has of it, or else of its company.
OpcoAnswer find_opco(const Context& context, const domain::Siret& siret);

// The OPCO of an agreement, which needs no store: idcc.form.
Result<OpcoAnswer> opco_of_agreement(const std::string& idcc);

const char* to_text(OpcoGap gap);

} // namespace myatlas::services
