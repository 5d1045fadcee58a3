#pragma once

#include <string>
#include <vector>

#include "domain/contributions/contribution.hpp"
#include "domain/contributions/pay_form.hpp"
#include "formats/dsn/dsn_declaration.hpp"
#include "formats/json/json.hpp"
#include "operations/outcomes.hpp"
#include "services/contributions/dsn_employers.hpp"
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

// Employers by their forms, in their order. As services::simulate_forms fails.
Result<std::vector<EmployerResult>> results_of_forms(const domain::RateTable& rates,
                                                     const std::vector<domain::PayrollForm>& forms,
                                                     UnknownBranch unknown);

// What is to be told of several, once for each cause; its place is whom it is about, by SIREN and
// year: the first of them and how many. Of one result alone its own warnings.
Errors warnings_about(const std::vector<EmployerResult>& results);

// The companies of some DSN files, by SIREN and year: their figures, what they owe, and what they
// declared. As services::employers_of_dsn fails, and with what is not known of a branch where that
// is refused.
Result<std::vector<EmployerResult>> results_of_dsn(const domain::RateTable& rates,
                                                   std::vector<formats::DsnDeclaration> files,
                                                   const domain::PayrollForm& form,
                                                   services::DsnKeeps keeps, UnknownBranch unknown);

} // namespace myatlas::operations
