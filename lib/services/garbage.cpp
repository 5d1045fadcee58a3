#include "services/garbage.hpp"

#include "util/try.hpp"

namespace myatlas::services {

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
  store::Transaction write(context.store, context.deed());
  write.record(subject, std::nullopt, std::nullopt);
  write.commit();
}

} // namespace

util::Result<Collected> collect_garbage(const Context& context, Collect how,
                                        std::optional<std::chrono::days> older_than)
{
  Collected found;
  if (const util::Outcome whole = context.store.check_pages(); !whole) {
    return whole.errors();
  }
  store::Transaction write(context.store, context.deed()); // nobody begins to name a file meanwhile
  TRY_ASSIGN(const std::vector<store::DocumentFile> orphans, context.store.orphans());
  for (const store::DocumentFile& file : orphans) {
    found.files.push_back(file.path);
    found.file_bytes += file.bytes;
  }
  found.bytes_before = found.bytes_after = context.store.bytes();
  found.expired = context.store.credentials().drop_expired(context.machine_now());
  std::vector<fs::path> put_aside;
  if (older_than) {
    const util::Instant last = context.machine_now() + -older_than->count() * 24 * util::k_hour;
    put_aside = context.store.put_aside_until(last);
    found.expired += context.store.outbox().drop_sent(last);
  }
  for (const fs::path& path : put_aside) {
    found.files.push_back(path);
    found.file_bytes += size_of_file(path);
  }
  if (how == Collect::trial) {
    return found; // rolled back
  }
  write.record({store::AuditKind::garbage}, std::nullopt, std::nullopt);
  for (const store::DocumentFile& file : orphans) {
    if (const util::Outcome removed = context.store.remove_orphan(file); !removed) {
      return util::Error{"gc.failed", {file.path.string(), removed.error().args.back()}};
    }
  }
  for (const fs::path& path : put_aside) {
    std::error_code failed;
    fs::remove_all(path, failed);
    if (failed) {
      return util::Error{"gc.failed", {path.string(), failed.message()}};
    }
  }
  write.commit();
  context.store.scrub();
  found.bytes_after = context.store.bytes();
  return found;
}

util::Result<store::KeyRotation> rotate_key(const Context& context, const fs::path& old_key)
{
  if (const util::Outcome whole = context.store.check_pages(); !whole) {
    return whole.errors();
  }
  util::Result<store::KeyRotation> done = context.store.rotate_key(context.deed(), old_key);
  if (done) {
    context.store.scrub();
  }
  return done;
}

void record_backup(const Context& context, const std::string& sha256)
{
  record(context, {store::AuditKind::backup, sha256});
}

void record_restore(const Context& context, const std::string& sha256)
{
  record(context, {store::AuditKind::restored_backup, sha256});
}

} // namespace myatlas::services
