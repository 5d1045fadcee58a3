#pragma once

#include <optional>
#include <string_view>

#include "domain/dossiers/contract.hpp"
#include "domain/values/money.hpp"
#include "formats/json/json.hpp"

namespace myatlas::formats {

// The members of an apprenticeship contract in the shape of the inter-OPCO API
// (doc/sources/inter-opco-api.md), {"cerfa": {…}} or what stands in it, by their paths; numbers and
// numeric strings alike, "employeurV2" as "employeur". Empty members are left out. Fails as
// parse_json does, or with contract.shape.
util::Result<domain::Contract::Values> read_contract(std::string_view text);
util::Result<domain::Contract::Values> contract_values(const Json& json);

enum class Nirs
{
  shown,
  masked,
  left_out,
};

// The contract in that shape, without its empty members.
Json contract_json(const domain::Contract& contract, Nirs nirs);

// A contract that holds, from today on: what `template contract` prints.
domain::Contract sample_contract(domain::Date today, std::optional<domain::Money> smic);

} // namespace myatlas::formats
