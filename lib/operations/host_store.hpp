#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <type_traits>

#include "operations/outcomes.hpp"
#include "services/context.hpp"
#include "store/database.hpp"
#include "util/try.hpp"

// The store of this machine, for the upkeep that nobody asks for from afar.
namespace myatlas::operations {

using StoreUse = store::Store::Use;

// Where it is, and how its commands get at it.
struct HostStore
{
  std::string place;              // a file, or a URL of one on a server
  std::filesystem::path key_file; // beside that file; of a store on a server: the host's
  const util::Clock& clock;
  store::Store::Making making;                              // of one that is not there yet
  std::function<Result<services::Context*>(StoreUse)> open; // with its operator acting
  store::DocumentsThere documents = {};                     // of a store on a server
};

// Of one on a server: how it is reached.
store::DatabasePlace database_of(const HostStore& host);

bool is_on_server(const HostStore& host);

// As it stands, unmigrated; store.missing, store.not_made.
Result<int> version_of(const HostStore& host);

// Whether there is a store, which another would take the place of.
bool is_there(const HostStore& host);

// In a store that is there: store.missing otherwise, which a use that writes would make. What the
// machine fails with is an error too, which the caller may say more about.
template <typename Act>
auto in_known_store(const HostStore& host, StoreUse use, Act act)
  -> std::invoke_result_t<Act, services::Context&>
{
  try {
    TRY(version_of(host));
    TRY_ASSIGN(services::Context* const context, host.open(use));
    return act(*context);
  } catch (const util::MachineError& error) {
    return error.error();
  }
}

} // namespace myatlas::operations
