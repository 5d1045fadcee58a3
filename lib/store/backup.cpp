#include "store/backup.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>

#include "store/backup_documents.hpp"
#include "store/draft.hpp"
#include "store/migrate.hpp"
#include "store/rows.hpp"
#include "store/schema.hpp"
#include "store/sqlite/open.hpp"
#include "store/sqlite/write_lock.hpp"
#include "store/store.hpp"
#include "store/store_files.hpp"
#include "util/digest.hpp"
#include "util/file.hpp"
#include "util/try.hpp"

namespace myatlas::store {

namespace fs = std::filesystem;

namespace {

void put_fact(Engine& backup, std::string_view name, std::int64_t value)
{
  backup.execute("insert into backup_fact (name, value) values ($1, $2)",
                 {name, std::to_string(value)});
}

util::Outcome pack(Engine& backup, Store& store, util::Instant now)
{
  backup.begin_write();
  try {
    backup.run_script(k_backup_tables);
    if (const util::Outcome packed = pack_documents(backup, store.documents()); !packed) {
      backup.roll_back();
      return packed;
    }
    put_fact(backup, "made", now.micros);
    backup.commit();
  } catch (...) {
    backup.roll_back();
    throw;
  }
  return util::Done{};
}

// A backup that was looked through: what it holds, unless something is wrong in it.
struct BackupCheck
{
  BackupFacts facts;
  util::Errors found;
};

// Why a file is not opened as a backup.
util::Errors not_opened(const fs::path& path, const util::Errors& why)
{
  const std::string& code = why.front().code;
  if (code == "store.missing") {
    return {util::Error{"file.missing", {path.string()}}};
  }
  if (code == "store.not_ours") {
    return {util::Error{"backup.not_ours", {path.string()}}};
  }
  return why;
}

util::Result<std::unique_ptr<Engine>> open_backup(const fs::path& path)
{
  util::Result<std::unique_ptr<Engine>> engine =
    sqlite::open_file(path, sqlite::Access::read, sqlite::Lock::held, Role::backup);
  if (!engine) {
    return not_opened(path, engine.errors());
  }
  TRY(check_version(**engine));
  TRY(check_schema(**engine, Role::backup, path));
  return engine;
}

util::Result<util::Instant> when_made(Engine& backup, const fs::path& path)
{
  const auto told =
    first_value<std::string>(backup, "select value from backup_fact where name = 'made' and value "
                                     "glob '[0-9]*' and length(value) < 19");
  const util::Instant made{told ? std::stoll(*told) : 0};
  if (!told || !util::is_likely(made)) {
    return util::Error{"backup.damaged", {path.string()}};
  }
  return made;
}

util::Result<BackupCheck> check_whole(const fs::path& path, const util::Key& key)
{
  TRY_ASSIGN(std::unique_ptr<Engine> opened, open_backup(path));
  Engine& backup = *opened;
  BackupCheck check;
  BackupFacts& facts = check.facts;
  Store store(std::move(opened), key, {});
  const Verification verified = store.verify();
  std::ranges::copy(verified.found, std::back_inserter(check.found));
  if (check.found.empty()) {
    check.found = look_at_documents(backup, facts.documents);
  }
  if (!check.found.empty()) {
    return check;
  }
  TRY_ASSIGN(facts.made, when_made(backup, path));
  facts.version = backup.schema_version();
  facts.audit_sequence = verified.audit.sequence;
  facts.audit_hash = verified.audit.hash;
  facts.bytes = static_cast<std::int64_t>(fs::file_size(path));
  TRY_ASSIGN(facts.sha256, util::sha256_of_file(path));
  return check;
}

} // namespace

// What speaks against a backup there, before anything is written.
util::Outcome Store::check_backup_place(const fs::path& path, const fs::path& key_path)
{
  TRY(check_target(m_path, path));
  TRY(check_free(path));
  if (!key_path.empty()) {
    TRY(check_target(m_path, key_path));
  }
  TRY(check_kept_key(key_path, m_key));
  return check_pages();
}

// What is copied may be of a moment after the key was changed: it is known before it is kept.
util::Outcome Store::draft_backup(const fs::path& draft, util::Instant now)
{
  m_engine->back_up(draft, Role::backup);
  TRY_ASSIGN(const std::unique_ptr<Engine> copy,
             sqlite::open_file(draft, sqlite::Access::write, sqlite::Lock::held, Role::backup));
  TRY(pack(*copy, *this, now));
  return take_key_of(*copy);
}

util::Result<BackupFacts> Store::back_up(const fs::path& path, util::Instant now,
                                         const fs::path& key_path)
{
  TRY(check_backup_place(path, key_path));
  clear_drafts_of_others(path);
  const Draft draft(draft_of_backup(path));
  sqlite::WriteLock making(draft.path()); // tells others that somebody is at it
  making.try_take();
  TRY(draft_backup(draft.path(), now));
  TRY(check_kept_key(key_path, m_key));
  TRY_ASSIGN(const BackupCheck check, check_whole(draft.path(), m_key));
  if (!check.found.empty()) {
    return check.found; // what is wrong with the copy is wrong with the store
  }
  if (!key_path.empty() && !fs::exists(fs::symlink_status(key_path))) {
    TRY(write_key(key_path, m_key));
  }
  sync_path(draft.path());
  if (::renameat2(AT_FDCWD, draft.path().c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE) != 0) {
    return errno == EEXIST ? util::Error{"backup.exists", {path.string()}}
                           : util::system_error(path, errno);
  }
  sync_path(path.has_parent_path() ? path.parent_path() : fs::path("."));
  return check.facts;
}

namespace {

// The first row of the audit, by what neither an erasure nor a new key changes: digests in it are
// salted, so that no two stores have the same.
std::string origin_of(Engine& engine)
{
  using First = std::tuple<std::int64_t, std::string, std::string>;
  const auto first = first_value<First>(
    engine, "select at, command, coalesce(after_change, '') from audit where sequence = 1");
  if (!first) {
    return "";
  }
  const auto& [at, command, change] = *first;
  return fmt::format("{} {} {}", at, command, change);
}

} // namespace

bool Store::has_backup(const fs::path& path)
{
  try {
    const util::Result<std::unique_ptr<Engine>> backup =
      sqlite::open_file(path, sqlite::Access::read, sqlite::Lock::held, Role::backup);
    if (!backup || !check_version(**backup) || !check_schema(**backup, Role::backup, path)) {
      return false;
    }
    const std::string origin = origin_of(**backup);
    return !origin.empty() && origin == origin_of(*m_engine);
  } catch (const util::MachineError&) {
    return false;
  }
}

util::Result<BackupFacts> check_backup(const fs::path& path, const util::Key& key)
{
  TRY_ASSIGN(const BackupCheck check, check_whole(path, key));
  if (!check.found.empty()) {
    util::Errors found = check.found;
    found.insert(found.begin(), util::Error{"backup.damaged", {path.string()}});
    return found;
  }
  return check.facts;
}

} // namespace myatlas::store
