#include "util/piped.hpp"

#include <algorithm>
#include <cerrno>

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace myatlas::util {

namespace {

using SteadyClock = std::chrono::steady_clock;

// What is left of the time that a pipe may let wait.
class Patience
{
public:
  Patience(const std::string& name, std::chrono::seconds patience)
    : m_name(name), m_patience(patience)
  {
  }

  Outcome await(const FileHandle& file)
  {
    const auto begun = SteadyClock::now();
    const bool is_endless = m_patience.count() == 0;
    const auto left =
      std::min<SteadyClock::duration>(m_patience, m_patience * k_patience_in_all - m_waited);
    pollfd waited{file.get(), POLLIN, 0};
    int ready = 0;
    do {
      const auto rest =
        std::chrono::duration_cast<std::chrono::milliseconds>(left - (SteadyClock::now() - begun))
          .count() +
        1;
      ready = ::poll(
        &waited, 1,
        is_endless ? -1 : static_cast<int>(std::clamp<std::int64_t>(rest, 0, k_longest_poll)));
    } while ((ready < 0 && errno == EINTR) || (ready == 0 && SteadyClock::now() - begun < left));
    m_waited += SteadyClock::now() - begun;
    return ready != 0 ? Outcome(Done{}) : Outcome(given_up());
  }

private:
  static constexpr std::int64_t k_longest_poll = 3'600'000; // milliseconds

  Error given_up() const
  {
    const bool in_all = m_waited >= m_patience * k_patience_in_all;
    const auto seconds = m_patience.count() * (in_all ? k_patience_in_all : 1);
    return {in_all ? "input.slow" : "input.stalled", {m_name, std::to_string(seconds)}};
  }

  const std::string& m_name;
  std::chrono::seconds m_patience;
  SteadyClock::duration m_waited{};
};

Outcome copy_pipe(const FileHandle& from, const FileHandle& to, const std::string& name,
                  Patience& patience)
{
  std::string block(256U * 1024, '\0');
  std::uint64_t line = 0; // bytes since the last end of one
  for (std::uint64_t total = 0; total <= k_most_piped_bytes;) {
    if (const Outcome ready = patience.await(from); !ready) {
      return ready;
    }
    const ssize_t got = ::read(from.get(), block.data(), block.size());
    if (got < 0 && errno != EINTR && errno != EAGAIN) {
      return system_error(name, errno);
    }
    if (got == 0) {
      return Done{};
    }
    const std::string_view bytes =
      std::string_view(block).substr(0, got < 0 ? 0 : static_cast<std::size_t>(got));
    if (const Outcome written = write_through(to, bytes); !written) {
      return written;
    }
    total += bytes.size();
    const std::size_t end = bytes.find_last_of("\r\n");
    line = end == bytes.npos ? line + bytes.size() : bytes.size() - end;
    if (line > k_most_piped_line) {
      Error endless{"csv.record_too_long", {}};
      endless.where.file = name;
      return endless;
    }
  }
  return Error{"file.too_large", {name, std::to_string(k_most_piped_bytes)}};
}

} // namespace

Result<FileHandle> put_aside(FileHandle file, const std::string& name,
                             std::chrono::seconds patience)
{
  struct stat facts = {};
  if (::fstat(file.get(), &facts) == 0 && S_ISREG(facts.st_mode)) {
    return file;
  }
  Result<FileHandle> aside = unnamed_file();
  Patience left(name, patience);
  const Outcome copied = aside ? copy_pipe(file, *aside, name, left) : Outcome(aside.errors());
  if (!copied) {
    return copied.errors();
  }
  ::lseek(aside->get(), 0, SEEK_SET);
  return aside;
}

} // namespace myatlas::util
