#pragma once

#include <chrono>
#include <string>

#include "services/files/import.hpp"
#include "session.hpp"

namespace myatlas::cli {

// One line on a terminal that says how far an import has come: rows, rows a second, time left.
// Nothing elsewhere, nor with
// --no-progress or --quiet.
class Progress
{
public:
  Progress(Session& session, std::string file, std::chrono::steady_clock::time_point begun);
  ~Progress(); // the line goes
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(const services::ImportProgress& progress);

private:
  Session& m_session;
  std::string m_file;
  bool m_on, m_shown = false;
  std::chrono::steady_clock::time_point m_begun, m_last;
};

} // namespace myatlas::cli
