#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "output/import_report.hpp"
#include "output/progress.hpp"
#include "request.hpp"
#include "util/result.hpp"

namespace myatlas::cli {

// The files an import is given, a folder's own in the order of their names. The PDFs beside a file
// of invoices are those it names; a folder without one is of invoices as data.
// "import.empty_folder".
Result<std::vector<std::string>> files_meant(const std::vector<std::string>& given, bool invoices);

// Tables of this machine, each by its path, and standard input. How far the reading is is shown
// while it goes on, and what became of each of several when it did.
class TableFiles : public LocalFiles
{
public:
  // The options say as `rejects` where the refused rows go; empty: beside their table.
  template <typename Options>
  TableFiles(Session& session, const Options& options)
    : m_session(session), m_rejects(options.rejects)
  {
  }

  // The table of a path, "-" for standard input.
  static operations::SentTable named(const std::string& path);

  Result<operations::OpenedFile> open(const operations::SentTable& table) const override;
  operations::RejectsPlace rejects_of(const operations::SentTable&) const override;
  void went_on(const std::string& table, const operations::ImportProgress& progress) override;
  void done_with(const operations::SentTable& table,
                 const Result<operations::Answer>& answer) override;

  // What became of the only table, or of those that are done.
  void show(const operations::Answer& answer);

private:
  Session& m_session;
  std::string m_rejects;
  std::chrono::steady_clock::time_point m_begun = std::chrono::steady_clock::now();
  std::unique_ptr<Progress> m_progress;
  std::unique_ptr<ReportSeries> m_series;
};

} // namespace myatlas::cli
