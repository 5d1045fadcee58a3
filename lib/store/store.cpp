#include "store/store.hpp"

#include <algorithm>

#include <unistd.h>

#include "store/document_files.hpp"
#include "store/migrate.hpp"
#include "store/schema.hpp"
#include "store/sharing.hpp"
#include "store/sqlite/file_header.hpp"
#include "store/sqlite/open.hpp"
#include "store/sqlite/write_lock.hpp"
#include "store/store_files.hpp"
#include "util/digest.hpp"
#include "util/file.hpp"
#include "util/try.hpp"

namespace myatlas::store {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t k_making_milliseconds = 10'000;

// The key that seals the outbox and chains the audit lies outside the database, so that neither
// alone is enough. A store that is known has its key already: a new one would accuse every row of
// its audit.
util::Result<util::Key> key_beside(Engine& engine, const fs::path& store)
{
  const fs::path path = store.string() + "-key";
  if (fs::exists(
        next_key(store))) { // a change of the key was cut off: the store tells whether it was done
    const util::Result<util::Key> next = read_key(next_key(store));
    const bool has_its_name = !next && !fs::exists(next_key(store)); // meanwhile
    if (!has_its_name && (!next || told_of(engine, *next) == Told::this_one)) {
      return next;
    }
  }
  if (fs::exists(path)) {
    return read_key(path);
  }
  if (engine.schema_version() > 0) {
    return util::Error{"store.key", {path.string()}};
  }
  const util::Key key = new_key();
  const util::Outcome written = write_key(path, key, rights_of(store).file);
  return written ? util::Result<util::Key>(key) : util::Result<util::Key>(written.errors());
}

} // namespace

Transaction::Transaction(Store& store, Deed deed, Size size)
  : m_store(store), m_deed(std::move(deed))
{
  if (m_store.m_rehearsing) {
    m_store.m_engine->begin_part();
  } else {
    m_store.begin(size);
  }
}

Transaction::~Transaction()
{
  if (m_open) {
    try {
      m_store.m_rehearsing ? m_store.m_engine->undo_part() : m_store.m_engine->roll_back();
    } catch (const util::MachineError&) {
      // It is rolled back when the connection goes.
    }
  }
}

void Transaction::record(std::string_view subject, std::optional<std::string> before,
                         std::optional<std::string> after)
{
  m_store.audit().append(m_deed, subject, std::move(before), std::move(after));
}

void Transaction::commit()
{
  m_open = false;
  m_store.m_rehearsing ? m_store.m_engine->keep_part() : m_store.m_engine->commit();
}

Rehearsal::Rehearsal(Store& store) : m_store(store)
{
  m_store.begin(Transaction::Size::command);
  m_store.m_rehearsing = true;
}

void Rehearsal::keep()
{
  m_open = m_store.m_rehearsing = false;
  m_store.m_engine->commit();
}

Rehearsal::~Rehearsal()
{
  if (!m_open) {
    return;
  }
  m_store.m_rehearsing = false;
  try {
    m_store.m_engine->roll_back();
  } catch (const util::MachineError&) {
    // It is rolled back when the connection goes.
  }
}

// Whoever waited for the lock may hold a key that was changed meanwhile: nothing is sealed with it
// any more.
void Store::check_key()
{
  if (told_of(*m_engine, m_key) == Told::another) {
    throw util::MachineError(util::Error{"store.key_changed", {m_path.string() + "-key"}});
  }
  take_place_of_key();
}

// Whether the store was sealed with another key since this one was read, and that key was found.
bool Store::take_newer_key()
{
  if (!is_file() || version() != newest_version() || told_of(*m_engine, m_key) != Told::another) {
    return false;
  }
  const util::Result<util::Key> key = key_beside(*m_engine, m_path);
  const bool is_newer = key && told_of(*m_engine, *key) == Told::this_one;
  m_key = is_newer ? *key : m_key;
  return is_newer;
}

// Nobody is kept from writing meanwhile, or from changing the key: a row is called broken once
// nothing changed while it was looked at.
std::optional<std::int64_t> Store::first_broken()
{
  constexpr int k_most = 20;
  for (int looked = 1;; ++looked) {
    const AuditHead before = audit().head();
    const auto broken = audit().first_broken();
    const bool changed = broken && (take_newer_key() || audit().head().sequence != before.sequence);
    if (!changed || looked == k_most) {
      return broken;
    }
  }
}

