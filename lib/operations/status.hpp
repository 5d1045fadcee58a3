#pragma once

#include "operations/operation.hpp"

namespace myatlas::operations {

extern const OperationOf<Nothing> k_status;

} // namespace myatlas::operations
