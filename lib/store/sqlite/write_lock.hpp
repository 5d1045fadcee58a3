#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <utility>

#include "util/file.hpp"

namespace myatlas::store::sqlite {

// One writer at a time, by flock on a side file: fair, and it keeps every checkpoint away from another process's commit
// (SQLite 3.7.0 to 3.51.2 can lose a WAL there). An in-memory store needs none.
class WriteLock
{
public:
  explicit WriteLock(std::filesystem::path store, std::function<void()> waiting = {}) : m_store(std::move(store)), m_waiting(std::move(waiting)) {}

  // Waits up to `milliseconds`, and says so by `waiting` after a second; throws MachineError store.locked (path) after that, store.no_locks
  // (path, reason) at once where the file system has none. Taken twice it is released twice.
  void take(std::int64_t milliseconds);
  bool try_take(); // at once or not at all, also where the lock cannot be made
  void release();

private:
  std::filesystem::path m_store;
  std::function<void()> m_waiting;
  util::FileHandle m_file;
  int m_held = 0;
};

} // namespace myatlas::store::sqlite
