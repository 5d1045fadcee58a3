#include "store/backup.hpp"

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <set>

#include <fcntl.h>
#include <unistd.h>

#include "store/backup_documents.hpp"
#include "store/document_files.hpp"
#include "store/migrate.hpp"
#include "store/schema.hpp"
#include "store/sqlite/open.hpp"
#include "store/sqlite/write_lock.hpp"
#include "store/store.hpp"
#include "store/store_files.hpp"
#include "util/digest.hpp"
#include "util/ending.hpp"
#include "util/file.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::store {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t k_lock_milliseconds = 60'000;

void put_fact(Engine& backup, std::string_view name, std::int64_t value)
{
  const std::string text = std::to_string(value);
  backup.execute("insert into backup_fact (name, value) values ($1, $2)",
                 {name, std::string_view(text)});
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

void sync(const fs::path& path)
{
  const util::FileHandle file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file || ::fsync(file.get()) != 0) {
    throw util::MachineError(util::system_error(path, errno));
  }
}

void move(const fs::path& from, const fs::path& to)
{
  if (::rename(from.c_str(), to.c_str()) != 0) {
    throw util::MachineError(util::system_error(to, errno));
  }
}

fs::path with(const fs::path& path, std::string_view end)
{
  return path.string() + std::string(end);
}

// A file that goes again unless it is kept, with what SQLite and the lock put beside it.
class Draft
{
public:
  explicit Draft(fs::path path) : m_path(std::move(path)), m_ends(files()) { clear(); }
  ~Draft() { clear(); }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  const fs::path& path() const { return m_path; }

private:
  std::vector<std::string> files() const
  {
    std::vector<std::string> all;
    for (const char* end : {"", "-wal", "-shm", "-journal", "-lock"}) {
      all.push_back(m_path.string() + end);
    }
    return all;
  }

  void clear() const
  {
    std::error_code absent;
    for (const std::string& file : files()) {
      fs::remove(file, absent);
    }
    fs::remove_all(with(m_path, "-documents"), absent);
  }

  fs::path m_path;
  util::GoneWithProgram m_ends;
};

constexpr std::string_view k_draft = ".part-";

// The name of the draft that a file is or belongs to, empty for any other: "x.backup.part-123" of
// "x.backup.part-123-journal".
std::string draft_in(const std::string& name)
{
  const std::size_t at = name.rfind(k_draft);
  const std::size_t end =
    at == name.npos ? at : name.find_first_not_of("0123456789", at + k_draft.size());
  return at == name.npos || end == at + k_draft.size() ? "" : name.substr(0, end);
}

// Those that a killed backup of this name left, or of another instant in a folder of many: nobody
// holds their lock.
void clear_drafts_of_others(const fs::path& path)
{
  const auto is_dated = [](const std::string& name) {
    return name.starts_with("myatlas-") && name.ends_with("Z.backup");
  };
  const std::string own = path.filename().string();
  std::set<std::string> drafts;
  std::error_code unreadable;
  for (const fs::directory_entry& entry : fs::directory_iterator(
         path.has_parent_path() ? path.parent_path() : fs::path("."), unreadable)) {
    const std::string draft = draft_in(entry.path().filename().string()),
                      of = draft.substr(0, draft.rfind(k_draft));
    if (!draft.empty() && (of == own || (is_dated(of) && is_dated(own)))) {
      drafts.insert(draft);
    }
  }
  for (const std::string& name : drafts) {
    const fs::path draft = path.parent_path() / name;
    sqlite::WriteLock lock(draft);
    if ((util::is_file_of_user(draft) || !fs::exists(fs::symlink_status(draft))) &&
        lock.try_take()) {
      const Draft cleared(draft);
    }
  }
}

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
    own ? unpack_documents(engine, DocumentFiles(with(path, "-documents"), rights)) : own;
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
  fs::path aside = with(store, "-replaced-" + stamp);
  for (int i = 2; fs::exists(aside) || fs::exists(with(aside, "-key")); ++i) {
    aside = with(store, "-replaced-" + stamp + "-" + std::to_string(i));
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
    const fs::path from = with(store, end), to = with(aside, end);
    if (fs::exists(fs::symlink_status(from)) && fs::exists(fs::symlink_status(to))) {
      fs::remove_all(from);
    } else if (fs::exists(fs::symlink_status(from))) {
      move(from, to);
    }
  }
  fs::remove(with(store, "-shm"), absent);
}

// A backup that was looked through: what it holds, unless something is wrong in it.
struct Looked
{
  BackupFacts facts;
  util::Errors found;
};

util::Result<Looked> look_through(const fs::path& path, const util::Key& key)
{
  util::Result<std::unique_ptr<Engine>> engine =
    sqlite::open_file(path, sqlite::Access::read, sqlite::Lock::held, Role::backup);
  if (!engine) {
    const std::string& code = engine.error().code;
    return code == "store.missing"    ? util::Error{"file.missing", {path.string()}}
           : code == "store.not_ours" ? util::Error{"backup.not_ours", {path.string()}}
                                      : util::Result<Looked>(engine.errors()).error();
  }
  if (const util::Outcome known = check_version(**engine); !known) {
    return known.errors();
  }
  if (const util::Outcome own = check_schema(**engine, Role::backup, path); !own) {
    return own.errors();
  }
  Engine& backup = **engine;
  Looked looked;
  BackupFacts& facts = looked.facts;
  Store store(*std::move(engine), key, {});
  const Verification verified = store.verify();
  std::ranges::copy(verified.found, std::back_inserter(looked.found));
  if (looked.found.empty()) {
    looked.found = look_at_documents(backup, facts.documents);
  }
  if (!looked.found.empty()) {
    return looked;
  }
  const auto made = backup.query("select value from backup_fact where name = 'made' and value glob "
                                 "'[0-9]*' and length(value) < 19");
  if (made.empty()) {
    return util::Error{"backup.damaged", {path.string()}};
  }
  facts.made.micros = std::stoll(made[0].text(0));
  if (!util::is_likely(facts.made)) {
    return util::Error{"backup.damaged", {path.string()}};
  }
  facts.version = backup.schema_version();
  facts.audit_sequence = verified.audit.sequence;
  facts.audit_hash = verified.audit.hash;
  facts.bytes = static_cast<std::int64_t>(fs::file_size(path));
  const util::Result<std::string> sha = util::sha256_of_file(path);
  facts.sha256 = sha ? *sha : "";
  return sha ? util::Result<Looked>(looked) : util::Result<Looked>(sha.errors());
}

} // namespace

