#pragma once

#include <chrono>
#include <optional>

#include "formats/json/json.hpp"
#include "operations/host_store.hpp"
#include "services/garbage.hpp"

namespace myatlas::operations {

using services::Collect;

// What was, or in a trial would be, taken away, as services::collect_garbage says; a trial opens
// the store to read it.
Result<formats::Json> collect_garbage(const HostStore& host, Collect how,
                                      std::optional<std::chrono::days> older_than);

} // namespace myatlas::operations
