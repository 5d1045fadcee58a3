#pragma once

#include <vector>

#include "domain/contributions/contribution.hpp"
#include "domain/contributions/pay_form.hpp"
#include "services/contributions/simulate_batch.hpp"

namespace myatlas::services {

// What an employer is and owes, by its form. The simulation refers to the rates it was made with.
struct SimulatedForm
{
  domain::PayrollForm form;
  domain::PayrollFacts facts;
  domain::Simulation simulation;
  Errors warnings = {}; // contribution.apprentices_elsewhere, and what is not known of the branch
};

// Each employer, in their order. Fails with all that is wrong, as facts_of and domain::simulate do:
// at the members of the form, where there are several those of each ("employers[1].payroll"); and
// with what is not known of a branch where that is refused.
Result<std::vector<SimulatedForm>> simulate_forms(const domain::RateTable& rates,
                                                  const std::vector<domain::PayrollForm>& forms,
                                                  UnknownBranch unknown);

} // namespace myatlas::services
