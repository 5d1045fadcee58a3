#pragma once

#include <vector>

#include "domain/dossiers/contract.hpp"
#include "domain/dossiers/contract_facts.hpp"
#include "domain/values/finding.hpp"

namespace myatlas::domain {

// All that speaks against a contract, the rules of doc/sources/apprenticeship.md (Contract) among
// it, each at the path it is about. Blocking: contract.required (path),
// contract.concluded_after_start, contract.concluded_future, contract.concluded_early,
// contract.term (first, last, least, most months), contract.training_length, contract.order,
// contract.training_start, contract.practical_start, contract.practical_before_conclusion,
// contract.training_end, contract.ends_late, contract.weekly_hours, contract.too_young (age),
// contract.derogation_missing (age, codes), contract.derogation_forbidden (age, code),
// contract.too_old (age, most), contract.tutor_too_young (age), contract.same_tutor,
// contract.guardian, request.closed (siret), contract.pay_order, contract.pay_cover,
// contract.pay_low (percent, least, day), contract.rncp (code), contract.rncp_registered (code,
// day), contract.rncp_apprenticeship (code), contract.previous_number, contract.effect_date,
// contract.distance_hours, contract.not_attested, contract.cfa (siret), contract.not_certified
// (siret), contract.no_visa, contract.cerfa_version (version, oldest, newest), nir.coherence,
// nir.department. Warnings: contract.cerfa_old (version, newest), contract.training_before,
// contract.rncp_unknown (code), contract.few_hours, contract.residence_permit, contract.no_nir,
// contract.pay_amount, contract.idcc_unknown, request.other_opco, request.transmission_late,
// request.documents_missing.
Findings contract_findings(const Contract& contract, const ContractFacts& facts);

} // namespace myatlas::domain
