#include "store/sqlite/write_lock.hpp"

#include <cerrno>
#include <chrono>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>

namespace myatlas::store::sqlite {

namespace {

util::FileHandle open_lock(const std::filesystem::path& store)
{
  const std::filesystem::path path = store.string() + "-lock";
  util::FileHandle file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!file) {
    throw util::MachineError(errno == EACCES || errno == EROFS || errno == ENOENT
                               ? util::Error{"store.unwritable", {store.string(), path.string()}}
                               : util::system_error(path, errno));
  }
  return file;
}

} // namespace

void WriteLock::take(std::int64_t milliseconds)
{
  using namespace std::chrono;
  if (m_store.empty()) {
    return;
  }
  if (!m_file) {
    m_file = open_lock(m_store);
  }
  const auto deadline = steady_clock::now() + std::chrono::milliseconds(milliseconds);
  while (::flock(m_file.get(), LOCK_EX | LOCK_NB) != 0) {
    if (steady_clock::now() >= deadline) {
      throw util::MachineError(util::Error{"store.locked", {m_store.string(), ""}});
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

bool WriteLock::try_take()
{
  try {
    take(0);
  } catch (const util::MachineError&) {
    return false;
  }
  return true;
}

void WriteLock::release()
{
  if (m_file) {
    ::flock(m_file.get(), LOCK_UN);
  }
}

} // namespace myatlas::store::sqlite
