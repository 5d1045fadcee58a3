#include "store/backup.hpp"

#include "store/backup_documents.hpp"
#include "store/document_files.hpp"
#include "store/draft.hpp"
#include "store/schema.hpp"
#include "store/sqlite/open.hpp"
#include "store/sqlite/write_lock.hpp"
#include "store/store_files.hpp"
#include "util/file.hpp"
#include "util/try.hpp"

namespace myatlas::store {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t k_lock_milliseconds = 60'000;

// The backup as a store again, beside the one it will stand for. What is unpacked comes out of the
// copy, which nobody else can change, and whose schema was looked at.
util::Outcome make_store(Engine& backup, const fs::path& path, Rights rights)
{
  backup.back_up(path, Role::store);
  give(path, rights);
  TRY_ASSIGN(std::unique_ptr<Engine> opened,
             sqlite::open_file(path, sqlite::Access::write, sqlite::Lock::held));
  Engine& engine = *opened;
  const util::Outcome own = check_schema(engine, Role::backup, path);
  const util::Outcome unpacked =
    own ? unpack_documents(engine, DocumentFiles(with_end(path, "-documents"), rights)) : own;
  if (!unpacked) {
    return unpacked;
  }
  engine.begin_write();
  engine.run_script("drop table backup_document;\ndrop table backup_fact;\n");
  engine.commit();
  engine.scrub();
  return util::Done{};
}

constexpr std::string_view k_parts_of_a_store[] = {"-wal", "-journal", "-key", "-documents", ""};

fs::path name_aside(const fs::path& store, util::Instant now)
{
  std::string stamp = util::to_rfc3339(now).substr(0, 19);
  std::erase_if(stamp, [](char c) { return c == '-' || c == ':'; });
  fs::path aside = with_end(store, "-replaced-" + stamp);
  for (int i = 2; fs::exists(aside) || fs::exists(with_end(aside, "-key")); ++i) {
    aside = with_end(store, "-replaced-" + stamp + "-" + std::to_string(i));
  }
  return aside;
}

// Where the store goes that is replaced: chosen once, and kept in the marker for a restore that has
// to be done again.
util::Result<fs::path> marked_aside(const fs::path& store, util::Instant now, Rights rights)
{
  constexpr std::size_t k_most = 4096;
  const util::Result<std::string> before = fs::exists(restore_marker(store))
                                             ? util::read_file(restore_marker(store), k_most)
                                             : util::Result<std::string>("");
  if (before && before->starts_with(store.filename().string() + "-replaced-") &&
      fs::path(*before).filename() == *before) {
    return store.parent_path() / *before;
  }
  const fs::path aside = name_aside(store, now);
  const util::Outcome marked =
    util::write_file(restore_marker(store), aside.filename().string(), rights.file);
  return marked ? util::Result<fs::path>(aside) : util::Result<fs::path>(marked.errors());
}

// Every file of the store that is there, the main one last. One that went before belongs to the
// store that is replaced; what stands in its place then is of the restore that was cut off.
void put_aside(const fs::path& store, const fs::path& aside)
{
  std::error_code absent;
  for (const std::string_view end : k_parts_of_a_store) {
    const fs::path from = with_end(store, end), to = with_end(aside, end);
    if (fs::exists(fs::symlink_status(from)) && fs::exists(fs::symlink_status(to))) {
      fs::remove_all(from);
    } else if (fs::exists(fs::symlink_status(from))) {
      move_file(from, to);
    }
  }
  fs::remove(with_end(store, "-shm"), absent);
}

util::Outcome draft_store(const fs::path& from, const fs::path& draft, Rights rights)
{
  TRY_ASSIGN(const std::unique_ptr<Engine> backup,
             sqlite::open_file(from, sqlite::Access::read, sqlite::Lock::held, Role::backup));
  return make_store(*backup, draft, rights);
}

} // namespace

util::Result<RestoreFacts> restore_backup(const fs::path& from, const util::Key& key,
                                          const fs::path& to, util::Instant now, Sharing sharing)
{
  TRY(check_owner(to));
  TRY(check_sticky(to)); // nobody could end it
  TRY_ASSIGN(const BackupFacts facts, check_backup(from, key));
  const fs::path folder = to.has_parent_path() ? to.parent_path() : fs::path(".");
  TRY(util::make_private_folder(folder));
  offer_to_group(to, sharing);
  sqlite::WriteLock lock(to);
  lock.take(k_lock_milliseconds);
  const Rights rights = rights_of(fs::exists(to) ? to : with_end(to, "-lock"));
  const Draft draft(with_end(to, "-restoring-draft")); // under the lock: nobody else has one
  TRY(draft_store(from, draft.path(), rights));
  TRY_ASSIGN(const fs::path aside, marked_aside(to, now, rights));
  put_aside(to, aside);
  move_file(draft.path(), to);
  if (fs::exists(with_end(draft.path(), "-documents"))) {
    move_file(with_end(draft.path(), "-documents"), with_end(to, "-documents"));
  }
  TRY(write_key(with_end(to, "-key"), key, rights.file));
  sync_path(folder);
  fs::remove(next_key(to)); // of a change that the restore undid
  fs::remove(restore_marker(to));
  sync_path(folder);
  return RestoreFacts{facts, fs::exists(aside) ? aside : fs::path()};
}

} // namespace myatlas::store
