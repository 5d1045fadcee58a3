#pragma once

#include <optional>
#include <string>
#include <vector>

#include "request.hpp"
#include "util/file.hpp"

namespace myatlas::cli {

// The files of a simulation: those the figures come from, each by its path, and those its answers
// and statements go to.
class SimulateFiles : public LocalFiles
{
public:
  template <typename Options>
  SimulateFiles(Session& session, const Options& options)
    : m_session(session), m_batch(options.batch), m_to(options.to), m_folder(options.pdf_dir)
  {
  }

  // Of the file of employers "-" is standard input. A folder of DSN files that is left is one
  // without any: dsn.empty_folder (path).
  Result<operations::OpenedFile> open(const operations::SentTable& table) const override;

  Outcome begin(const formats::Json& head) override;
  bool take(std::string_view bytes) override;
  void warned(const Error& warning) override;
  void refused(const operations::RefusedRow& row) override;       // the first of them are told
  Outcome hand_over(const operations::AnswerFile& file) override; // into the folder

  // The answers are kept, and the folder of the statements is there.
  Outcome keep();

private:
  Result<operations::OpenedFile> open_employers() const;
  void make_folder() const;

  Session& m_session;
  std::string m_batch, m_to, m_folder;
  std::optional<util::NewFile> m_file; // none: standard output
  std::uint64_t m_refused = 0;
};

// The DSN files of some paths, those of a folder and of the folders in it by their names. A folder
// that has none stands for itself.
std::vector<operations::SentTable> dsn_files_meant(const std::vector<std::string>& paths);

bool has_folder(const std::vector<std::string>& paths);

} // namespace myatlas::cli
