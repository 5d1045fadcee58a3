#pragma once

#include <vector>

#include "services/upkeep/examination.hpp"

// Who may read and write the files of the store.
namespace myatlas::services {

Finding check_rights(const Examination& p);

// Who owns the store has to be able to write it; another who reads it is only told.
std::vector<Finding> check_writable(const Examination& p);

} // namespace myatlas::services
