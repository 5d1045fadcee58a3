#include "services/upkeep/doctor_host.hpp"

#include <algorithm>

namespace myatlas::services {

namespace {

namespace fs = std::filesystem;

// Whether the store left something of that ending; "-key".
bool has_left(const Examination& p, const char* end)
{
  std::error_code unreachable;
  return fs::exists(fs::symlink_status(p.store.string() + end, unreachable));
}

// Nobody named a store, and nothing lies where it would be: the first day on a machine. One that
// was named, or left something behind, is lost.
bool was_never_made(const Examination& p)
{
  return !p.is_named && !has_left(p, "-key") && !has_left(p, "-lock") && !has_left(p, "-documents");
}

// It has to be migrated, or made first.
bool can_wait(const Examination& p)
{
  const std::string& code = p.refusal.front().code;
  return code == "store.older" || (code == "store.missing" && was_never_made(p));
}

} // namespace

Finding check_store(const Examination& p)
{
  if (p.context != nullptr) {
    return fine(p.store.string());
  }
  return wrong(can_wait(p) ? Health::warning : Health::failed, p.refusal.front());
}

namespace {

fs::path folder_around(const fs::path& path)
{
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

fs::path folder_there_is(const fs::path& store)
{
  std::error_code failed;
  fs::path folder = folder_around(store);
  while (!fs::exists(folder, failed) && folder.has_parent_path()) {
    folder = folder.parent_path();
  }
  return fs::exists(folder, failed) ? folder : fs::path(".");
}

std::string mebibytes(std::uintmax_t bytes)
{
  return std::to_string(bytes >> 20U);
}

// Room for a migration, which keeps a copy, and for an import as large as what is there.
std::uintmax_t room_wanted(const fs::path& store)
{
  constexpr std::uintmax_t k_least = 100U << 20U;
  std::error_code absent;
  const bool is_there = fs::is_regular_file(store, absent);
  return std::max(k_least, 3 * (is_there ? fs::file_size(store, absent) : 0));
}

// What of a folder's disk is free.
struct FreeSpace
{
  std::string folder;
  std::uintmax_t available = 0;
};

Finding full(const FreeSpace& space)
{
  return refused({"doctor.disk_full", {space.folder, std::to_string(space.available >> 10U)}});
}

Finding scarce(const FreeSpace& space, std::uintmax_t wanted)
{
  return warned({"doctor.disk", {space.folder, mebibytes(space.available), mebibytes(wanted)}});
}

Finding enough(std::uintmax_t available)
{
  return fine(std::to_string(available),
              {.fact = Fact::free_space, .count = static_cast<std::int64_t>(available >> 20U)});
}

Finding judged(const Examination& p, const FreeSpace& space)
{
  constexpr std::uintmax_t k_none = 1U << 20U;
  if (space.available < k_none) {
    return full(space);
  }
  const std::uintmax_t wanted = room_wanted(p.store);
  return space.available < wanted ? scarce(space, wanted) : enough(space.available);
}

} // namespace

Finding check_disk(const Examination& p)
{
  if (p.is_on_server) {
    return skipped(""); // it is the server's
  }
  std::error_code failed;
  const fs::path folder = folder_there_is(p.store);
  const std::uintmax_t available = fs::space(folder, failed).available;
  return failed ? refused({"file.denied", {folder.string()}})
                : judged(p, {folder.string(), available});
}

} // namespace myatlas::services
