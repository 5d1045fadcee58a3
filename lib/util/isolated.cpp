#include "util/isolated.hpp"

#include <csignal>
#include <cstdlib>
#include <fstream>

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "util/file.hpp"

namespace myatlas::util {

namespace {

#if defined(MYATLAS_SANITIZED)
constexpr bool k_bounds_memory = false; // a sanitizer takes terabytes of addresses
#else
constexpr bool k_bounds_memory = true;
#endif

void bound(int resource, rlim_t most)
{
  const rlimit limit{most, most};
  ::setrlimit(static_cast<__rlimit_resource_t>(resource), &limit);
}

rlim_t addresses_in_use()
{
  unsigned long pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE));
}

[[noreturn]] void run_child(int pipe, const WorkLimits& limits,
                            const std::function<std::string()>& work)
{
  bound(RLIMIT_CORE, 0);
  bound(RLIMIT_CPU, static_cast<rlim_t>(limits.time.count()));
  if (k_bounds_memory) {
    bound(RLIMIT_AS, addresses_in_use() + limits.memory);
  }
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  ::dup2(nowhere, STDOUT_FILENO); // what the parent has not written yet is the parent's
  ::dup2(nowhere, STDERR_FILENO);
  try {
    const std::string answer = work();
    std::size_t done = 0;
    while (done < answer.size()) {
      const ssize_t written = ::write(pipe, answer.data() + done, answer.size() - done);
      if (written <= 0) {
        ::_exit(1);
      }
      done += static_cast<std::size_t>(written);
    }
  } catch (...) {
    ::_exit(1);
  }
  ::_exit(0); // nobody's buffers are flushed twice
}

// The whole answer in time, or nothing.
std::optional<std::string> read_answer(int pipe, const WorkLimits& limits)
{
  const auto until = std::chrono::steady_clock::now() + limits.time;
  std::string answer;
  char block[65536];
  while (answer.size() <= limits.answer) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
                        until - std::chrono::steady_clock::now())
                        .count();
    pollfd waited{pipe, POLLIN, 0};
    if (left <= 0 || ::poll(&waited, 1, static_cast<int>(left)) <= 0) {
      return std::nullopt;
    }
    const ssize_t got = ::read(pipe, block, sizeof block);
    if (got <= 0) {
      return got == 0 ? std::optional(answer) : std::nullopt;
    }
    answer.append(block, static_cast<std::size_t>(got));
  }
  return std::nullopt;
}

} // namespace

std::optional<std::string> in_isolation(const WorkLimits& limits,
                                        const std::function<std::string()>& work)
{
  int ends[2] = {-1, -1};
  if (::pipe2(ends, O_CLOEXEC) != 0) {
    return std::nullopt;
  }
  const FileHandle reading(ends[0]);
  FileHandle writing(ends[1]);
  const pid_t child = ::fork();
  if (child == 0) {
    run_child(ends[1], limits, work);
  }
  writing = FileHandle();
  if (child < 0) {
    return std::nullopt;
  }
  const std::optional<std::string> answer = read_answer(reading.get(), limits);
  if (!answer) {
    ::kill(child, SIGKILL);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? answer : std::nullopt;
}

namespace {

// "+" and the answer, or "-" and the error's code, line and arguments, each ended by NUL.
std::string packed(const Result<std::string>& result)
{
  if (result) {
    return "+" + *result;
  }
  const Error& error = result.error();
  std::string line = "-" + error.code + '\0' + std::to_string(error.where.line) + '\0';
  for (const std::string& argument : error.args) {
    line += argument + '\0';
  }
  return line;
}

Error unpacked_error(std::string_view line)
{
  std::vector<std::string> parts;
  for (std::size_t end = line.find('\0'); end != line.npos; end = line.find('\0')) {
    parts.emplace_back(line.substr(0, end));
    line.remove_prefix(end + 1);
  }
  Error error{parts.at(0), {parts.begin() + 2, parts.end()}};
  error.where.line = std::strtoull(parts.at(1).c_str(), nullptr, 10);
  return error;
}

} // namespace

Result<std::string> in_isolation(const WorkLimits& limits, const Error& costly,
                                 const std::function<Result<std::string>()>& work)
{
  std::optional<std::string> answer = in_isolation(limits, [&] { return packed(work()); });
  if (!answer || answer->empty()) {
    return costly;
  }
  if (answer->front() == '-') {
    return unpacked_error(std::string_view(*answer).substr(1));
  }
  answer->erase(0, 1);
  return *std::move(answer);
}

} // namespace myatlas::util
