#include "store/store_files.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/migrate.hpp"
#include "store/sharing.hpp"
#include "store/sqlite/write_lock.hpp"
#include "util/file.hpp"
#include "util/try.hpp"

namespace myatlas::store {

namespace fs = std::filesystem;

namespace {

// What lies beside a store under its name, by what its name has more.
constexpr std::array<std::string_view, 9> k_own_ends = {
  "", "-wal", "-shm", "-journal", "-lock", "-key", "-key-next", "-documents", "-restoring"};
constexpr std::array<std::string_view, 5> k_own_begins = {
  "-before-v", "-replaced-", "-restoring-", "-key.",
  "-key-before-"}; // with a number, a day, six characters

std::string name_of(uid_t user)
{
  const passwd* const known = ::getpwuid(user);
  return known == nullptr ? std::to_string(user) : known->pw_name;
}

fs::path folder_above(const fs::path& path)
{
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

// The folder a file is or would be in, as it is without links.
fs::path real_folder(const fs::path& path)
{
  std::error_code failed;
  const fs::path real = fs::weakly_canonical(fs::absolute(folder_above(path)), failed);
  return failed ? folder_above(path) : real;
}

bool is_own_name(std::string_view name, std::string_view store)
{
  if (!name.starts_with(store)) {
    return false;
  }
  const std::string_view end = name.substr(store.size());
  return std::ranges::find(k_own_ends, end) != k_own_ends.end() ||
         std::ranges::any_of(k_own_begins,
                             [&](std::string_view begin) { return end.starts_with(begin); });
}

// Whether it is one of them under another name.
bool is_same_file(const fs::path& one, const fs::path& other)
{
  std::error_code absent;
  return fs::equivalent(one, other, absent);
}

bool is_own_file(const fs::path& store, const fs::path& target)
{
  return std::ranges::any_of(k_own_ends, [&](std::string_view end) {
    return is_same_file(target, store.string() + std::string(end));
  });
}

bool is_among_documents(const fs::path& store, fs::path folder)
{
  const fs::path documents = real_folder(store) / (store.filename().string() + "-documents");
  for (;; folder = folder.parent_path()) {
    std::error_code absent;
    if (folder == documents || fs::equivalent(folder, documents, absent)) {
      return true;
    }
    if (folder == folder.parent_path()) {
      return false;
    }
  }
}

// The nearest one above the store that is there.
fs::path nearest_folder(const fs::path& store)
{
  fs::path folder = fs::absolute(folder_above(store));
  for (std::error_code absent; !fs::exists(folder, absent) && folder.has_relative_path();) {
    folder = folder.parent_path();
  }
  return folder;
}

using LookAt = int (*)(const char* path, struct stat* facts);

util::Error of_another(const fs::path& path, uid_t owner)
{
  return {"store.owner", {path.string(), name_of(owner)}};
}

util::Outcome check_root_owns(const fs::path& path, LookAt look_at)
{
  struct stat facts = {};
  if (look_at(path.c_str(), &facts) == 0 && facts.st_uid != 0) {
    return of_another(path, facts.st_uid);
  }
  return util::Done{};
}

} // namespace

static util::Outcome check_root_owns_all(const fs::path& store)
{
  TRY(check_root_owns(nearest_folder(store), ::stat));
  TRY(check_root_owns(store, ::lstat));
  return check_root_owns(store.string() + "-documents", ::lstat);
}

util::Outcome check_owner(const fs::path& store)
{
  const bool is_root = ::geteuid() == 0;
  return is_root ? check_root_owns_all(store) : util::Done{};
}

util::Outcome check_locks(const fs::path& store)
{
  try {
    sqlite::WriteLock(store).take(0);
  } catch (const util::MachineError& error) {
    return util::fail_unless(error.error().code != "store.no_locks", error.error());
  }
  return util::Done{};
}

util::Error older(const fs::path& store, int version)
{
  struct stat facts = {};
  const std::string owner = ::stat(store.c_str(), &facts) == 0 ? name_of(facts.st_uid) : "";
  return {"store.older",
          {store.string(), std::to_string(version), std::to_string(newest_version()), owner}};
}

bool is_url(const std::string& store)
{
  return store.find("://") != std::string::npos;
}

bool is_own(const fs::path& store)
{
  if (::access(store.c_str(), W_OK) == 0 || errno == ENOENT) {
    return true;
  }
  struct stat info = {};
  return errno == EROFS && ::stat(store.c_str(), &info) == 0 &&
         (info.st_uid == ::geteuid() || ::geteuid() == 0);
}

namespace {

bool has_own_name(const fs::path& store, const fs::path& target)
{
  return is_own_name(target.filename().string(), store.filename().string());
}

bool is_beside(const fs::path& store, const fs::path& target)
{
  return real_folder(target) == real_folder(store) && has_own_name(store, target);
}

} // namespace

util::Outcome check_target(const fs::path& store, const fs::path& target)
{
  if (store.empty() || is_url(store.string())) {
    return util::Done{}; // on a server, or in memory
  }
  if (is_beside(store, target) || is_own_file(store, target) ||
      is_among_documents(store, real_folder(target))) {
    return util::Error{"file.of_store", {target.string()}};
  }
  return util::Done{};
}

fs::path restore_marker(const fs::path& store)
{
  return store.string() + "-restoring";
}

util::Key new_key()
{
  util::Key key{};
  const std::string random = util::random_bytes(key.size());
  std::ranges::copy(random, key.begin());
  return key;
}

std::string_view bytes_of_key(const util::Key& key)
{
  return {reinterpret_cast<const char*>(key.data()), key.size()};
}

util::Outcome write_key(const fs::path& path, const util::Key& key, unsigned rights)
{
  return util::write_file(path, bytes_of_key(key), rights);
}

util::Outcome check_free(const fs::path& path)
{
  std::error_code failed;
  const bool is_there = fs::exists(fs::symlink_status(path, failed));
  if (is_there) {
    return util::Error{"backup.exists", {path.string()}};
  }
  return failed == std::errc::permission_denied
           ? util::Outcome(util::Error{"file.cannot_create", {path.string()}})
           : util::Outcome(util::Done{});
}

util::Outcome check_kept_key(const fs::path& path, const util::Key& key)
{
  const util::Outcome free = path.empty() ? util::Outcome(util::Done{}) : check_free(path);
  if (free || free.error().code != "backup.exists") {
    return free;
  }
  const util::Result<util::Key> there = read_key(path);
  return there && *there == key ? util::Outcome(util::Done{}) : free;
}

util::Result<util::Key> read_key(const fs::path& path)
{
  if (is_key_open(path)) {
    return util::Error{"store.key_open", {path.string()}};
  }
  util::Key key{};
  const util::Result<std::string> content = util::read_file(path, key.size());
  if (!content && content.error().code == "machine.files") {
    return content.errors(); // it is there
  }
  if (!content || content->size() != key.size()) {
    return util::Error{"store.key", {path.string()}};
  }
  std::ranges::copy(*content, key.begin());
  return key;
}

} // namespace myatlas::store
