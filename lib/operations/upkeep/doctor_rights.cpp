#include "operations/upkeep/doctor_rights.hpp"

#include <cerrno>

#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/sharing.hpp"
#include "store/store_files.hpp"
#include "texts/texts.hpp"

namespace myatlas::operations {

namespace {

namespace fs = std::filesystem;

// Open to others than may be: nobody, or the group of a shared store.
bool is_open_to_others(const fs::path& path, mode_t may)
{
  struct stat facts = {};
  return ::stat(path.c_str(), &facts) == 0 && (facts.st_mode & 077U & ~may) != 0;
}

std::string group_of(const fs::path& path)
{
  struct stat facts = {};
  const bool is_there = ::stat(path.c_str(), &facts) == 0;
  const group* const known = is_there ? ::getgrgid(facts.st_gid) : nullptr;
  return known == nullptr ? std::to_string(facts.st_gid) : known->gr_name;
}

Finding shared(const texts::Texts& texts, const fs::path& store, store::Rights rights)
{
  const std::string group = group_of(store);
  const bool writes = (rights.file & S_IWGRP) != 0;
  if (writes) {
    return fine(
      "shared with the group " + group,
      texts.trf(N_("shared: the group {0} may read and write the store, its key and its documents"),
                group));
  }
  return fine(
    "shared for reading with the group " + group,
    texts.trf(N_("shared: the group {0} may read the store, its key and its documents"), group));
}

Finding nobody_else(const texts::Texts& texts)
{
  return fine("0600", texts.tr(N_("nobody else may read the store, its key or the session")));
}

Finding open_file(const fs::path& path)
{
  return wrong(Health::failed, {"doctor.open_file", {path.string()}});
}

// Of a store that is not ours, or is on a server: what is not ours is nobody's to change.
Finding rights_elsewhere(const Examination& p, bool foreign)
{
  const fs::path key = p.key;
  return !foreign && is_open_to_others(key, 0) ? open_file(key) : nobody_else(p.texts);
}

Finding writable_there(const Examination& p)
{
  if (p.context != nullptr && p.context->store.may_write()) {
    return fine(p.store.string());
  }
  return p.context == nullptr ? skipped("")
                              : wrong(Health::warning, {"doctor.unwritable", {p.store.string()}});
}

fs::path folder_of(const fs::path& store)
{
  return store.has_parent_path() ? store.parent_path() : fs::path(".");
}

// The folder and the files of the store that may not be written.
std::vector<Finding> unwritable(const fs::path& store)
{
  struct stat facts = {};
  const bool owner =
    ::stat(store.c_str(), &facts) == 0 && (facts.st_uid == ::geteuid() || ::geteuid() == 0);
  std::vector<Finding> found;
  for (const fs::path& path : {folder_of(store), store, fs::path(store.string() + "-lock"),
                               fs::path(store.string() + "-documents")}) {
    if (::access(path.c_str(), W_OK) != 0 && errno != ENOENT) {
      found.push_back(
        wrong(owner ? Health::failed : Health::warning, {"doctor.unwritable", {path.string()}}));
    }
  }
  return found;
}

} // namespace

Finding check_rights(const Examination& p)
{
  if (!p.session_file.empty() && is_open_to_others(p.session_file, 0)) {
    return open_file(p.session_file);
  }
  const bool foreign = !p.refusal.empty() && (p.refusal.front().code == "store.not_ours" ||
                                              p.refusal.front().code == "store.link");
  if (foreign || p.is_on_server) {
    return rights_elsewhere(p, foreign);
  }
  const store::Rights rights = store::rights_of(p.store);
  for (const char* end : {"", "-key", "-lock", "-wal", "-shm", "-journal", "-documents"}) {
    const fs::path path = p.store.string() + end;
    if (is_open_to_others(path, fs::is_directory(path) ? rights.folder() : rights.file)) {
      return open_file(path);
    }
  }
  return rights.is_shared() ? shared(p.texts, p.store, rights) : nobody_else(p.texts);
}

std::vector<Finding> check_writable(const Examination& p)
{
  if (p.is_on_server) {
    return {writable_there(p)};
  }
  std::error_code absent;
  if (!fs::exists(p.store, absent)) {
    return {skipped("")};
  }
  std::vector<Finding> found = unwritable(p.store);
  if (const util::Outcome free = store::check_sticky(p.store); !free) {
    found.push_back(wrong(Health::failed, free.error()));
  }
  if (const util::Outcome locks = store::check_locks(p.store); !locks) {
    found.push_back(wrong(Health::failed, locks.error()));
  }
  return found.empty() ? std::vector{fine(folder_of(p.store).string())} : found;
}

} // namespace myatlas::operations