void Store::begin(Transaction::Size size)
{
  size == Transaction::Size::file ? m_engine->begin_load() : m_engine->begin_write();
  try {
    check_key();
  } catch (...) {
    m_engine->roll_back();
    throw;
  }
}

Store::Store(std::unique_ptr<Engine> engine, const util::Key& key, fs::path path,
             std::unique_ptr<Documents> documents)
  : m_engine(std::move(engine)), m_key(key), m_path(std::move(path)),
    m_keeps_documents(documents || is_file()),
    m_documents(documents ? std::move(documents)
                          : std::make_unique<DocumentFiles>(m_path.string() + "-documents",
                                                            rights_of(m_path)))
{
}

util::Result<std::unique_ptr<Store>> Store::open(const fs::path& path, Use use, Making making,
                                                 Patience patience)
{
  try {
    return open_checked(path, use, making, patience);
  } catch (const fs::filesystem_error& error) {
    return util::Error{"store.unwritable", {path.string(), error.code().message()}};
  }
}

util::Result<std::unique_ptr<Store>> Store::open_checked(const fs::path& path, Use use, Making as,
                                                         const Patience& patience)
{
  if (const util::Outcome own = check_owner(path); !own) {
    return own.errors();
  }
  if (fs::exists(restore_marker(path))) {
    return util::Error{"store.restoring", {path.string()}};
  }
  std::error_code absent;
  const bool is_empty =
    fs::is_regular_file(fs::symlink_status(path, absent)) && fs::file_size(path, absent) == 0;
  if (is_empty && !fs::exists(path.string() + "-lock",
                              absent)) { // not of a maker that was killed at its first step
    return util::Error{"store.not_ours", {path.string()}};
  }
  if (use == Use::write && fs::exists(path, absent) &&
      !fs::exists(path.string() + "-lock", absent)) {
    if (const util::Outcome ours = sqlite::check_header(path, Role::store); !ours) {
      return ours.errors(); // before a lock is put beside it
    }
  }
  std::optional<sqlite::WriteLock> making; // two first writers do not both make the store
  if (use == Use::write && !fs::exists(path.string() + "-key")) {
    const util::Outcome folder = util::make_private_folder(path.parent_path());
    if (!folder) {
      return util::Error{"store.unwritable", {path.string(), folder.error().args[0]}};
    }
    offer_to_group(path, as.sharing);
    making.emplace(path, patience);
    making->take(k_making_milliseconds);
  }
  const auto access = use == Use::write ? sqlite::Access::write : sqlite::Access::read;
  util::Result<std::unique_ptr<Engine>> engine = sqlite::open_file(
    path, access, making ? sqlite::Lock::held : sqlite::Lock::free, Role::store, patience);
  if (!engine) {
    return use == Use::trial && engine.error().code == "store.missing"
             ? in_memory()
             : util::Result<std::unique_ptr<Store>>(engine.errors());
  }
  if (const util::Outcome known = check_version(**engine); !known) {
    return known.errors();
  }
  if (const util::Outcome own = check_schema(**engine, Role::store, path); !own) {
    return own.errors();
  }
  TRY_ASSIGN(const util::Key key, key_beside(**engine, path));
  making.reset();
  auto store = std::make_unique<Store>(*std::move(engine), key, path);
  if (use == Use::write) {
    store->migrate(as.clocks);
  } else if (const int version = store->m_engine->schema_version();
             use != Use::as_it_is && version < newest_version()) {
    return older(path, version);
  }
  return store;
}

std::unique_ptr<Store> Store::in_memory()
{
  auto store = std::make_unique<Store>(sqlite::open_memory(), new_key(), fs::path{});
  store->migrate();
  return store;
}

namespace {

// No other writer comes between.
class Held
{
public:
  explicit Held(Engine& engine) : m_engine(engine) { m_engine.hold(); }
  ~Held() { m_engine.let_go(); }
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;

private:
  Engine& m_engine;
};

} // namespace

// Of several that meet an older store one migrates it, and the others find it done.
void Store::migrate(Clocks clocks)
{
  if (m_engine->schema_version() == newest_version()) {
    return;
  }
  const Held held(*m_engine);
  const int found = m_engine->schema_version();
  if (found == newest_version()) {
    return;
  }
  if (found > 0 && is_file()) {
    if (const util::Outcome whole = check_pages(); !whole) {
      throw util::MachineError(whole.error());
    }
    const fs::path copy = m_path.string() + "-before-v" + std::to_string(newest_version());
    m_engine->back_up(copy, Role::store);
    give(copy, rights_of(m_path));
  }
  if (found > 0 && found < k_first_with_sums) {
    m_engine->scrub(); // makes room for them first: cut off after it, the store is of its old
                       // version, which may have some or none
  }
  m_engine->begin_write();
  try {
    apply_missing(*m_engine, newest_version());
    if (found == 0 && clocks == Clocks::given) {
      m_engine->execute("insert into store_fact (name, value) values ('clock', 'test')");
    }
    m_engine->commit();
  } catch (...) {
    m_engine->roll_back();
    throw;
  }
}

