#pragma once

#include <string>

#include "operations/operation.hpp"
#include "session.hpp"

namespace myatlas::cli {

// Shows what became of one table: how it was read, the problems, the counts.
void show_report(Session& session, const operations::Answer& report);

// The same of several, one after the other, and their sum. With -o json all is one document.
class ReportSeries
{
public:
  explicit ReportSeries(Session& session);

  void add(const operations::Answer& report);
  void add_failure(const Errors& errors); // a file that could not be read at all
  void end(const operations::Answer& sums);

private:
  Session& m_session;
  std::int64_t m_files = 0;
  bool m_first = true, m_is_trial = false;
};

} // namespace myatlas::cli
