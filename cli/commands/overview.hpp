#pragma once

#include "command.hpp"

namespace myatlas::cli {

extern const Command k_status;
extern const Command k_report;

} // namespace myatlas::cli
