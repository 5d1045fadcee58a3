#pragma once

#include "formats/tables/columns.hpp"
#include "services/files/problem_log.hpp"

namespace myatlas::operations {

using services::ImportProblem;
using services::ProblemLog;

// What is told of the rows of a table, of which there may be more than memory holds.
struct TableTold
{
  services::ProblemLog problems, warnings;
  formats::Understood understood;
  bool is_repeated = false; // every row was so already
};

} // namespace myatlas::operations
