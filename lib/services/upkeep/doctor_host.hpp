#pragma once

#include "services/upkeep/examination.hpp"

// What doctor looks at beside the store: whether there is one, and room for it.
namespace myatlas::services {

Finding check_store(const Examination& p);
Finding check_disk(const Examination& p);

} // namespace myatlas::services
