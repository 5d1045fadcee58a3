#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <utility>

#include "store/engine.hpp"
#include "util/file.hpp"

namespace myatlas::store::sqlite {

// One writer at a time, by flock on a side file: fair, and it keeps every checkpoint away from
// another process's commit (SQLite 3.7.0 to 3.51.2 can lose a WAL there). An in-memory store needs
// none.
class WriteLock
{
public:
  explicit WriteLock(std::filesystem::path store, Patience patience = {})
    : m_store(std::move(store)), m_patience(std::move(patience))
  {
  }

  // Waits up to `milliseconds` and as long as its patience lasts; throws MachineError store.locked
  // (path) after that, store.no_locks (path, reason) at once where the file system has none. Taken
  // twice it is released twice.
  void take(std::int64_t milliseconds);
  bool try_take(); // at once or not at all, also where the lock cannot be made
  void release();

private:
  std::filesystem::path m_store;
  Patience m_patience;
  util::FileHandle m_file;
  int m_held = 0;
};

} // namespace myatlas::store::sqlite
