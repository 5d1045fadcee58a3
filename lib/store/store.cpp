#include "store/store.hpp"

#include <algorithm>

#include <unistd.h>

#include "store/migrate.hpp"
#include "store/sqlite/header.hpp"
#include "store/sqlite/open.hpp"
#include "store/sqlite/write_lock.hpp"
#include "store/store_files.hpp"
#include "util/digest.hpp"
#include "util/file.hpp"

namespace myatlas::store {

namespace fs = std::filesystem;

namespace {

constexpr int k_first_with_sums = 15; // version of the store whose pages have checksums
constexpr std::int64_t k_making_milliseconds = 10'000;

util::Key new_key()
{
  util::Key key{};
  const std::string random = util::random_bytes(key.size());
  std::ranges::copy(random, key.begin());
  return key;
}

// The key that seals the outbox and chains the audit lies outside the database, so that neither alone is enough.
// A store that is known has its key already: a new one would accuse every row of its audit.
util::Result<util::Key> key_beside(const fs::path& store, bool known)
{
  const fs::path path = store.string() + "-key";
  if (util::open_to_others(path)) {
    return util::Error{"store.key_open", {path.string()}};
  }
  if (fs::exists(path)) {
    return read_key(path);
  }
  if (known) {
    return util::Error{"store.key", {path.string()}};
  }
  const util::Key key = new_key();
  const util::Outcome written = util::write_file(path, {reinterpret_cast<const char*>(key.data()), key.size()});
  return written ? util::Result<util::Key>(key) : util::Result<util::Key>(written.errors());
}

} // namespace

Transaction::Transaction(Store& store, Deed deed, Size size) : m_store(store), m_deed(std::move(deed))
{
  size == Size::file ? m_store.m_engine->begin_load() : m_store.m_engine->begin_write();
}

Transaction::~Transaction()
{
  if (m_open) {
    try {
      m_store.m_engine->roll_back();
    } catch (const util::MachineError&) {
      // SQLite rolls back by itself when the connection goes.
    }
  }
}

void Transaction::record(std::string_view subject, std::optional<std::string> before, std::optional<std::string> after)
{
  m_store.audit().append(m_deed, subject, std::move(before), std::move(after));
}

void Transaction::commit()
{
  m_open = false;
  m_store.m_engine->commit();
}

Store::Store(std::unique_ptr<Engine> engine, const util::Key& key, fs::path path)
  : m_engine(std::move(engine)), m_key(key), m_path(std::move(path))
{
}

util::Result<std::unique_ptr<Store>> Store::open(const fs::path& path, Use use, Clocks clocks)
{
  try {
    return open_checked(path, use, clocks);
  } catch (const fs::filesystem_error& error) {
    return util::Error{"store.unwritable", {path.string(), error.code().message()}};
  }
}

util::Result<std::unique_ptr<Store>> Store::open_checked(const fs::path& path, Use use,
                                                         Clocks clocks)
{
  if (fs::exists(restore_marker(path))) {
    return util::Error{"store.restoring", {path.string()}};
  }
  std::error_code absent;
  const bool is_empty = fs::is_regular_file(fs::symlink_status(path, absent)) && fs::file_size(path, absent) == 0;
  if (is_empty && !fs::exists(path.string() + "-lock", absent)) { // not of a maker that was killed at its first step
    return util::Error{"store.not_ours", {path.string()}};
  }
  std::optional<sqlite::WriteLock> making; // two first writers do not both make the store
  if (use == Use::write && !fs::exists(path.string() + "-key")) {
    const util::Outcome folder = util::make_private_folder(path.parent_path());
    if (!folder) {
      return util::Error{"store.unwritable", {path.string(), folder.error().args[0]}};
    }
    making.emplace(path);
    making->take(k_making_milliseconds);
  }
  const auto access = use == Use::read ? sqlite::Access::read : sqlite::Access::write;
  util::Result<std::unique_ptr<Engine>> engine = sqlite::open_file(path, access, making ? sqlite::Lock::held : sqlite::Lock::free);
  if (!engine) {
    return use == Use::read && engine.error().code == "store.missing" ? in_memory()
                                                                      : util::Result<std::unique_ptr<Store>>(engine.errors());
  }
  const util::Outcome known = check_version(**engine);
  if (!known) {
    return known.errors();
  }
  const util::Result<util::Key> key = key_beside(path, (*engine)->schema_version() > 0);
  if (!key) {
    return key.errors();
  }
  making.reset();
  auto store = std::make_unique<Store>(*std::move(engine), *key, path);
  if (use == Use::write) {
    store->migrate(clocks);
  } else if (store->m_engine->schema_version() < newest_version()) {
    return util::Error{"store.older", {path.string()}};
  }
  return store;
}

std::unique_ptr<Store> Store::in_memory()
{
  auto store = std::make_unique<Store>(sqlite::open_memory(), new_key(), fs::path{});
  store->migrate();
  return store;
}

void Store::migrate(Clocks clocks)
{
  const int found = m_engine->schema_version();
  if (found == newest_version()) {
    return;
  }
  if (found > 0 && !is_memory()) {
    if (const util::Outcome whole = check_pages(); !whole) {
      throw util::MachineError(whole.error());
    }
    m_engine->back_up(m_path.string() + "-before-v" + std::to_string(newest_version()), Role::store);
  }
  m_engine->begin_write();
  try {
    apply_missing(*m_engine);
    if (found == 0 && clocks == Clocks::given) {
      m_engine->execute("insert into store_fact (name, value) values ('clock', 'test')");
    }
    m_engine->commit();
  } catch (...) {
    m_engine->roll_back();
    throw;
  }
  if (found > 0 && found < k_first_with_sums) {
    m_engine->scrub(); // which makes room for them
  }
}

Store::Clocks Store::clocks()
{
  return m_engine->query("select 1 from store_fact where name = 'clock' and value = 'test'").empty()
           ? Clocks::machine
           : Clocks::given;
}

fs::path Store::document_path(const std::string& digest) const
{
  return fs::path(m_path.string() + "-documents") / digest.substr(0, 2) / digest;
}

// The database, what stands beside it under its name (journals, copies of older versions), backups there, and the documents.
std::vector<fs::path> Store::files() const
{
  std::vector<fs::path> found;
  if (is_memory()) {
    return found;
  }
  const fs::path folder = m_path.has_parent_path() ? m_path.parent_path() : fs::path(".");
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const bool is_of_it = entry.path().filename().string().starts_with(m_path.filename().string());
    if (entry.is_regular_file() && (is_of_it || sqlite::check_header(entry.path(), sqlite::application_id(Role::backup)))) {
      found.push_back(entry.path());
    }
  }
  const fs::path documents = fs::path(m_path.string() + "-documents");
  if (fs::exists(documents)) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(documents)) {
      if (entry.is_regular_file()) {
        found.push_back(entry.path());
      }
    }
  }
  std::ranges::sort(found);
  return found;
}

