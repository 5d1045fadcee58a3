#pragma once

#include "operations/contributions/simulate_request.hpp"

namespace myatlas::operations {

// What one employer owes, several, one in other circumstances, how it was worked out; or what
// became of a file of employers. A store is opened for a company of it, and for the agreements that
// it knows of those in a file, where there is one.
extern const OperationOf<Simulate> k_simulate;

} // namespace myatlas::operations
