#include "domain/values/branches.hpp"

#include <algorithm>

namespace myatlas::domain {

namespace {

// Sorted; made from schemas/idcc-opco.csv at build time.
constexpr OpcoOfBranch k_branches[] = {
#include "idcc_opco.inc"
};

} // namespace

const OpcoOfBranch* find_opco(std::string_view idcc)
{
  const auto found = std::ranges::lower_bound(k_branches, idcc, {}, &OpcoOfBranch::idcc);
  return found == std::end(k_branches) || found->idcc != idcc ? nullptr : &*found;
}

bool is_no_agreement(std::string_view idcc)
{
  return idcc == "9999" || idcc == "9998";
}

} // namespace myatlas::domain
