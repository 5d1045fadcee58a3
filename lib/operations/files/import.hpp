#pragma once

#include "operations/files/batches.hpp"
#include "operations/files/import_request.hpp"

namespace myatlas::operations {

// Of one file its report; of several the sums, each report having gone to Files::done_with.
extern const OperationOf<Import> k_import;

// An import that was interrupted goes on.
extern const OperationOf<BatchName> k_resume_batch;

// What the reports of several files begin with, for who writes them one after the other.
Json head_of_reports();

} // namespace myatlas::operations
