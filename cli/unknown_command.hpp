#pragma once

#include <string>
#include <vector>

#include "outcomes.hpp"

namespace myatlas::cli {

// What is said of a name that is no command, with the words after it: the one that was meant, those
// that begin so, or `unknown`.
Error not_a_command(const std::string& name, const std::vector<std::string>& after,
                    const char* unknown);

} // namespace myatlas::cli
