#pragma once

#include "operations/upkeep/examination.hpp"

// What doctor looks at beside the store: whether there is one, and room for it.
namespace myatlas::operations {

Finding check_store(const Examination& p);
Finding check_disk(const Examination& p);

} // namespace myatlas::operations
