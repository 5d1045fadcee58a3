#pragma once

#include <optional>
#include <vector>

#include "domain/contract_rules.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// What the store knows besides of a contract, for domain::contract_findings. The rates give the minimum wage; null: not looked at.
domain::ContractFacts facts_about(const Context& context, const domain::Contract& contract, domain::Date day, const domain::RateTable* rates);

// The documents attached to a dossier, by what they are.
std::vector<domain::DocumentUse> attached_to(const Context& context, const domain::FundingRequest& request);

bool has_contract(const Context& context, const domain::FundingRequest& request);

// What speaks against a dossier as on a day: the findings of its contract, else those of the request.
std::vector<domain::Finding> findings_about(const Context& context, const domain::FundingRequest& request, domain::Date day);

} // namespace myatlas::services
