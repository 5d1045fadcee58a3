#pragma once

#include <vector>

#include "services/upkeep/examination.hpp"

namespace myatlas::services {

// What is asked of the mails: that none is lost, and that none waits for nothing. Empty: all is
// well, or no store tells.
std::vector<Finding> check_waiting_mails(const Examination& p);

bool has_sent_mails(const Examination& p);

} // namespace myatlas::services
