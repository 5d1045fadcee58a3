#include "output/prompt.hpp"

#include <algorithm>
#include <cerrno>

#include <poll.h>
#include <pthread.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

#include <csignal>

#include "util/file.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

constexpr std::size_t k_longest_line = 4096; // no answer and no secret is longer
constexpr int k_patience = 60;               // seconds that a pipe may give nothing

// Echo off while it lives, whatever happens: a signal that ends or stops the program waits until
// `heed_signals` has given the terminal its echo back.
class Silence
{
public:
  explicit Silence(int descriptor)
    : m_descriptor(descriptor), m_known(::tcgetattr(descriptor, &m_before) == 0)
  {
    sigemptyset(&m_watched);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP}) {
      sigaddset(&m_watched, signal);
    }
    ::pthread_sigmask(SIG_BLOCK, &m_watched, &m_mask);
    m_signals = util::FileHandle(::signalfd(-1, &m_watched, SFD_CLOEXEC | SFD_NONBLOCK));
    set_echo(false);
  }
  ~Silence() { speak(); }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

  int signals() const { return m_signals.get(); }

  // Lets the signals come that wait. Who lives on after one, stopped and continued, is asked on
  // without echo.
  void heed_signals()
  {
    speak();
    ::pthread_sigmask(SIG_BLOCK, &m_watched, nullptr);
    set_echo(false);
  }

private:
  void set_echo(bool on)
  {
    termios wanted = m_before;
    wanted.c_lflag &= on ? ~tcflag_t{0} : ~static_cast<tcflag_t>(ECHO);
    if (m_known) {
      ::tcsetattr(m_descriptor, TCSAFLUSH, &wanted);
    }
  }

  void speak()
  {
    set_echo(true);
    ::pthread_sigmask(SIG_SETMASK, &m_mask, nullptr);
  }

  int m_descriptor;
  termios m_before = {};
  bool m_known;
  sigset_t m_watched = {}, m_mask = {};
  util::FileHandle m_signals;
};

// Waits until there is something to read, heeding signals meanwhile.
void wait_for(int descriptor, Silence& silence)
{
  pollfd watched[] = {{descriptor, POLLIN, 0}, {silence.signals(), POLLIN, 0}};
  while (::poll(watched, std::size(watched), -1) < 0 ||
         (watched[0].revents == 0 && watched[1].revents != 0)) {
    if (watched[1].revents != 0) {
      silence.heed_signals();
    }
  }
}

enum class Line
{
  whole,
  too_long,
  none, // the input is at its end
  late, // a pipe gave nothing for k_patience
};

bool comes_in_time(int descriptor)
{
  pollfd watched{descriptor, POLLIN, 0};
  return ::poll(&watched, 1, k_patience * 1000) != 0; // what else is wrong, read tells
}

// A byte at a time past the library's buffer, into room that never grows: a secret leaves no copy
// behind.
Line read_line(const Env& env, std::string& line, Silence* silence)
{
  const int descriptor = ::fileno(env.in);
  line.reserve(k_longest_line + 1);
  char c = 0;
  ssize_t got = 0;
  do {
    if (silence != nullptr) {
      wait_for(descriptor, *silence);
    } else if (!env.in_is_terminal && !comes_in_time(descriptor)) {
      return Line::late;
    }
    got = ::read(descriptor, &c, 1);
    if (got == 1 && c != '\n') {
      line += c;
    }
  } while (((got == 1 && c != '\n') || (got < 0 && errno == EINTR)) &&
           line.size() <= k_longest_line);
  if (!line.empty() && line.back() == '\r') {
    line.pop_back();
  }
  const Line ended = got == 1 || !line.empty() ? Line::whole : Line::none;
  return line.size() > k_longest_line ? Line::too_long : ended;
}

Result<util::Secret> secret_line(const Env& env, Silence* silence, const Error& at_end)
{
  std::string line;
  const Line read = read_line(env, line, silence);
  util::Secret secret(std::move(line));
  if (read == Line::whole) {
    return secret;
  }
  if (read == Line::late) {
    return Error{"input.stalled", {"-", std::to_string(k_patience)}};
  }
  return read == Line::none ? at_end : Error{"secret.long", {std::to_string(k_longest_line)}};
}

} // namespace

bool can_ask(const Env& env, bool no_input)
{
  return env.in_is_terminal && env.err_is_terminal && !no_input && !env.variable("CI");
}

Result<std::string> ask(const Env& env, const std::string& question)
{
  say(env.err, question + " ");
  std::string line;
  const Line read = read_line(env, line, nullptr);
  if (read != Line::whole) {
    say(env.err, "\n");
    return read == Line::none ? Error{"usage.no_answer", {question}}
                              : Error{"input.long_line", {std::to_string(k_longest_line)}};
  }
  return line;
}

Result<util::Secret> ask_secret(const Env& env, const std::string& question)
{
  Silence silence(::fileno(env.in));
  say(env.err, question + " ");
  Result<util::Secret> line = secret_line(env, &silence, {"usage.no_answer", {question}});
  say(env.err, "\n");
  return line;
}

Result<util::Secret> read_secret_line(const Env& env)
{
  return secret_line(env, nullptr, {"password.no_line", {}});
}

Result<util::FileHandle> open_secret_file(const std::string& path)
{
  TRY_ASSIGN(util::FileHandle file, util::open_regular(path));
  if (util::open_to_others(file)) {
    return Error{"password.file_open", {path}};
  }
  return file;
}

Result<util::Secret> read_secret_file(const std::string& path)
{
  TRY_ASSIGN(const util::FileHandle file, open_secret_file(path));
  std::string line(k_longest_line + 1, '\0');
  const Result<std::size_t> size = util::read_some(file, path, line.data(), line.size());
  const std::size_t end = size ? std::string_view(line).substr(0, *size).find_first_of("\r\n") : 0;
  line.resize(size ? std::min(end, *size) : 0);
  util::Secret secret(std::move(line));
  if (!size) {
    return size.errors();
  }
  return secret.reveal().size() > k_longest_line
           ? Result<util::Secret>(Error{"secret.long", {std::to_string(k_longest_line)}})
           : secret;
}

} // namespace myatlas::cli