util::Result<BackupFacts> Store::back_up(const fs::path& path, util::Instant now,
                                         const fs::path& key_path)
{
  if (const util::Outcome elsewhere = check_target(m_path, path); !elsewhere) {
    return elsewhere.errors();
  }
  if (const util::Outcome free = check_free(path); !free) {
    return free.errors();
  }
  if (const util::Outcome apart =
        key_path.empty() ? util::Outcome(util::Done{}) : check_target(m_path, key_path);
      !apart) {
    return apart.errors();
  }
  if (const util::Outcome free = check_kept_key(key_path, m_key); !free) {
    return free.errors();
  }
  if (const util::Outcome whole = check_pages(); !whole) {
    return whole.errors();
  }
  clear_drafts_of_others(path);
  const Draft draft(with(path, std::string(k_draft) + std::to_string(::getpid())));
  sqlite::WriteLock making(draft.path()); // tells others that somebody is at it
  making.try_take();
  m_engine->back_up(draft.path(), Role::backup);
  {
    util::Result<std::unique_ptr<Engine>> copy =
      sqlite::open_file(draft.path(), sqlite::Access::write, sqlite::Lock::held, Role::backup);
    TRY(copy ? pack(**copy, *this, now) : util::Outcome(copy.errors()));
    if (const util::Outcome known = take_key_of(**copy); !known) {
      return known.errors();
    }
  }
  if (const util::Outcome free = check_kept_key(key_path, m_key); !free) {
    return free.errors();
  }
  const util::Result<Looked> looked = look_through(draft.path(), m_key);
  if (!looked || !looked->found.empty()) {
    return looked ? looked->found
                  : looked.errors(); // what is wrong with the copy is wrong with the store
  }
  const bool is_kept = key_path.empty() || fs::exists(fs::symlink_status(key_path));
  TRY(is_kept ? util::Outcome(util::Done{}) : write_key(key_path, m_key));
  sync(draft.path());
  if (::renameat2(AT_FDCWD, draft.path().c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE) != 0) {
    return errno == EEXIST ? util::Error{"backup.exists", {path.string()}}
                           : util::system_error(path, errno);
  }
  sync(path.has_parent_path() ? path.parent_path() : fs::path("."));
  return looked->facts;
}

namespace {

// The first row of the audit, by what neither an erasure nor a new key changes: digests in it are
// salted, so that no two stores have the same.
std::string origin_of(Engine& engine)
{
  const auto first =
    engine.query("select at, command, coalesce(after_change, '') from audit where sequence = 1");
  return first.empty()
           ? ""
           : std::to_string(first[0].integer(0)) + " " + first[0].text(1) + " " + first[0].text(2);
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
  TRY_ASSIGN(const Looked looked, look_through(path, key));
  if (!looked.found.empty()) {
    util::Errors found = looked.found;
    found.insert(found.begin(), util::Error{"backup.damaged", {path.string()}});
    return found;
  }
  return looked.facts;
}

util::Result<RestoreFacts> restore_backup(const fs::path& from, const util::Key& key,
                                          const fs::path& to, util::Instant now, Sharing sharing)
{
  if (const util::Outcome own = check_owner(to); !own) {
    return own.errors();
  }
  if (const util::Outcome free = check_sticky(to); !free) { // nobody could end it
    return free.errors();
  }
  TRY_ASSIGN(const BackupFacts facts, check_backup(from, key));
  const fs::path folder = to.has_parent_path() ? to.parent_path() : fs::path(".");
  if (const util::Outcome made = util::make_private_folder(folder); !made) {
    return made.errors();
  }
  offer_to_group(to, sharing);
  sqlite::WriteLock lock(to);
  lock.take(k_lock_milliseconds);
  const Rights rights = rights_of(fs::exists(to) ? to : with(to, "-lock"));
  const Draft draft(with(to, "-restoring-draft")); // under the lock: nobody else has one
  util::Result<std::unique_ptr<Engine>> backup =
    sqlite::open_file(from, sqlite::Access::read, sqlite::Lock::held, Role::backup);
  const util::Outcome made =
    backup ? make_store(**backup, draft.path(), rights) : util::Outcome(backup.errors());
  TRY_ASSIGN(const fs::path aside,
             made ? marked_aside(to, now, rights) : util::Result<fs::path>(made.errors()));
  put_aside(to, aside);
  move(draft.path(), to);
  if (fs::exists(with(draft.path(), "-documents"))) {
    move(with(draft.path(), "-documents"), with(to, "-documents"));
  }
  if (const util::Outcome kept = write_key(with(to, "-key"), key, rights.file); !kept) {
    return kept.errors();
  }
  sync(folder);
  fs::remove(next_key(to)); // of a change that the restore undid
  fs::remove(restore_marker(to));
  sync(folder);
  return RestoreFacts{facts, fs::exists(aside) ? aside : fs::path()};
}

} // namespace myatlas::store
