#pragma once

#include <vector>

#include "commands/upkeep/examination.hpp"

// Who may read and write the files of the store.
namespace myatlas::cli {

Finding check_rights(Examination& p);

// Who owns the store has to be able to write it; another who reads it is only told.
std::vector<Finding> check_writable(Examination& p);

} // namespace myatlas::cli
