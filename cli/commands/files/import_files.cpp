#include "commands/files/import_files.hpp"

#include <algorithm>

#include "operations/files/import_request.hpp"
#include "util/text.hpp"

namespace myatlas::cli {

namespace {

namespace fs = std::filesystem;

bool is_table_file(const fs::path& path)
{
  const std::string extension = util::to_lower(path.extension().string()),
                    name = path.filename().string();
  return (extension == ".csv" || extension == ".xlsx") && !name.starts_with('.') &&
         !name.starts_with("~$") && name.find(".rejected.") == std::string::npos;
}

std::vector<std::string> files_in(const std::string& folder, bool (*is_meant)(const fs::path&))
{
  std::vector<std::string> found;
  std::error_code failed;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.is_regular_file(failed) && is_meant(entry.path())) {
      found.push_back(entry.path().string());
    }
  }
  std::ranges::sort(found);
  return found;
}

} // namespace

Result<std::vector<std::string>> files_meant(const std::vector<std::string>& given, bool invoices)
{
  std::vector<std::string> files;
  for (const std::string& path : given) {
    std::error_code failed;
    if (path == "-" || !fs::is_directory(path, failed)) {
      files.push_back(path);
      continue;
    }
    std::vector<std::string> found = files_in(path, is_table_file);
    if (found.empty() && invoices) {
      found = files_in(path, operations::is_einvoice_file);
    }
    if (found.empty()) {
      return Error{"import.empty_folder", {path}};
    }
    files.insert(files.end(), found.begin(), found.end());
  }
  return files;
}

operations::SentTable TableFiles::named(const std::string& path)
{
  return {.name = path == "-" ? std::string(operations::k_standard_input) : path, .sha256 = {}};
}

Result<operations::OpenedFile> TableFiles::open(const operations::SentTable& table) const
{
  return table.name == operations::k_standard_input
           ? Result<operations::OpenedFile>(opened_standard_input())
           : opened_at(table.name);
}

namespace {

operations::RejectForm form_of_rejects(CsvStyle style)
{
  return style == CsvStyle::excel ? operations::RejectForm::excel : operations::RejectForm::as_read;
}

std::optional<fs::path> path_if_given(const std::string& path)
{
  return path.empty() ? std::nullopt : std::optional<fs::path>(path);
}

} // namespace

operations::RejectsPlace TableFiles::rejects_of(const operations::SentTable&) const
{
  return {.path = path_if_given(m_rejects), .form = form_of_rejects(m_session.csv_style())};
}

void TableFiles::went_on(const std::string& table, const operations::ImportProgress& progress)
{
  if (m_progress == nullptr) {
    m_progress = std::make_unique<Progress>(m_session, table, m_begun);
  }
  m_progress->show(progress);
}

void TableFiles::done_with(const operations::SentTable&, const Result<operations::Answer>& answer)
{
  m_progress.reset(); // its line goes
  m_begun = std::chrono::steady_clock::now();
  if (m_series == nullptr) {
    m_series = std::make_unique<ReportSeries>(m_session);
  }
  if (answer) {
    m_series->add(*answer);
  } else {
    m_series->add_failure(answer.errors());
  }
}

void TableFiles::show(const operations::Answer& answer)
{
  m_progress.reset();
  if (m_series != nullptr) {
    m_series->end(answer);
  } else {
    show_report(m_session, answer);
  }
}

} // namespace myatlas::cli
