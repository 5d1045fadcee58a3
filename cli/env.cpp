#include "env.hpp"

#include <chrono>
#include <cstdlib>

#include <pwd.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "util/text.hpp"

namespace myatlas::cli {

namespace {

// Whom sudo acts for, as the environment tells: everybody can tell what they like there, and
// nothing asks it for rights. It stays there when root goes on as a service ("sudo runuser -u
// myatlas"). Whoever acts as themselves has nobody behind them.
std::optional<std::string> told_by_sudo(const Env& env, const std::string& own_name)
{
  constexpr std::size_t k_longest = 64;
  const auto name = env.variable("SUDO_USER"), number = env.variable("SUDO_UID");
  const bool is_other =
    name && (number ? *number != std::to_string(::getuid()) : *name != own_name);
  const bool is_name = is_other && name->size() <= k_longest && util::is_utf8(*name) &&
                       util::printable(*name) == *name && name->find_first_of("()") == name->npos;
  return is_name ? name : std::nullopt;
}

} // namespace

std::optional<std::string> Env::variable(const char* name) const
{
  const char* value = std::getenv(name);
  return value == nullptr || *value == '\0' ? std::nullopt : std::optional<std::string>(value);
}

namespace {

// As the system knows who runs the program.
std::string home_of_user()
{
  const passwd* entry = ::getpwuid(::getuid());
  return entry == nullptr ? "" : entry->pw_dir;
}

} // namespace

std::string Env::home() const
{
  if (const auto home = variable("HOME")) {
    return home->starts_with('/') ? *home : "";
  }
  return home_of_user();
}

// The number the system gives, not a variable anyone may set.
std::string Env::operator_name() const
{
  return "operator:" + std::to_string(::getuid());
}

std::string Env::behind_operator() const
{
  const passwd* entry = ::getpwuid(::getuid());
  const std::string name = entry == nullptr ? "" : entry->pw_name;
  struct utsname machine = {};
  const std::string place = ::uname(&machine) == 0 ? std::string("@") + machine.nodename : "";
  const auto behind = told_by_sudo(*this, name);
  return name + place + (behind ? " (by sudo of " + *behind + ")" : "");
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
  struct winsize size = {};
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
