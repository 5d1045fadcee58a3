#pragma once

#include <vector>

#include "domain/dossiers/contract.hpp"
#include "domain/dossiers/contract_facts.hpp"
#include "domain/values/finding.hpp"

namespace myatlas::domain {

// What speaks against the days and hours of a contract and its training, and against the
// certification on the day it was concluded.
Findings date_findings(const Contract& contract, const ContractFacts& facts);

} // namespace myatlas::domain
