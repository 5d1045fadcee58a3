#pragma once

#include <string>
#include <vector>

#include "services/files/report.hpp"
#include "session.hpp"

namespace myatlas::cli {

// Shows what became of one file: how it was read, the problems, the counts. The exit status: 0, 3
// or 65.
int show_report(Session& session, const services::ImportReport& report);

// The same of several files one after the other, and their sum. With -o json all is one document.
class ReportSeries
{
public:
  explicit ReportSeries(Session& session);

  void add(const services::ImportReport& report);
  void add_failure(const std::string& file,
                   const util::Errors& errors); // a file that could not be read at all
  int end();                                    // the exit status of all

private:
  void end_json();

  Session& m_session;
  struct Totals
  {
    std::int64_t files = 0, read = 0, created = 0, updated = 0, unchanged = 0, rejected = 0;
  };
  Totals m_totals;
  std::int64_t m_refused_files = 0, m_written_files = 0;
  util::Errors m_failures;
  std::vector<std::string> m_failed_files;
  bool m_first = true, m_is_trial = false;
};

} // namespace myatlas::cli
