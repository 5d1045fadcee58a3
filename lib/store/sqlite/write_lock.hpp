#pragma once

#include <cstdint>
#include <filesystem>

#include "util/file.hpp"

namespace myatlas::store::sqlite {

// One writer at a time, by flock on a side file: fair, and it keeps every checkpoint away from another process's commit
// (SQLite 3.7.0 to 3.51.2 can lose a WAL there). An in-memory store needs none.
class WriteLock
{
public:
  explicit WriteLock(std::filesystem::path store) : m_store(std::move(store)) {}

  // Waits up to `milliseconds`; throws MachineError store.locked (path) after that.
  void take(std::int64_t milliseconds);
  bool try_take(); // at once or not at all, also where the lock cannot be made
  void release();

private:
  std::filesystem::path m_store;
  util::FileHandle m_file;
};

} // namespace myatlas::store::sqlite
