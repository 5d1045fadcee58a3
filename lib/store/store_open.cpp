#include "store/migrate.hpp"
#include "store/schema.hpp"
#include "store/sqlite/file_header.hpp"
#include "store/sqlite/open.hpp"
#include "store/sqlite/write_lock.hpp"
#include "store/store.hpp"
#include "store/store_facts.hpp"
#include "store/store_files.hpp"
#include "util/file.hpp"
#include "util/try.hpp"

// How a store that is a file comes to be open, made or brought up to date.
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
  TRY(write_key(path, key, rights_of(store).file));
  return key;
}

fs::path lock_beside(const fs::path& store)
{
  return store.string() + "-lock";
}

// What is opened is a store of the operator's, is whole, or is one that its maker was killed over.
util::Outcome check_place(const fs::path& path, Store::Use use)
{
  TRY(check_owner(path));
  if (fs::exists(restore_marker(path))) {
    return util::Error{"store.restoring", {path.string()}};
  }
  std::error_code absent;
  const bool has_lock = fs::exists(lock_beside(path), absent);
  const bool is_empty =
    fs::is_regular_file(fs::symlink_status(path, absent)) && fs::file_size(path, absent) == 0;
  if (is_empty && !has_lock) { // not of a maker that was killed at its first step
    return util::Error{"store.not_ours", {path.string()}};
  }
  if (use == Store::Use::write && fs::exists(path, absent) && !has_lock) {
    return sqlite::check_header(path, Role::store); // before a lock is put beside it
  }
  return util::Done{};
}

using MakersLock = std::optional<sqlite::WriteLock>;

// Held by the first writer, so that two do not both make the store.
util::Result<MakersLock> lock_of_maker(const fs::path& path, Store::Use use, Sharing sharing,
                                       const Patience& patience)
{
  MakersLock making;
  if (use == Store::Use::write && !fs::exists(path.string() + "-key")) {
    if (const util::Outcome folder = util::make_private_folder(path.parent_path()); !folder) {
      return util::Error{"store.unwritable", {path.string(), folder.error().args[0]}};
    }
    offer_to_group(path, sharing);
    making.emplace(path, patience);
    making->take(k_making_milliseconds);
  }
  return making;
}

} // namespace

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
  TRY(check_place(path, use));
  TRY_ASSIGN(MakersLock making, lock_of_maker(path, use, as.sharing, patience));
  const auto access = use == Use::write ? sqlite::Access::write : sqlite::Access::read;
  const auto lock = making ? sqlite::Lock::held : sqlite::Lock::free;
  util::Result<std::unique_ptr<Engine>> engine =
    sqlite::open_file(path, access, lock, Role::store, patience);
  if (!engine && use == Use::trial && engine.error().code == "store.missing") {
    return in_memory();
  }
  if (!engine) {
    return engine.errors();
  }
  TRY(check_version(**engine));
  TRY(check_schema(**engine, Role::store, path));
  TRY_ASSIGN(const util::Key key, key_beside(**engine, path));
  making.reset();
  auto store = std::make_unique<Store>(*std::move(engine), key, path);
  const int version = store->m_engine->schema_version();
  if (use == Use::write) {
    store->migrate(as.clocks);
  } else if (use != Use::as_it_is && version < newest_version()) {
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
      mark_for_tests(*m_engine);
    }
    m_engine->commit();
  } catch (...) {
    m_engine->roll_back();
    throw;
  }
}

} // namespace myatlas::store
