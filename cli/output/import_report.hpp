#pragma once

#include <string>
#include <vector>

#include "services/import/report.hpp"
#include "session.hpp"

namespace myatlas::cli {

// Shows what became of one file: how it was read, the problems, the counts. The exit status: 0, 3 or 65.
int show_report(Session& session, const services::ImportReport& report);

// The same of several files one after the other, and their sum. With -o json all is one document.
class ReportSeries
{
public:
  explicit ReportSeries(Session& session);

  void add(const services::ImportReport& report);
  void add_failure(const std::string& file, const util::Errors& errors); // a file that could not be read at all
  int end(); // the exit status of all

private:
  Session& m_session;
  std::int64_t m_files = 0, m_read = 0, m_created = 0, m_updated = 0, m_unchanged = 0, m_rejected = 0;
  std::int64_t m_refused_files = 0, m_written_files = 0;
  util::Errors m_failures;
  std::vector<std::string> m_failed_files;
  bool m_first = true;
};

} // namespace myatlas::cli
