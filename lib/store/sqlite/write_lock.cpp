#include "store/sqlite/write_lock.hpp"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>

#include "store/sharing.hpp"

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
  if (const Rights rights = rights_of(store); rights.is_shared()) {
    give(file, rights.file);
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
  if (m_held > 0) {
    ++m_held;
    return;
  }
  if (!m_file) {
    m_file = open_lock(m_store);
  }
  const auto begun = steady_clock::now();
  while (::flock(m_file.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) {
      throw util::MachineError(
        util::Error{"store.no_locks", {m_store.string(), ::strerrordesc_np(errno)}});
    }
    const auto waited = duration_cast<std::chrono::milliseconds>(steady_clock::now() - begun);
    if (waited.count() >= milliseconds || (m_patience && !m_patience(waited))) {
      throw util::MachineError(util::Error{"store.locked", {m_store.string()}});
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  m_held = 1;
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
  if (m_held > 0 && --m_held == 0) {
    ::flock(m_file.get(), LOCK_UN);
  }
}

} // namespace myatlas::store::sqlite
