#include "output/output_file.hpp"

#include <cerrno>
#include <cstdio>

#include "util/try.hpp"

namespace myatlas::cli {

Outcome OutputFile::open(const std::string& path)
{
  if (path.empty()) {
    return Done{};
  }
  TRY_ASSIGN(util::NewFile file, util::NewFile::create(path));
  m_file.emplace(std::move(file));
  return Done{};
}

bool OutputFile::take(std::string_view bytes)
{
  if (m_file) {
    const Outcome written = m_file->append(bytes);
    m_failure = written ? std::nullopt : std::optional(written.error());
    return bool(written);
  }
  const bool is_taken =
    std::fwrite(bytes.data(), 1, bytes.size(), m_session.env().out) == bytes.size();
  m_had_enough = !is_taken && errno == EPIPE;
  return is_taken;
}

Errors OutputFile::reason(Errors errors) const
{
  return m_failure && errors.front().code == "export.cut" ? Errors{*m_failure} : errors;
}

Outcome OutputFile::keep()
{
  if (m_failure) {
    return *m_failure;
  }
  return m_file ? m_file->keep() : Outcome(Done{});
}

Outcome fit_for_terminal(const Session& session, bool is_readable, const std::string& to)
{
  return is_readable || !to.empty() || !session.env().out_is_terminal
           ? Outcome(Done{})
           : Outcome(Error{"usage.missing", {"--to", session.command().name}});
}

} // namespace myatlas::cli
