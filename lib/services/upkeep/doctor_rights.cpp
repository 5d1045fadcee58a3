#include "services/upkeep/doctor_rights.hpp"

#include <cerrno>

#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/sharing.hpp"
#include "store/store_files.hpp"

namespace myatlas::services {

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

Finding shared_for_writing(const std::string& group)
{
  return fine("shared with the group " + group, {.fact = Fact::shared_for_writing, .of = group});
}

Finding shared_for_reading(const std::string& group)
{
  return fine("shared for reading with the group " + group,
              {.fact = Fact::shared_for_reading, .of = group});
}

Finding shared(const fs::path& store, store::Rights rights)
{
  const bool writes = (rights.file & S_IWGRP) != 0;
  return writes ? shared_for_writing(group_of(store)) : shared_for_reading(group_of(store));
}

Finding nobody_else()
{
  return fine("0600", {.fact = Fact::nobody_else});
}

Finding open_file(const fs::path& path)
{
  return wrong(Health::failed, {"doctor.open_file", {path.string()}});
}

// Of a store that is not ours, or is on a server: what is not ours is nobody's to change.
Finding rights_elsewhere(const Examination& p, bool foreign)
{
  return !foreign && is_open_to_others(p.key, 0) ? open_file(p.key) : nobody_else();
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

// The store's owner, or root.
bool owns(const fs::path& store)
{
  struct stat facts = {};
  return ::stat(store.c_str(), &facts) == 0 && (facts.st_uid == ::geteuid() || ::geteuid() == 0);
}

bool is_unwritable(const fs::path& path)
{
  return ::access(path.c_str(), W_OK) != 0 && errno != ENOENT;
}

// What has to be written where the store is: its folder and its files.
std::vector<fs::path> written_places(const fs::path& store)
{
  return {folder_of(store), store, store.string() + "-lock", store.string() + "-documents"};
}

// Those of them that may not be.
std::vector<Finding> unwritable(const fs::path& store)
{
  const Health health = owns(store) ? Health::failed : Health::warning;
  std::vector<Finding> found;
  for (const fs::path& path : written_places(store)) {
    if (is_unwritable(path)) {
      found.push_back(wrong(health, {"doctor.unwritable", {path.string()}}));
    }
  }
  return found;
}

bool is_refused_as(const Examination& p, const char* code)
{
  return !p.refusal.empty() && p.refusal.front().code == code;
}

bool is_foreign(const Examination& p)
{
  return is_refused_as(p, "store.not_ours") || is_refused_as(p, "store.link");
}

bool is_too_open(const fs::path& path, store::Rights rights)
{
  return is_open_to_others(path, fs::is_directory(path) ? rights.folder() : rights.file);
}

std::optional<fs::path> open_part(const fs::path& store, store::Rights rights)
{
  for (const char* end : {"", "-key", "-lock", "-wal", "-shm", "-journal", "-documents"}) {
    if (const fs::path path = store.string() + end; is_too_open(path, rights)) {
      return path;
    }
  }
  return std::nullopt;
}

Finding rights_here(const Examination& p)
{
  const store::Rights rights = store::rights_of(p.store);
  if (const auto part = open_part(p.store, rights)) {
    return open_file(*part);
  }
  return rights.is_shared() ? shared(p.store, rights) : nobody_else();
}

void add_failure(const Outcome& outcome, std::vector<Finding>& found)
{
  if (!outcome) {
    found.push_back(refused(outcome.error()));
  }
}

std::vector<Finding> writable_here(const fs::path& store)
{
  std::vector<Finding> found = unwritable(store);
  add_failure(store::check_sticky(store), found);
  add_failure(store::check_locks(store), found);
  return found.empty() ? std::vector{fine(folder_of(store).string())} : found;
}

} // namespace

Finding check_rights(const Examination& p)
{
  if (!p.session_file.empty() && is_open_to_others(p.session_file, 0)) {
    return open_file(p.session_file);
  }
  const bool foreign = is_foreign(p);
  return foreign || p.is_on_server ? rights_elsewhere(p, foreign) : rights_here(p);
}

std::vector<Finding> check_writable(const Examination& p)
{
  if (p.is_on_server) {
    return {writable_there(p)};
  }
  std::error_code absent;
  return fs::exists(p.store, absent) ? writable_here(p.store) : std::vector{skipped("")};
}

} // namespace myatlas::services
