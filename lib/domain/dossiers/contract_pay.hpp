#pragma once

#include <vector>

#include "domain/dossiers/contract.hpp"
#include "domain/dossiers/contract_facts.hpp"
#include "domain/values/finding.hpp"

namespace myatlas::domain {

// What speaks against the pay of a contract (D6222-26, D6222-29): contract.required (path),
// contract.order, contract.pay_order, contract.pay_cover, contract.pay_low (percent, least, day); a
// warning: contract.pay_amount (told, least).
Findings pay_findings(const Contract& contract, const ContractFacts& facts);

} // namespace myatlas::domain
