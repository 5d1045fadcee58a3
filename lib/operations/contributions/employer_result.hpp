#pragma once

#include <string>
#include <vector>

#include "domain/contributions/contribution.hpp"
#include "domain/contributions/pay_form.hpp"
#include "formats/json/json.hpp"
#include "operations/outcomes.hpp"
#include "services/contributions/simulate_batch.hpp"

namespace myatlas::operations {

using services::UnknownBranch;

// An employer and what it owes. The simulation refers to the rates it was made with.
struct EmployerResult
{
  std::string name, siren;
  domain::PayrollFacts facts;
  domain::Simulation simulation;
  formats::Json declared = nullptr; // what its DSN files declare; null for others
  Errors warnings = {};
};

// What is not known of a result: refused, or left out, with a warning that is kept with it.
Result<EmployerResult> as_asked(EmployerResult result, UnknownBranch unknown);

// What is to be told of several, once for each cause; its place is whom it is about, by SIREN and
// year: the first of them and how many. Of one result alone its own warnings.
Errors warnings_about(const std::vector<EmployerResult>& results);

// The companies of some DSN files or folders of them, by SIREN and year: their figures, what they
// owe, and what they declared. No store is asked. As employers_of_dsn and as_asked fail.
Result<std::vector<EmployerResult>> results_of_dsn(const domain::RateTable& rates,
                                                   const std::vector<std::string>& paths,
                                                   const domain::PayrollForm& form,
                                                   UnknownBranch unknown);

} // namespace myatlas::operations
