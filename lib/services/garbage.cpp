#include "services/garbage.hpp"

#include <algorithm>

#include "util/try.hpp"

namespace myatlas::services {

namespace {

using store::AuditKind;
using store::DocumentFile;

} // namespace

namespace fs = std::filesystem;

namespace {

std::int64_t size_of_file(const fs::path& file)
{
  std::error_code absent;
  const auto size = fs::file_size(file, absent);
  return absent ? 0 : static_cast<std::int64_t>(size);
}

void record(const Context& context, const store::AuditSubject& subject)
{
  Transaction write = context.begin();
  write.record(subject);
  write.commit();
}

} // namespace

namespace {

Error not_removed(const fs::path& path, const std::string& reason)
{
  return {"gc.failed", {path.string(), reason}};
}

// What nothing needs any more, found and taken away in one transaction: nobody begins to name a
// file meanwhile.
class Collection
{
public:
  // `apart`: orphans where documents are apart.
  Collection(const Context& context, std::vector<DocumentFile> apart)
    : m_context(context), m_store(context.store), m_write(context.begin()),
      m_orphans(std::move(apart))
  {
  }

  Outcome find(std::optional<std::chrono::days> older_than)
  {
    TRY(find_orphans());
    m_found.bytes_before = m_found.bytes_after = m_store.bytes();
    m_found.expired = m_store.credentials().drop_expired(m_context.machine_now());
    if (older_than) {
      find_put_aside(*older_than);
    }
    return Done{};
  }

  // Rolled back, unless it is called.
  Outcome take_away()
  {
    m_write.record({AuditKind::garbage});
    if (!m_store.documents().is_apart()) {
      TRY(remove_orphans());
    }
    TRY(remove_put_aside());
    m_write.commit();
    m_store.scrub();
    m_found.bytes_after = m_store.bytes();
    return Done{};
  }

  const Collected& found() const { return m_found; }

private:
  void add(const DocumentFile& file)
  {
    m_found.files.push_back(file.path);
    m_found.file_bytes += file.bytes;
  }

  void add(const fs::path& path)
  {
    m_found.files.push_back(path);
    m_found.file_bytes += size_of_file(path);
  }

  Outcome find_orphans()
  {
    if (!m_store.documents().is_apart()) {
      TRY_ASSIGN(m_orphans, m_store.orphans());
    }
    for (const DocumentFile& file : m_orphans) {
      add(file);
    }
    return Done{};
  }

  void find_put_aside(std::chrono::days older_than)
  {
    const util::Instant last = m_context.machine_now() + -older_than.count() * 24 * util::k_hour;
    m_put_aside = m_store.put_aside_until(last);
    m_found.expired += m_store.outbox().drop_sent(last);
    std::ranges::for_each(m_put_aside, [&](const fs::path& path) { add(path); });
  }

  Outcome remove_orphans()
  {
    for (const DocumentFile& file : m_orphans) {
      if (const Outcome removed = m_store.remove_orphan(file); !removed) {
        return not_removed(file.path, removed.error().args.back());
      }
    }
    return Done{};
  }

  Outcome remove_put_aside()
  {
    for (const fs::path& path : m_put_aside) {
      std::error_code failed;
      fs::remove_all(path, failed);
      if (failed) {
        return not_removed(path, failed.message());
      }
    }
    return Done{};
  }

  const Context& m_context;
  store::Store& m_store;
  Transaction m_write;
  std::vector<DocumentFile> m_orphans;
  std::vector<fs::path> m_put_aside;
  Collected m_found;
};

// Looked for before the store is locked, since the place may let wait.
Result<std::vector<DocumentFile>> orphans_apart(const store::Store& store)
{
  return store.documents().is_apart() ? store.orphans() : std::vector<DocumentFile>();
}

// Nobody begins to name it meanwhile, and nobody waits for more than one.
Outcome remove_apart(const Context& context, const DocumentFile& orphan)
{
  const Transaction lock = context.begin();
  return context.store.is_orphan(orphan) ? context.store.remove_orphan(orphan) : Outcome(Done{});
}

Result<Collected> collected_in_store(const Context& context, Collect how,
                                     std::optional<std::chrono::days> older_than,
                                     const std::vector<DocumentFile>& apart)
{
  Collection collection(context, apart);
  TRY(collection.find(older_than));
  if (how == Collect::now) {
    TRY(collection.take_away());
  }
  return collection.found();
}

} // namespace

Result<Collected> collect_garbage(const Context& context, Collect how,
                                  std::optional<std::chrono::days> older_than)
{
  TRY(context.store.check_pages());
  TRY_ASSIGN(const std::vector<DocumentFile> apart, orphans_apart(context.store));
  TRY_ASSIGN(Collected found, collected_in_store(context, how, older_than, apart));
  if (how == Collect::now) {
    for (const DocumentFile& orphan : apart) {
      TRY(remove_apart(context, orphan));
    }
  }
  return found;
}

Result<store::KeyRotation> rotate_key(const Context& context, const fs::path& old_key)
{
  TRY(context.store.check_pages());
  TRY_ASSIGN(store::KeyRotation done, context.store.rotate_key(context.deed(), old_key));
  context.store.scrub();
  return done;
}

void record_backup(const Context& context, const std::string& sha256)
{
  record(context, {AuditKind::backup, sha256});
}

void record_restore(const Context& context, const std::string& sha256)
{
  record(context, {AuditKind::restored_backup, sha256});
}

} // namespace myatlas::services
