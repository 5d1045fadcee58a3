#include "store/sqlite/open.hpp"

#include <sqlite3.h>

#include "store/sharing.hpp"
#include "store/sqlite/errors.hpp"
#include "store/sqlite/file_header.hpp"
#include "store/sqlite/sqlite_engine.hpp"
#include "util/file.hpp"

namespace myatlas::store::sqlite {

namespace fs = std::filesystem;

namespace {

// A backup that is read is one file and stays as it is: no journal beside it is played back, nor
// made.
bool is_still(Access access, Role role)
{
  return access == Access::read && role == Role::backup;
}

// A maker killed while it wrote the first page leaves a journal that takes the page back when the
// file is opened: a store without a version is begun again.
util::Result<std::unique_ptr<Engine>> opened(const fs::path& path, bool fresh, Access access,
                                             Lock lock, Role role, Patience patience)
{
  const int to_write =
    fresh ? SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE : SQLite::OPEN_READWRITE;
  const int rights = is_still(access, role) ? SQLite::OPEN_READONLY | SQLite::OPEN_URI : to_write;
  const int flags = rights | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX;
  if (fresh && role == Role::store) {
    share_new_store(path);
  }
  try {
    // A backup is its maker's alone until it has its name, and is only read from then on.
    auto engine = std::make_unique<SqliteEngine>(
      path, flags, WriteLock(role == Role::backup ? fs::path{} : path, std::move(patience)));
    if (!fresh && access == Access::write && lock == Lock::free) {
      engine->wait_for_load();
    }
    if (fresh || (access == Access::write && engine->schema_version() == 0)) {
      engine->start_new_file(application_id(role));
    }
    return std::unique_ptr<Engine>(std::move(engine));
  } catch (const SQLite::Exception& error) {
    return failure(error.getErrorCode(), error.what(), path).error();
  }
}

} // namespace

util::Result<std::unique_ptr<Engine>> open_file(const fs::path& given, Access access, Lock lock,
                                                Role role, Patience patience)
{
  if (access == Access::write) {
    if (const util::Outcome folder = util::make_private_folder(given.parent_path()); !folder) {
      return util::Error{"store.unwritable", {given.string(), folder.error().args[0]}};
    }
  }
  const fs::path path = util::in_real_folder(given);
  // Nothing in it and no key beside it: a maker was killed at its first step. With a key it is a
  // store that lost its content.
  const bool begun = fs::is_regular_file(fs::symlink_status(path)) && fs::file_size(path) == 0 &&
                     !fs::exists(path.string() + "-key");
  const bool fresh = !fs::exists(fs::symlink_status(path)) ||
                     (begun && access == Access::write && fs::exists(path.string() + "-lock"));
  if (fresh && access == Access::read) {
    return util::Error{"store.missing", {given.string()}};
  }
  util::Outcome ours = fresh ? util::Outcome(util::Done{}) : check_header(path, role);
  if (ours && !is_still(access, role)) {
    ours = check_journals(path);
  }
  return ours ? opened(path, fresh, access, lock, role, std::move(patience))
              : util::Result<std::unique_ptr<Engine>>(ours.errors());
}

std::unique_ptr<Engine> open_memory()
{
  return std::make_unique<SqliteEngine>(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE,
                                        WriteLock({}));
}

std::string engine_version()
{
  return sqlite3_libversion();
}

} // namespace myatlas::store::sqlite
