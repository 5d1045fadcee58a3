#pragma once

#include <string>
#include <vector>

#include "output/import_summary.hpp"
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
  struct Failure
  {
    std::string file;
    util::Error error;
  };

  void begin_json();
  void add_counts(const RowCounts& more);
  void judge(const services::ImportReport& report); // whether rows were refused, or all
  formats::Json failed_json() const;
  formats::Json totals_json() const;
  void end_json();
  std::string totals_told() const;
  util::Error refused() const;

  Session& m_session;
  RowCounts m_totals;
  std::int64_t m_files = 0;
  std::int64_t m_refused_files = 0, m_written_files = 0;
  std::vector<Failure> m_failures;
  bool m_first = true, m_is_trial = false;
};

} // namespace myatlas::cli
