#include "util/piped.hpp"

#include <algorithm>
#include <cerrno>

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "util/try.hpp"

namespace myatlas::util {

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::int64_t k_longest_poll = 3'600'000; // milliseconds
constexpr std::int64_t k_slowest = 64 * 1024;      // bytes a second, beyond the patience in all

// How long the line is that `bytes` leave open, `before` of it read already.
std::uint64_t open_line(std::uint64_t before, std::string_view bytes)
{
  const std::size_t end = bytes.find_last_of("\r\n");
  return end == bytes.npos ? before + bytes.size() : bytes.size() - end;
}

Error endless_line(const std::string& name)
{
  Error endless{"csv.record_too_long", {}};
  endless.where.file = name;
  return endless;
}

Outcome copy_pipe(PatientReader& from, const FileHandle& to, const std::string& name)
{
  std::string block(256U * 1024, '\0');
  std::uint64_t line = 0; // bytes since the last end of one
  for (std::uint64_t total = 0; total <= k_most_piped_bytes;) {
    TRY_ASSIGN(const std::size_t got, from.read(block.data(), block.size()));
    if (got == 0) {
      return Done{};
    }
    const std::string_view bytes = std::string_view(block).substr(0, got);
    TRY(write_through(to, bytes));
    total += bytes.size();
    line = open_line(line, bytes);
    if (line > k_most_piped_line) {
      return endless_line(name);
    }
  }
  return Error{"file.too_large", {name, std::to_string(k_most_piped_bytes)}};
}

} // namespace

PatientReader::PatientReader(const FileHandle& file, std::string name,
                             std::chrono::seconds patience)
  : m_file(file), m_name(std::move(name)), m_patience(patience)
{
}

PatientReader::Duration PatientReader::in_all() const
{
  return m_patience * k_patience_in_all +
         std::chrono::seconds(static_cast<std::int64_t>(m_received) / k_slowest);
}

Outcome PatientReader::await()
{
  const auto begun = SteadyClock::now();
  const bool is_endless = m_patience.count() == 0;
  const auto left = std::min<Duration>(m_patience, in_all() - m_waited);
  pollfd waited{m_file.get(), POLLIN, 0};
  int ready = 0;
  do {
    const auto rest =
      std::chrono::duration_cast<std::chrono::milliseconds>(left - (SteadyClock::now() - begun))
        .count() +
      1;
    ready =
      ::poll(&waited, 1,
             is_endless ? -1 : static_cast<int>(std::clamp<std::int64_t>(rest, 0, k_longest_poll)));
  } while ((ready < 0 && errno == EINTR) || (ready == 0 && SteadyClock::now() - begun < left));
  m_waited += SteadyClock::now() - begun;
  return ready != 0 ? Outcome(Done{}) : Outcome(given_up());
}

static std::string seconds_text(auto time)
{
  return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(time).count());
}

Error PatientReader::given_up() const
{
  const bool is_slow = m_waited >= in_all();
  if (is_slow) {
    return {"input.slow", {m_name, seconds_text(in_all())}};
  }
  return {"input.stalled", {m_name, seconds_text(m_patience)}};
}

Result<std::size_t> PatientReader::read(char* into, std::size_t size)
{
  for (;;) {
    if (const Outcome ready = await(); !ready) {
      return ready.errors();
    }
    const ssize_t got = ::read(m_file.get(), into, size);
    if (got >= 0) {
      m_received += static_cast<std::uint64_t>(got);
      return static_cast<std::size_t>(got);
    }
    if (errno != EINTR && errno != EAGAIN) {
      return system_error(m_name, errno);
    }
  }
}

Result<std::size_t> PatientReader::fill(char* into, std::size_t size)
{
  for (std::size_t total = 0;;) {
    const Result<std::size_t> got = read(into + total, size - total);
    if (!got || *got == 0 || (total += *got) == size) {
      return got ? Result<std::size_t>(total) : got;
    }
  }
}

Result<FileHandle> put_aside(FileHandle file, const std::string& name,
                             std::chrono::seconds patience)
{
  struct stat facts = {};
  if (::fstat(file.get(), &facts) == 0 && S_ISREG(facts.st_mode)) {
    return file;
  }
  TRY_ASSIGN(FileHandle aside, unnamed_file());
  PatientReader reader(file, name, patience);
  TRY(copy_pipe(reader, aside, name));
  ::lseek(aside.get(), 0, SEEK_SET);
  return aside;
}

} // namespace myatlas::util
