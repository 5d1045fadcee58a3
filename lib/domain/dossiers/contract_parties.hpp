#pragma once

#include <vector>

#include "domain/dossiers/contract.hpp"
#include "domain/dossiers/contract_facts.hpp"
#include "domain/values/finding.hpp"

namespace myatlas::domain {

// What speaks against who concludes a contract: the apprentice's age (L6222-1, L6222-2), tutors,
// the employer and the training centre.
Findings party_findings(const Contract& contract, const ContractFacts& facts);

} // namespace myatlas::domain
