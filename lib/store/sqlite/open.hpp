#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "store/engine.hpp"
#include "util/result.hpp"

namespace myatlas::store::sqlite {

enum class Access
{
  read,  // never creates, never migrates, never checkpoints
  write, // creates the file when it is missing
};

// Whether the caller holds the write lock: a writer that does not waits for it before it looks at
// the file.
enum class Lock
{
  free,
  held,
};

// Opens the SQLite file. Refuses, before SQLite sees it, what is not a store: a link, a folder, an
// empty file, another program's database (store.not_ours), a file shorter than its header says
// (store.corrupt). `patience` is asked when a lock lets wait.
util::Result<std::unique_ptr<Engine>> open_file(const std::filesystem::path& path, Access access,
                                                Lock lock, Role role = Role::store,
                                                Patience patience = {});

std::string engine_version(); // of SQLite

// A store that goes with the process: for dry runs and tests.
std::unique_ptr<Engine> open_memory();

} // namespace myatlas::store::sqlite