Store::Clocks Store::clocks()
{
  constexpr int k_first_with_facts = 16;
  if (m_engine->schema_version() < k_first_with_facts) {
    return Clocks::machine;
  }
  return m_engine->query("select 1 from store_fact where name = 'clock' and value = 'test'").empty()
           ? Clocks::machine
           : Clocks::given;
}

std::int64_t Store::bytes()
{
  return m_engine->bytes();
}

bool Store::may_write()
{
  return is_file() ? is_own(m_path) : m_engine->may_write();
}

util::Result<std::string> Store::read_document(const std::string& digest, std::size_t limit) const
{
  const util::Result<util::FileHandle> file = documents().open(digest);
  return file ? util::read_whole(*file, digest, limit) : util::Result<std::string>(file.errors());
}

// The database, what stands beside it under its name (journals, copies of older versions), backups
// there, and the documents.
util::Result<std::vector<fs::path>> Store::files() const
{
  std::vector<fs::path> found;
  if (!is_file()) {
    return found;
  }
  const fs::path folder = m_path.has_parent_path() ? m_path.parent_path() : fs::path(".");
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const bool is_of_it = entry.path().filename().string().starts_with(m_path.filename().string());
    if (fs::is_regular_file(entry.symlink_status()) &&
        (is_of_it || sqlite::check_header(entry.path(), Role::backup))) {
      found.push_back(entry.path());
    }
  }
  const util::Outcome listed =
    documents().each([&](const DocumentFile& file) { found.push_back(file.path); });
  std::ranges::sort(found);
  return listed ? util::Result<std::vector<fs::path>>(found)
                : util::Result<std::vector<fs::path>>(listed.errors());
}

util::Outcome Store::keep_document(const std::string& digest, std::string_view content)
{
  if (!keeps_documents()) {
    return util::Done{};
  }
  const util::Result<bool> known = documents().has(digest);
  if (!known || *known) {
    return known ? util::Outcome(util::Done{}) : util::Outcome(known.errors());
  }
  const util::Result<std::unique_ptr<NewDocument>> made = documents().begin(digest);
  const util::Outcome written = made ? (*made)->append(content) : util::Outcome(made.errors());
  return written ? (*made)->keep() : written;
}

namespace {

// What is left of an open file, a block at a time, until `take` fails or it ends.
util::Outcome each_block(const util::FileHandle& file, const fs::path& path,
                         const std::function<util::Outcome(std::string_view)>& take)
{
  std::string block(256U * 1024, '\0');
  for (;;) {
    const util::Result<std::size_t> size = util::read_some(file, path, block.data(), block.size());
    if (!size || *size == 0) {
      return size ? util::Outcome(util::Done{}) : util::Outcome(size.errors());
    }
    if (const util::Outcome taken = take(std::string_view(block).substr(0, *size)); !taken) {
      return taken;
    }
  }
}

} // namespace

// Read twice: the copy is named by what is in it.
util::Result<StoredDocument> Store::keep_document_file(const fs::path& path, const char* media_type)
{
  const util::Result<util::FileHandle> file = util::open_regular(path);
  const util::Result<std::string> digest =
    file ? util::sha256_of(*file, path) : util::Result<std::string>(file.errors());
  const util::Result<bool> known =
    digest && keeps_documents() ? documents().has(*digest) : util::Result<bool>(true);
  if (!digest || !known) {
    return digest ? known.errors() : digest.errors();
  }
  const StoredDocument document{*digest, static_cast<std::int64_t>(util::size_of(*file)),
                                media_type};
  if (*known) {
    return document;
  }
  TRY_ASSIGN(const std::unique_ptr<NewDocument> copy, documents().begin(*digest));
  ::lseek(file->get(), 0, SEEK_SET);
  const util::Outcome written =
    each_block(*file, path, [&](std::string_view bytes) { return copy->append(bytes); });
  const util::Outcome kept = written ? copy->keep() : written;
  return kept ? util::Result<StoredDocument>(document)
              : util::Result<StoredDocument>(kept.errors());
}

} // namespace myatlas::store
