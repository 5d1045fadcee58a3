#include "env.hpp"

#include <chrono>
#include <cstdlib>

#include <pwd.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/utsname.h>
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
    return home->starts_with('/') ? *home : "";
  }
  const passwd* entry = ::getpwuid(::getuid());
  return entry == nullptr ? "" : entry->pw_dir;
}

// The number the system gives, not a variable anyone may set.
std::string Env::operator_name() const
{
  return "operator:" + std::to_string(::getuid());
}

// Whom root stands for is root's to say.
std::string Env::behind_operator() const
{
  const passwd* entry = ::getpwuid(::getuid());
  std::string name = entry == nullptr ? "" : entry->pw_name;
  struct utsname machine{};
  name += ::uname(&machine) == 0 ? std::string("@") + machine.nodename : "";
  const auto behind = ::getuid() == 0 ? variable("SUDO_USER") : std::nullopt;
  return behind ? name + " (sudo " + *behind + ")" : name;
}

util::Instant SystemClock::now() const
{
  using namespace std::chrono;
  return {duration_cast<microseconds>(system_clock::now().time_since_epoch()).count()};
}

Env real_env(int argc, char** argv, unsigned umask)
{
  Env env;
  env.arguments.assign(argv + (argc > 0 ? 1 : 0), argv + argc);
  env.group_keeps_rights = (umask & S_IRWXG) == 0;
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
