#pragma once

#include <vector>

#include "services/upkeep/examination.hpp"

namespace myatlas::services {

// What is asked of the mails: that there is a way for them, that none is lost, and that none waits
// for nothing.
std::vector<Finding> check_mails(const Examination& p);

} // namespace myatlas::services
