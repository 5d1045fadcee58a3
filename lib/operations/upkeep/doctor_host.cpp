#include "operations/upkeep/doctor_host.hpp"

#include <algorithm>

namespace myatlas::operations {

namespace {

namespace fs = std::filesystem;

// Nobody named a store, and nothing lies where it would be: the first day on a machine. One that
// was named, or left something behind, is lost.
bool was_never_made(const Examination& p)
{
  std::error_code unreachable;
  const auto left = [&](const char* end) {
    return fs::exists(fs::symlink_status(p.store.string() + end, unreachable));
  };
  return !p.is_named && !left("-key") && !left("-lock") && !left("-documents");
}

} // namespace

Finding check_store(const Examination& p)
{
  if (p.context != nullptr) {
    return fine(p.store.string());
  }
  const std::string& code = p.refusal.front().code;
  const bool can_wait = code == "store.older" || (code == "store.missing" && was_never_made(p));
  return wrong(can_wait ? Health::warning : Health::failed, p.refusal.front());
}

namespace {

fs::path folder_there_is(const fs::path& store)
{
  std::error_code failed;
  fs::path folder = store.has_parent_path() ? store.parent_path() : fs::path(".");
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

} // namespace

Finding check_disk(const Examination& p)
{
  constexpr std::uintmax_t k_none = 1U << 20U;
  if (p.is_on_server) {
    return skipped(""); // it is the server's
  }
  std::error_code failed;
  const fs::path folder = folder_there_is(p.store);
  const std::uintmax_t available = fs::space(folder, failed).available;
  if (failed) {
    return wrong(Health::failed, {"file.denied", {folder.string()}});
  }
  if (available < k_none) {
    return wrong(Health::failed,
                 {"doctor.disk_full", {folder.string(), std::to_string(available >> 10U)}});
  }
  const std::uintmax_t wanted = room_wanted(p.store);
  if (available < wanted) {
    return wrong(Health::warning,
                 {"doctor.disk", {folder.string(), mebibytes(available), mebibytes(wanted)}});
  }
  return fine(std::to_string(available),
              p.texts.trf(N_("{0} MiB free"), texts::as_count(available >> 20U)));
}

} // namespace myatlas::operations
