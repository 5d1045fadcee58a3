#pragma once

#include <vector>

#include "services/context.hpp"

namespace myatlas::services {

// Whose a batch is that is imported now: the account in use, though it is the host that loads the
// register; empty: nobody's.
std::string batch_owner(const Context& context);

// Whether the actor sees a batch: its own, and all of them for the host and an office.
bool sees_batch(const Context& context, const store::Batch& batch);

// Those the actor sees: session.required for nobody.
util::Result<std::vector<store::Batch>> list_batches(const Context& context);

// One of them: batch.unknown (name) when there is none or it is another account's.
util::Result<store::Batch> find_batch(const Context& context, std::int64_t number,
                                      const std::string& name);

} // namespace myatlas::services
