#include "commands/files/import_files.hpp"

#include <algorithm>

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

bool is_einvoice_file(const fs::path& path)
{
  const std::string extension = util::to_lower(path.extension().string());
  return (extension == ".pdf" || extension == ".xml") && !path.filename().string().starts_with('.');
}

util::Result<std::vector<std::string>> files_meant(const std::vector<std::string>& given,
                                                   bool invoices)
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
      found = files_in(path, is_einvoice_file);
    }
    if (found.empty()) {
      return util::Error{"import.empty_folder", {path}};
    }
    files.insert(files.end(), found.begin(), found.end());
  }
  return files;
}

} // namespace myatlas::cli
