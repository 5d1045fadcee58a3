#include "output/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "texts/texts.hpp"
#include "util/text.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using std::chrono::duration;
using std::chrono::steady_clock;

constexpr double k_between = 0.2; // seconds

// "1 234 567" in French: what groups thousands is the catalogue's.
std::string time_left(double seconds)
{
  const auto whole = static_cast<std::uint64_t>(seconds + 0.5);
  return fmt::format("{:02}:{:02}", whole / 60, whole % 60);
}

} // namespace

Progress::Progress(Session& session, std::string file, steady_clock::time_point begun)
  : m_session(session), m_file(util::printable(file)),
    m_on(::isatty(::fileno(session.env().err)) == 1 && !session.options().no_progress &&
         !session.options().quiet),
    m_begun(begun), m_last(begun)
{
}

Progress::~Progress()
{
  if (m_shown) {
    say(m_session.env().err, "\r\x1b[K");
  }
}

bool Progress::is_due(Time now) const
{
  return m_on && duration<double>(now - m_last).count() >= k_between;
}

std::string Progress::grouped(std::uint64_t number) const
{
  return m_session.texts().grouped(std::to_string(number));
}

std::string Progress::rows_told(std::uint64_t rows, double seconds) const
{
  const auto rate = static_cast<std::uint64_t>(static_cast<double>(rows) / seconds);
  return m_session.trf(N_("{0}: {1} rows, {2} a second"), m_file, grouped(rows), grouped(rate));
}

// Nothing where the size is not known, or all was read.
std::string Progress::rest_told(const operations::ImportProgress& progress, double seconds) const
{
  if (progress.total_bytes <= progress.bytes || progress.bytes == 0) {
    return "";
  }
  const double share =
    static_cast<double>(progress.bytes) / static_cast<double>(progress.total_bytes);
  return m_session.trf(N_(", {0} % done, {1} left"), static_cast<int>(share * 100),
                       time_left(seconds / share - seconds));
}

void Progress::write(const std::string& line)
{
  m_shown = true;
  say(m_session.env().err, "\r" + line + "\x1b[K");
  std::fflush(m_session.env().err);
}

void Progress::show(const operations::ImportProgress& progress)
{
  const Time now = steady_clock::now();
  if (is_due(now)) {
    m_last = now;
    const double seconds = duration<double>(now - m_begun).count();
    write(rows_told(progress.rows, seconds) + rest_told(progress, seconds));
  }
}

} // namespace myatlas::cli
