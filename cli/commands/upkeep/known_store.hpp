#pragma once

#include <filesystem>
#include <type_traits>

#include "session.hpp"
#include "store_in_use.hpp"

// What the commands that take the store as a whole share.
namespace myatlas::cli {

inline std::filesystem::path store_path(const Session& session)
{
  return session.settings().value("store");
}

// Of the store in use: beside it, or the host's for one on a server.
inline std::filesystem::path key_path(const Session& session)
{
  return session.is_on_server() ? session.settings().value("key_file")
                                : store_path(session).string() + "-key";
}

// In a store that is there: store.missing otherwise, which a command that writes would make.
template <typename Act>
auto in_known_store(Session& session, store::Store::Use use, Act act)
  -> std::invoke_result_t<Act, services::Context&>
{
  try {
    const Result<int> version = session.store_version();
    if (!version) {
      return version.errors();
    }
    return session.store_in_use().in_store(use, operations::Who::office, act);
  } catch (const util::MachineError& error) { // what the caller may say more about
    return error.error();
  }
}

// Of the backup in `file`: from `key_file`, else beside it, else that of the store in use.
// backup.key (path).
Result<util::Key> key_of_backup(const Session& session, const std::string& file,
                                const std::string& key_file);

} // namespace myatlas::cli
