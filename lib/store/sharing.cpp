#include "store/sharing.hpp"

#include <cerrno>
#include <string>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace myatlas::store {

namespace fs = std::filesystem;

namespace {

constexpr mode_t k_group_files = S_IRGRP | S_IWGRP;

fs::path lock_of(const fs::path& store)
{
  return store.string() + "-lock";
}

// Whether new files in the folder get its group, and the group may do all that is asked in it.
bool hands_group_on(const fs::path& file, mode_t asked)
{
  struct stat folder = {};
  const fs::path above = file.has_parent_path() ? file.parent_path() : fs::path(".");
  return ::stat(above.c_str(), &folder) == 0 && (folder.st_mode & S_ISGID) != 0 &&
         (folder.st_mode & asked) == asked;
}

Rights rights_in(const fs::path& file)
{
  struct stat info = {};
  const bool is_there = ::lstat(file.c_str(), &info) == 0 && S_ISREG(info.st_mode);
  const bool is_of_group =
    is_there && (info.st_mode & S_IRGRP) != 0 && (info.st_mode & S_IRWXO) == 0;
  return is_of_group && hands_group_on(file, 0)
           ? Rights{static_cast<mode_t>(0600U | (info.st_mode & k_group_files))}
           : Rights{};
}

} // namespace

mode_t Rights::folder() const
{
  return is_shared() ? S_ISGID | 0700U | (file & k_group_files) | S_IXGRP : 0700U;
}

Rights rights_of(const fs::path& store)
{
  return rights_in(store);
}

Rights rights_in_folder(const fs::path& folder)
{
  return hands_group_on(folder / "document", S_IRWXG)
           ? Rights{static_cast<mode_t>(0600U | k_group_files)}
           : Rights{};
}

util::Outcome check_sticky(const fs::path& store)
{
  struct stat folder = {};
  const fs::path above = store.has_parent_path() ? store.parent_path() : fs::path(".");
  const bool is_sticky = ::stat(above.c_str(), &folder) == 0 && (folder.st_mode & S_ISVTX) != 0;
  return is_sticky && rights_of(store).is_shared()
           ? util::Outcome(util::Error{"store.sticky", {above.string()}})
           : util::Outcome(util::Done{});
}

void offer_to_group(const fs::path& store, Sharing sharing)
{
  if (sharing == Sharing::owner || !hands_group_on(store, S_IRWXG)) {
    return;
  }
  const util::FileHandle lock(
    ::open(lock_of(store).c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (lock) {
    give(lock, 0600U | k_group_files);
  }
}

static void make_and_give(const fs::path& store, mode_t mode)
{
  const util::FileHandle file(
    ::open(store.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (file) {
    give(file, mode);
  }
}

void share_new_store(const fs::path& store)
{
  const Rights rights = rights_in(lock_of(store));
  if (rights.is_shared()) {
    make_and_give(store, rights.file);
  }
}

int make_folder(int above, const char* name, Rights rights)
{
  const mode_t wanted = rights.folder() & 0777U;
  const mode_t before = ::umask(0777U & ~wanted);
  const int made = ::mkdirat(above, name, wanted);
  const int reason = errno;
  ::umask(before);
  errno = reason;
  return made;
}

void give(const util::FileHandle& file, mode_t mode)
{
  constexpr mode_t k_all = 07777;
  struct stat info = {};
  if (::fstat(file.get(), &info) == 0 && (info.st_mode & k_all) != mode) {
    (void)::fchmod(file.get(), mode);
  }
}

static int open_to_give(const fs::path& path)
{
  return ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
}

void give(const fs::path& path, Rights rights)
{
  const util::FileHandle file(rights.is_shared() ? open_to_give(path) : -1);
  if (file) {
    give(file, rights.file);
  }
}

bool is_key_open(const fs::path& key)
{
  const std::string name = key.string();
  const std::size_t end = name.rfind("-key"); // "-key", "-key-next", "-key-before-…"
  const fs::path whose = end == name.npos ? "" : name.substr(0, end);
  struct stat info = {}, of_store = {};
  const Rights rights = rights_of(whose);
  if (!rights.is_shared() || ::stat(name.c_str(), &info) != 0 ||
      ::stat(whose.c_str(), &of_store) != 0) {
    return util::open_to_others(key);
  }
  return info.st_gid != of_store.st_gid || (info.st_mode & 0777U & ~rights.file) != 0;
}

} // namespace myatlas::store
