#pragma once

#include <vector>

#include "services/upkeep/examination.hpp"

// What doctor looks at of the program itself: what it reads, and how it speaks.
namespace myatlas::services {

std::vector<Finding> check_settings(const Examination& p);
Finding check_locale(const Examination& p);
Finding check_rates(const Examination& p); // that there are some for this year

} // namespace myatlas::services
