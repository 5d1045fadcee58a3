#include "env.hpp"

#include <chrono>
#include <cstdlib>

#include <pwd.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace myatlas::cli {

std::optional<std::string> Env::variable(const char* name) const
{
  const char* value = std::getenv(name);
  return value == nullptr || *value == '\0' ? std::nullopt : std::optional<std::string>(value);
}

std::string Env::home() const
{
  if (const auto home = variable("HOME")) {
    return *home;
  }
  const passwd* entry = ::getpwuid(::getuid());
  return entry == nullptr ? "." : entry->pw_dir;
}

// The number the system gives, not a variable anyone may set.
std::string Env::operator_name() const
{
  return "operator:" + std::to_string(::getuid());
}

util::Instant SystemClock::now() const
{
  using namespace std::chrono;
  return {duration_cast<microseconds>(system_clock::now().time_since_epoch()).count()};
}

Env real_env(int argc, char** argv)
{
  Env env;
  env.arguments.assign(argv + (argc > 0 ? 1 : 0), argv + argc);
  env.in_is_terminal = ::isatty(STDIN_FILENO) == 1;
  env.out_is_terminal = ::isatty(STDOUT_FILENO) == 1;
  env.err_is_terminal = ::isatty(STDERR_FILENO) == 1;
  struct winsize size{};
  if (env.out_is_terminal && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) {
    env.out_columns = size.ws_col;
  }
  return env;
}

void say(std::FILE* stream, std::string_view text)
{
  std::fwrite(text.data(), 1, text.size(), stream);
}

} // namespace myatlas::cli
