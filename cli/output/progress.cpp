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

void Progress::show(const services::ImportProgress& progress)
{
  const auto now = steady_clock::now();
  if (!m_on || duration<double>(now - m_last).count() < k_between) {
    return;
  }
  m_last = now;
  m_shown = true;
  const double seconds = duration<double>(now - m_begun).count();
  const auto rate = static_cast<std::uint64_t>(static_cast<double>(progress.rows) / seconds);
  std::string line = m_session.texts().trf(N_("{0}: {1} rows, {2} a second"), m_file,
                                           m_session.texts().grouped(std::to_string(progress.rows)),
                                           m_session.texts().grouped(std::to_string(rate)));
  if (progress.total_bytes > progress.bytes && progress.bytes > 0) {
    const double share =
      static_cast<double>(progress.bytes) / static_cast<double>(progress.total_bytes);
    line += m_session.texts().trf(N_(", {0} % done, {1} left"), static_cast<int>(share * 100),
                                  time_left(seconds / share - seconds));
  }
  say(m_session.env().err, "\r" + line + "\x1b[K");
  std::fflush(m_session.env().err);
}

} // namespace myatlas::cli
