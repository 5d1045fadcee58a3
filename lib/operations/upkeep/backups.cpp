#include "operations/upkeep/backups.hpp"

#include "operations/upkeep/store_documents.hpp"
#include "services/garbage.hpp"
#include "store/backup.hpp"
#include "store/database_restore.hpp"

namespace myatlas::operations {

namespace fs = std::filesystem;

namespace {

Result<store::RestoreFacts> put_in_place(const HostStore& host, const fs::path& file,
                                         const util::Key& key)
{
  if (!is_on_server(host)) {
    return store::restore_backup(file, key, host.place, host.clock.now(), host.making.sharing);
  }
  TRY_ASSIGN(store::DatabaseRestored done,
             store::restore_to_database(file, key, database_of(host), host.clock.now()));
  return store::RestoreFacts{.backup = std::move(done.backup), .replaced = done.replaced};
}

} // namespace

Result<Rotation> rotation_asked(const std::string& keep)
{
  return services::parse_rotation(keep);
}

Outcome take_in_piped(const util::FileHandle& pipe, std::chrono::seconds patience,
                      const fs::path& to)
{
  return store::take_in_backup(pipe, "standard input", patience, to);
}

Result<fs::path> place_of_backup(const HostStore& host, const std::string& file, bool keep)
{
  std::error_code unknown;
  const fs::path folder = keep ? fs::path(file) : fs::path(file).parent_path();
  if (!folder.empty() && !fs::is_directory(folder, unknown)) {
    return Error{"file.cannot_create", {file}};
  }
  return keep ? folder / services::dated_name(host.clock.now()) : fs::path(file);
}

Result<BackupFacts> back_up(const HostStore& host, const fs::path& file, const fs::path& key_file)
{
  return in_known_store(host, StoreUse::as_it_is, [&](services::Context& context) {
    return context.store.back_up(file, context.now(), key_file);
  });
}

AuditTold tell_audit(const HostStore& host, const BackupFacts& facts)
{
  if (!services::may_tell_audit(host.place, facts)) {
    return {.was_only_read = true};
  }
  const Outcome told = in_known_store(host, StoreUse::write, [&](services::Context& context) {
    services::record_backup(context, facts.sha256);
    return Outcome(Done{});
  });
  return {.failure = told ? "" : told.error().code};
}

Result<std::vector<fs::path>> remove_old_backups(const HostStore& host, const fs::path& made,
                                                 const Rotation& rotation)
{
  return in_known_store(host, StoreUse::as_it_is, [&](services::Context& context) {
    return services::remove_old_backups(context, made, rotation);
  });
}

Result<BackupFacts> look_through(const HostStore& host, const fs::path& file,
                                 const fs::path& key_file)
{
  TRY_ASSIGN(const util::Key key, key_of_backup(host, file, key_file));
  return store::check_backup(file, key);
}

Result<util::Key> key_of_backup(const HostStore& host, const fs::path& file,
                                const fs::path& key_file)
{
  return services::key_of_backup(file, key_file, host.key_file);
}

Result<formats::Json> restore(const HostStore& host, const fs::path& file, const std::string& name,
                              const util::Key& key)
{
  TRY_ASSIGN(const store::RestoreFacts facts, put_in_place(host, file, key));
  TRY_ASSIGN(const services::Context* const context, host.open(StoreUse::write));
  services::record_restore(*context, facts.backup.sha256);
  return restore_document({.store = host.place,
                           .file = name,
                           .replaced = facts.replaced.string(),
                           .facts = facts.backup});
}

} // namespace myatlas::operations
