#pragma once

#include <optional>
#include <vector>

#include "domain/contract_rules.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// What the store knows besides of a contract, for domain::contract_findings. The rates give the minimum wage; null: not looked at.
domain::ContractFacts facts_about(const Context& context, const domain::Contract& contract, domain::Date day, const domain::RateTable* rates);

// The day the contract was concluded that an amendment changes; nothing for a contract that is none.
std::optional<domain::Date> first_conclusion(const Context& context, const domain::FundingRequest& request, const domain::Contract& contract);

bool has_contract(const Context& context, const domain::FundingRequest& request);
std::optional<domain::Contract> contract_of(const Context& context, const domain::FundingRequest& request); // as it was last amended

// What speaks against a dossier as on a day: the findings of its contract, else those of the request.
std::vector<domain::Finding> findings_about(const Context& context, const domain::FundingRequest& request, domain::Date day);

} // namespace myatlas::services
