#pragma once

#include "operations/files/batches.hpp"
#include "operations/files/import_request.hpp"
#include "operations/files/table_told.hpp"

namespace myatlas::operations {

// Of one file its report; of several the sums, each report having gone to Files::done_with.
extern const OperationOf<Import> k_import;

// An import that was interrupted goes on.
extern const OperationOf<BatchName> k_resume_batch;

// A problem or a warning of a report: there may be more of them than memory holds, so who writes
// the report writes them behind it, one after the other.
Json problem_of_import(const ImportProblem& problem);

// What the reports of several files begin with, for who writes them one after the other.
Json head_of_reports();

} // namespace myatlas::operations