util::Outcome Store::keep_document(const std::string& digest, std::string_view content)
{
  if (is_memory()) {
    return util::Done{};
  }
  const fs::path path = document_path(digest);
  const util::Outcome folder = util::make_private_folder(path.parent_path());
  if (!folder) {
    return folder;
  }
  return fs::exists(path) ? util::Outcome(util::Done{}) : util::write_file(path, content);
}

util::Result<StoredDocument> Store::keep_document_file(const fs::path& file, const char* media_type)
{
  const util::Result<util::FileHandle> from = util::open_regular(file);
  if (!from) {
    return from.errors();
  }
  util::Sha256 sha;
  StoredDocument document{"", 0, media_type};
  std::string block(256U * 1024, '\0');
  // Twice: the copy is named by what is in it.
  for (std::optional<util::NewFile> copy;;) {
    const util::Result<std::size_t> size = util::read_some(*from, file, block.data(), block.size());
    if (!size) {
      return size.errors();
    }
    const std::string_view bytes = std::string_view(block).substr(0, *size);
    if (copy && *size > 0) {
      const util::Outcome written = copy->append(bytes);
      if (!written) {
        return written.errors();
      }
    } else if (copy) {
      const util::Outcome kept = copy->keep();
      return kept ? util::Result<StoredDocument>(document) : util::Result<StoredDocument>(kept.errors());
    } else if (*size > 0) {
      sha.update(bytes);
      document.bytes += static_cast<std::int64_t>(*size);
    } else {
      document.digest = sha.hex();
      const fs::path path = document_path(document.digest);
      const util::Outcome folder = util::make_private_folder(path.parent_path());
      util::Result<util::NewFile> made = folder ? util::NewFile::create(path) : util::Result<util::NewFile>(folder.errors());
      if (!made || is_memory() || fs::exists(path)) {
        return made ? util::Result<StoredDocument>(document) : util::Result<StoredDocument>(made.errors());
      }
      copy.emplace(*std::move(made));
      ::lseek(from->get(), 0, SEEK_SET);
    }
  }
}

} // namespace myatlas::store
