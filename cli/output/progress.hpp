#pragma once

#include <chrono>
#include <string>

#include "operations/files/import_request.hpp"
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

  void show(const operations::ImportProgress& progress);

private:
  using Time = std::chrono::steady_clock::time_point;

  bool is_due(Time now) const;
  std::string grouped(std::uint64_t number) const;
  std::string rows_told(std::uint64_t rows, double seconds) const;
  std::string rest_told(const operations::ImportProgress& progress, double seconds) const;
  void write(const std::string& line);

  Session& m_session;
  std::string m_file;
  bool m_on, m_shown = false;
  Time m_begun, m_last;
};

} // namespace myatlas::cli
