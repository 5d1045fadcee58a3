#pragma once

#include <cstdint>
#include <optional>

#include "services/context.hpp"

namespace myatlas::operations {

// What a monitor is told of a store.
struct StoreFigures
{
  std::int64_t bytes = 0, audit_rows = 0, mails_waiting = 0, mails_failed = 0;
  std::optional<std::int64_t> seconds_since_backup; // or since a restore; none was made: none
};

StoreFigures figures_of(const services::Context& context);

} // namespace myatlas::operations
