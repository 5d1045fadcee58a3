#pragma once

#include <future>

struct sqlite3;

namespace myatlas::store::sqlite {

// What the bulk writers of one connection share: a thread that is at work for one of them at a
// time, and foreign keys that are not looked at while any of them is begun.
class BulkLane
{
public:
  explicit BulkLane(sqlite3* handle) : m_handle(handle) {}

  template <typename Work>
  void begin(Work work)
  {
    wait();
    m_running = std::async(std::launch::async, std::move(work));
  }

  // Until it is done; what it threw is thrown here, by whomever it was begun.
  void wait()
  {
    if (m_running.valid()) {
      m_running.get();
    }
  }

  void end_quietly()
  {
    if (m_running.valid()) {
      m_running.wait();
    }
  }

  void leave_keys_unchecked();
  void check_keys_again();

private:
  sqlite3* m_handle;
  std::future<void> m_running;
  int m_unchecked = 0; // writers
};

} // namespace myatlas::store::sqlite
