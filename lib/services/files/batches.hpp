#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "services/context.hpp"
#include "util/file.hpp"

namespace myatlas::services {

// Whose a batch is that is imported now: the account in use, though it is the host that loads the
// register; empty: nobody's.
std::string batch_owner(const Context& context);

// Whether the actor sees a batch: its own, and all of them for the host and an office.
bool sees_batch(const Context& context, const store::Batch& batch);

// Those the actor sees: session.required for nobody.
util::Result<std::vector<store::Batch>> list_batches(const Context& context);

// One of them, by its name, "B-12" or "12": batch.unknown (name) when there is none or it is
// another account's.
util::Result<store::Batch> find_batch(const Context& context, const std::string& name);

// How many of its refused rows did not come back in a later batch.
std::int64_t open_rejects(const Context& context, const store::Batch& batch);

// The reject file that was kept of a batch: batch.no_rejects (name), and as Documents::open fails.
util::Result<util::FileHandle> open_kept_rejects(const Context& context, const store::Batch& batch,
                                                 const std::string& name);

} // namespace myatlas::services
