#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "session.hpp"
#include "util/file.hpp"
#include "util/result.hpp"

namespace myatlas::cli {

// Where the bytes of a result go that is a file: standard output, or a file that comes into being
// whole.
class OutputFile
{
public:
  explicit OutputFile(Session& session) : m_session(session) {}

  // Of a file that was asked for by its path; empty: standard output. Fails as NewFile::create.
  Outcome open(const std::string& path);

  bool take(std::string_view bytes); // false: no more is taken

  // The system's reason where a file stopped taking data.
  Errors reason(Errors errors) const;

  bool had_enough() const { return m_had_enough; } // who reads went away: "| head"

  Outcome keep();

private:
  Session& m_session;
  std::optional<util::NewFile> m_file;
  std::optional<Error> m_failure;
  bool m_had_enough = false;
};

// A workbook, or what no person reads, to a terminal: usage.missing (--to).
Outcome fit_for_terminal(const Session& session, bool is_readable, const std::string& to);

} // namespace myatlas::cli
