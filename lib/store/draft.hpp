#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "util/ending.hpp"

// Files on their way to a name of their own: of a backup that is made, of a store that is restored.
namespace myatlas::store {

std::filesystem::path with_end(const std::filesystem::path& path, std::string_view end);
void sync_path(const std::filesystem::path& path); // a file, or the names in a folder
void move_file(const std::filesystem::path& from, const std::filesystem::path& to);

// A file that goes again unless it is kept, with what SQLite and the lock put beside it.
class Draft
{
public:
  explicit Draft(std::filesystem::path path);
  ~Draft() { clear(); }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  const std::filesystem::path& path() const { return m_path; }

private:
  std::vector<std::string> files() const;
  void clear() const;

  std::filesystem::path m_path;
  util::GoneWithProgram m_ends;
};

// Where a backup of that name is written until it is whole.
std::filesystem::path draft_of_backup(const std::filesystem::path& path);

// Those that a killed backup of this name left, or of another instant in a folder of many: nobody
// holds their lock.
void clear_drafts_of_others(const std::filesystem::path& path);

} // namespace myatlas::store
