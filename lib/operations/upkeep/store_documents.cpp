#include "operations/upkeep/store_documents.hpp"

#include "operations/documents.hpp"
#include "texts/errors.hpp"

namespace myatlas::operations {

namespace {

Json audit_head_json(const store::AuditHead& head)
{
  return {{"sequence", head.sequence}, {"hash", head.hash}};
}

// As verify takes it back.
std::string anchor_text(const store::AuditHead& head)
{
  return std::to_string(head.sequence) + ":" + head.hash;
}

Json facts_json(const store::BackupFacts& facts)
{
  const store::AuditHead head{facts.audit_sequence, facts.audit_hash};
  return {{"made", util::to_rfc3339(facts.made)},
          {"bytes", facts.bytes},
          {"documents", facts.documents},
          {"store_schema", facts.version},
          {"sha256", facts.sha256},
          {"audit_head", audit_head_json(head)},
          {"anchor", anchor_text(head)}};
}

Json damage_row(const Error& error)
{
  return {{"code", error.code},
          {"message", texts::english_sentence_of(error)},
          {"hint", texts::english_hint_of(error)}};
}

std::string text_of_path(const std::filesystem::path& path)
{
  return path.string();
}

} // namespace

Json backup_document(const BackupTold& backup)
{
  Json document = {{"schema", "myatlas/backup/1"},
                   {"file", backup.file},
                   {"key_file", formats::text_or_null(backup.key_file)}};
  if (backup.removed) {
    document["removed"] = rows_of(*backup.removed, text_of_path);
  }
  document.update(facts_json(backup.facts));
  return document;
}

Json restore_document(const RestoreTold& restored)
{
  Json document = {{"schema", "myatlas/restore/1"},
                   {"store", restored.store},
                   {"file", restored.file},
                   {"replaced", formats::text_or_null(restored.replaced)}};
  document.update(facts_json(restored.facts));
  return document;
}

Json key_rotated(const KeyTold& key)
{
  return {{"schema", "myatlas/key-rotated/1"},
          {"store", key.store},
          {"key_file", key.key_file},
          {"old_key_file", key.rotation.old_key.string()},
          {"sealed", key.rotation.sealed},
          {"audit_head", audit_head_json(key.rotation.head)},
          {"anchor", anchor_text(key.rotation.head)}};
}

Json migration_document(const MigrationTold& migration)
{
  return {{"schema", "myatlas/migration/1"},
          {"from", migration.from},
          {"to", migration.to},
          {"kept", formats::text_or_null(migration.kept)}};
}

Json verification_document(const store::Verification& found)
{
  return {{"schema", "myatlas/verification/1"},
          {"sound", found.found.empty()},
          {"pages", found.pages},
          {"pages_without_sum", found.pages_without_sum},
          {"documents", found.documents},
          {"audit_head", audit_head_json(found.audit)},
          {"audit_rows", found.audit.sequence},
          {"anchor", anchor_text(found.audit)},
          {"problems", rows_of(found.found, damage_row)}};
}

Json garbage_document(const services::Collected& found, services::Collect how)
{
  return {{"schema", "myatlas/garbage/1"},
          {"dry_run", how == services::Collect::trial},
          {"files", rows_of(found.files, text_of_path)},
          {"file_count", found.files.size()},
          {"file_bytes", found.file_bytes},
          {"expired_rows", found.expired},
          {"bytes_before", found.bytes_before},
          {"bytes_after", found.bytes_after}};
}

} // namespace myatlas::operations
