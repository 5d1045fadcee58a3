#pragma once

#include "operations/contributions/employer_result.hpp"
#include "operations/contributions/simulate_request.hpp"

namespace myatlas::operations {

using services::Agreements;

// What became of a file of employers.
struct EmployersAnswered
{
  services::EmployersRead read;
  std::vector<EmployerResult> clients; // those answered, where each gets a statement
};

// Answers a file of employers, one line in, one line out: the answers go to Files::begin and take,
// what is told of its rows to Files::warned and refused. `known` stands where a line tells no
// agreement. What was answered is handed out whatever comes then. Fails as Files::open and
// services::simulate_employers do, and with export.cut where no more is taken.
Result<EmployersAnswered> answer_employers(const AskedSimulation& asked, const Agreements& known,
                                           Means& means);

} // namespace myatlas::operations
