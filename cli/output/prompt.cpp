#include "output/prompt.hpp"

#include <termios.h>
#include <unistd.h>

#include "util/file.hpp"

namespace myatlas::cli {

namespace {

// Echo off while it lives, whatever happens.
class Silence
{
public:
  explicit Silence(int descriptor) : m_descriptor(descriptor), m_known(::tcgetattr(descriptor, &m_before) == 0)
  {
    termios quiet = m_before;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    if (m_known) {
      ::tcsetattr(m_descriptor, TCSAFLUSH, &quiet);
    }
  }
  ~Silence()
  {
    if (m_known) {
      ::tcsetattr(m_descriptor, TCSAFLUSH, &m_before);
    }
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

private:
  int m_descriptor;
  termios m_before = {};
  bool m_known;
};

// False at the end of what there is.
util::Result<bool> read_line(std::FILE* in, std::string& line)
{
  constexpr std::size_t k_most = 4096; // bytes: what a person types, or a secret
  int c = EOF;
  for (c = std::fgetc(in); c != EOF && c != '\n'; c = std::fgetc(in)) {
    if (line.size() == k_most) {
      return util::Error{"input.long_line", {std::to_string(k_most)}};
    }
    line += static_cast<char>(c);
  }
  if (!line.empty() && line.back() == '\r') {
    line.pop_back();
  }
  return c != EOF || !line.empty();
}

} // namespace

bool can_ask(const Env& env, bool no_input)
{
  return env.in_is_terminal && env.err_is_terminal && !no_input && !env.variable("CI");
}

util::Result<std::string> ask(const Env& env, const std::string& question)
{
  say(env.err, question + " ");
  std::string line;
  const util::Result<bool> read = read_line(env.in, line);
  if (!read || !*read) {
    say(env.err, "\n");
    return read ? util::Error{"usage.no_answer", {question}} : read.error();
  }
  return line;
}

util::Result<util::Secret> ask_secret(const Env& env, const std::string& question)
{
  const Silence silence(::fileno(env.in));
  const util::Result<std::string> line = ask(env, question);
  say(env.err, "\n");
  return line ? util::Result<util::Secret>(util::Secret(*line)) : util::Result<util::Secret>(line.errors());
}

util::Result<util::Secret> read_secret_line(const Env& env)
{
  std::string line;
  const util::Result<bool> read = read_line(env.in, line);
  if (!read || !*read) {
    return read ? util::Error{"password.no_line", {}} : read.error();
  }
  return util::Secret(std::move(line));
}

util::Result<util::Secret> read_secret_file(const std::string& path)
{
  if (util::readable_by_others(path)) {
    return util::Error{"password.file_open", {path}};
  }
  const util::Result<std::string> content = util::read_file(path, 4096);
  if (!content) {
    return content.errors();
  }
  return util::Secret(content->substr(0, content->find_first_of("\r\n")));
}

} // namespace myatlas::cli
