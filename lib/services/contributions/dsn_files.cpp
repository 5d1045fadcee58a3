// DSN files, and folders of them.
#include "services/contributions/dsn_files.hpp"

#include <algorithm>
#include <filesystem>

#include "services/form_values.hpp"
#include "util/file.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using formats::DsnDeclaration;

using Declarations = std::vector<DsnDeclaration>;
using Path = std::filesystem::path;
using Paths = std::vector<std::string>;

constexpr std::size_t k_most_dsn_bytes = std::size_t{512} * 1024 * 1024;
constexpr std::size_t k_beginning = 3; // "S10"

Result<std::string> beginning_of(const Path& path)
{
  std::string begin(k_beginning, '\0');
  TRY_ASSIGN(const util::FileHandle file, util::open_regular(path));
  TRY_ASSIGN(const std::size_t size, util::read_some(file, path, begin.data(), begin.size()));
  return begin.substr(0, size);
}

// A text of a folder that begins as a DSN does: notes lie beside them.
bool begins_as_dsn(const Path& path)
{
  const Result<std::string> begin = beginning_of(path);
  return begin && begin->size() == k_beginning && begin->front() == 'S' &&
         util::is_digits(begin->substr(1));
}

bool ends_as_dsn(const Path& path)
{
  const std::string extension = util::to_lower(path.extension().string());
  return extension == ".dsn" || extension == ".edi" || (extension == ".txt" && begins_as_dsn(path));
}

bool is_hidden(const Path& path)
{
  return path.filename().string().starts_with('.');
}

bool is_dsn(const std::filesystem::directory_entry& entry)
{
  std::error_code failed;
  return ends_as_dsn(entry.path()) && entry.is_regular_file(failed) && !is_hidden(entry.path());
}

Paths dsn_files_in(const std::string& folder)
{
  Paths found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (is_dsn(entry)) {
      found.push_back(entry.path().string());
    }
  }
  std::ranges::sort(found);
  return found;
}

bool is_folder(const std::string& path)
{
  std::error_code failed;
  return std::filesystem::is_directory(path, failed);
}

// A file, or those of a folder and of those in it, by their names.
Result<Paths> dsn_files_meant(const std::string& path)
{
  if (!is_folder(path)) {
    return Paths{path};
  }
  const Paths found = dsn_files_in(path);
  return found.empty() ? Result<Paths>(Error{"dsn.empty_folder", {path}}) : found;
}

Result<Paths> dsn_files(const Paths& given)
{
  Paths files;
  for (const std::string& path : given) {
    TRY_ASSIGN(const Paths found, dsn_files_meant(path));
    files.insert(files.end(), found.begin(), found.end());
  }
  return files;
}

Result<Declarations> declarations_in(const std::string& file)
{
  TRY_ASSIGN(const std::string text, util::read_file(file, k_most_dsn_bytes));
  return formats::read_dsn(text, file);
}

// Those of one file; `sending` is its place among all.
void append(Declarations& all, Declarations read, std::size_t sending)
{
  for (DsnDeclaration& declaration : read) {
    declaration.sending = sending;
    all.push_back(std::move(declaration));
  }
}

Result<Declarations> declarations_of(const Paths& files)
{
  Errors problems;
  Declarations all;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (auto read = util::collect(declarations_in(files[i]), problems)) {
      append(all, *std::move(read), i);
    }
  }
  return util::or_problems(std::move(all), problems);
}

} // namespace

util::Result<Declarations> read_dsn_files(const Paths& paths)
{
  TRY_ASSIGN(const Paths files, dsn_files(paths));
  return declarations_of(files);
}

bool has_folder(const Paths& paths)
{
  return std::ranges::any_of(paths, is_folder);
}

} // namespace myatlas::services
