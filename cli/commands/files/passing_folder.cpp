#include "commands/files/passing_folder.hpp"

#include <cerrno>
#include <cstdlib>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "util/result.hpp"

namespace myatlas::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view k_name = "/myatlas.XXXXXX";

// The folder, when it is this user's alone and nobody holds it.
util::FileHandle free_folder(const fs::path& path)
{
  util::FileHandle folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  struct stat facts = {};
  const bool own = folder && ::fstat(folder.get(), &facts) == 0 && facts.st_uid == ::geteuid() &&
                   (facts.st_mode & 0777U) == 0700U;
  return own && ::flock(folder.get(), LOCK_EX | LOCK_NB) == 0 ? std::move(folder)
                                                              : util::FileHandle();
}

void clear_left_folders()
{
  std::error_code unreadable;
  for (const fs::directory_entry& entry :
       fs::directory_iterator(util::k_unnamed_folder, unreadable)) {
    const std::string name = entry.path().filename().string();
    const bool is_named = name.starts_with("myatlas.") && name.size() + 1 == k_name.size() &&
                          fs::is_directory(entry.symlink_status(unreadable));
    const util::FileHandle lock = is_named ? free_folder(entry.path()) : util::FileHandle();
    if (lock) {
      fs::remove_all(entry.path(), unreadable);
    }
  }
}

} // namespace

PassingFolder::PassingFolder()
{
  clear_left_folders();
  const util::EndingsHeld held; // until the folder is known to go with the program
  do { // one that another took for left in the moment before it was held is made anew
    m_path = util::k_unnamed_folder + std::string(k_name);
    if (::mkdtemp(m_path.data()) == nullptr) {
      throw util::MachineError(util::system_error(util::k_unnamed_folder, errno));
    }
    m_lock = free_folder(m_path);
  } while (!fs::exists(m_path));
  m_ends.emplace(std::vector{file().string(), m_path});
}

PassingFolder::~PassingFolder()
{
  std::error_code absent;
  fs::remove_all(m_path, absent);
}

} // namespace myatlas::cli
