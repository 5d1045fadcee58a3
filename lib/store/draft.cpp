#include "store/draft.hpp"

#include <cerrno>
#include <cstdio>
#include <set>

#include <fcntl.h>
#include <unistd.h>

#include "store/sqlite/write_lock.hpp"
#include "util/file.hpp"

namespace myatlas::store {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view k_draft = ".part-";

// The name of the draft that a file is or belongs to, empty for any other: "x.backup.part-123" of
// "x.backup.part-123-journal".
std::string draft_in(const std::string& name)
{
  const std::size_t at = name.rfind(k_draft);
  const std::size_t end =
    at == name.npos ? at : name.find_first_not_of("0123456789", at + k_draft.size());
  return at == name.npos || end == at + k_draft.size() ? "" : name.substr(0, end);
}

} // namespace

fs::path with_end(const fs::path& path, std::string_view end)
{
  return path.string() + std::string(end);
}

static util::MachineError failed_at(const fs::path& path)
{
  return util::MachineError(util::system_error(path, errno));
}

void sync_path(const fs::path& path)
{
  const util::FileHandle file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file || ::fsync(file.get()) != 0) {
    throw failed_at(path);
  }
}

void move_file(const fs::path& from, const fs::path& to)
{
  if (::rename(from.c_str(), to.c_str()) != 0) {
    throw failed_at(to);
  }
}

Draft::Draft(fs::path path) : m_path(std::move(path)), m_ends(files())
{
  clear();
}

std::vector<std::string> Draft::files() const
{
  std::vector<std::string> all;
  for (const char* end : {"", "-wal", "-shm", "-journal", "-lock"}) {
    all.push_back(m_path.string() + end);
  }
  return all;
}

void Draft::clear() const
{
  std::error_code absent;
  for (const std::string& file : files()) {
    fs::remove(file, absent);
  }
  fs::remove_all(with_end(m_path, "-documents"), absent);
}

fs::path draft_of_backup(const fs::path& path)
{
  return with_end(path, std::string(k_draft) + std::to_string(::getpid()));
}

void clear_drafts_of_others(const fs::path& path)
{
  const auto is_dated = [](const std::string& name) {
    return name.starts_with("myatlas-") && name.ends_with("Z.backup");
  };
  const std::string own = path.filename().string();
  std::set<std::string> drafts;
  std::error_code unreadable;
  for (const fs::directory_entry& entry : fs::directory_iterator(
         path.has_parent_path() ? path.parent_path() : fs::path("."), unreadable)) {
    const std::string draft = draft_in(entry.path().filename().string()),
                      of = draft.substr(0, draft.rfind(k_draft));
    if (!draft.empty() && (of == own || (is_dated(of) && is_dated(own)))) {
      drafts.insert(draft);
    }
  }
  for (const std::string& name : drafts) {
    const fs::path draft = path.parent_path() / name;
    sqlite::WriteLock lock(draft);
    if ((util::is_file_of_user(draft) || !fs::exists(fs::symlink_status(draft))) &&
        lock.try_take()) {
      const Draft cleared(draft);
    }
  }
}

} // namespace myatlas::store
