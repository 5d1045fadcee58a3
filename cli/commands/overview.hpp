#pragma once

#include "command.hpp"

namespace myatlas::cli {

extern const Command k_status;
extern const Command k_report;

inline constexpr const Command* k_status_command[] = {&k_status};
inline constexpr const Command* k_report_command[] = {&k_report};

} // namespace myatlas::cli
