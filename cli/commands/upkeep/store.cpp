// The store as a whole: looked through, brought up to date, cleaned.
#include <chrono>
#include <cstdio>

#include <unistd.h>

#include "commands/files/passing_folder.hpp"
#include "commands/host_store.hpp"
#include "commands/options.hpp"
#include "commands/upkeep/commands.hpp"
#include "operations/upkeep/backups.hpp"
#include "operations/upkeep/garbage.hpp"
#include "operations/upkeep/migration.hpp"
#include "operations/upkeep/store_documents.hpp"
#include "operations/upkeep/verification.hpp"
#include "session.hpp"
#include "texts/texts.hpp"
#include "util/file.hpp"
#include "util/text.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

struct VerifyStoreOptions
{
  std::string anchor, backup, key_file;
};

const std::vector<Field> k_verification_fields = {
  {"sound", N_("Sound")},
  {"pages", N_("Pages"), Show::number},
  {"documents", N_("Documents"), Show::number},
  {"audit_rows", N_("Rows of the audit"), Show::number},
  {"anchor", N_("Anchor")}};

// From standard input, as restore takes it.
Result<operations::BackupFacts> look_through_stream(Session& session, const std::string& key_file)
{
  const PassingFolder passing;
  const util::FileHandle in(::dup(::fileno(session.env().in)));
  TRY(operations::take_in_piped(in, std::chrono::minutes(1), passing.file()));
  return operations::look_through(host_store(session), passing.file(), key_file);
}

const std::vector<Field> k_verify_backup_fields = {{"file", N_("File")},
                                                   {"made", N_("Backup of")},
                                                   {"bytes", N_("Bytes"), Show::number},
                                                   {"documents", N_("Documents"), Show::number},
                                                   {"sha256", "SHA-256"}};

// A backup is looked through where it lies, without a store being made of it.
Result<int> run_verify_backup(Session& session, const VerifyStoreOptions& options)
{
  TRY_ASSIGN(const operations::BackupFacts facts,
             options.backup == "-"
               ? look_through_stream(session, options.key_file)
               : operations::look_through(host_store(session), options.backup, options.key_file));
  const operations::BackupTold told{.file = options.backup, .facts = facts};
  return session.report({operations::backup_document(told), k_verify_backup_fields});
}

constexpr FormOption<VerifyStoreOptions> k_verify_store_options[] = {
  {"--anchor", &VerifyStoreOptions::anchor, "ANCHOR",
   N_("The end of the audit, as an earlier verify or backup printed it")},
  {"--backup", &VerifyStoreOptions::backup, "FILE",
   N_("Look a backup through instead, as restore would; - is standard input")},
  {"--key-file", &VerifyStoreOptions::key_file, "FILE",
   N_("Its key (default: the file beside it, with -key; else the store's)")},
};

void bind_verify_store(CommandLine& line, VerifyStoreOptions& o)
{
  add_options(line, o, k_verify_store_options);
}

Result<int> run_verify_store(Session& session, const VerifyStoreOptions& options)
{
  if (!options.backup.empty() && !options.anchor.empty()) {
    return Error{"usage.both", {"--backup", "--anchor"}};
  }
  if (!options.backup.empty()) {
    return run_verify_backup(session, options);
  }
  TRY_ASSIGN(const operations::Verified verified,
             as_options(operations::verify(host_store(session), options.anchor)));
  session.report({verified.document, k_verification_fields});
  return verified.found.empty() ? 0 : session.fail(verified.found);
}

const std::vector<Field> k_migration_fields = {{"from", N_("From version"), Show::number},
                                               {"to", N_("To version"), Show::number},
                                               {"kept", N_("Kept as")}};

std::string sentence_of_migration(const Session& session, const operations::MigrationTold& told)
{
  if (told.from == told.to) {
    return session.trf(N_("The store is of version {0} already: nothing to do."), told.to);
  }
  if (told.kept.empty()) {
    return session.trf(N_("The store went from version {0} to {1}."), told.from, told.to);
  }
  return session.trf(N_("The store went from version {0} to {1}; as it was, it is in {2}."),
                     told.from, told.to, told.kept);
}

Result<int> run_migrate(Session& session)
{
  const operations::HostStore host = host_store(session);
  TRY_ASSIGN(const operations::Migrated migrated, operations::migrate(host));
  if (migrated.made_key) {
    session.note_that(
      N_("The key of the store is in {0}: every host needs it, and a backup of it is kept apart."),
      host.key_file.string());
  }
  session.note(sentence_of_migration(session, migrated.told));
  return session.report({operations::migration_document(migrated.told), k_migration_fields});
}

struct GcOptions
{
  bool dry_run = false;
  std::string older_than;
};

constexpr FormOption<GcOptions> k_gc_options[] = {
  {"-n,--dry-run", &GcOptions::dry_run, N_("Only show what would go")},
  {"--older-than", &GcOptions::older_than, "DAYS",
   N_("Also what was kept that long: replaced stores, copies "
      "before a migration, mails that were sent")},
};

void bind_gc(CommandLine& line, GcOptions& o)
{
  add_options(line, o, k_gc_options);
}

const std::vector<Field> k_gc_fields = {{"file_count", N_("Files"), Show::number},
                                        {"file_bytes", N_("Their bytes"), Show::number},
                                        {"expired_rows", N_("Expired rows"), Show::number},
                                        {"bytes_before", N_("Store before"), Show::number},
                                        {"bytes_after", N_("Store after"), Show::number}};

// None where it was not given.
Result<std::optional<std::chrono::days>> age_of(const std::string& text)
{
  using Age = std::optional<std::chrono::days>;
  if (text.empty()) {
    return Age();
  }
  if (text.size() >= 5 || !util::is_digits(text)) {
    return Error{"usage.number", {text, "--older-than"}};
  }
  return Age(std::stoi(text));
}

Result<int> run_gc(Session& session, const GcOptions& options)
{
  const auto how = options.dry_run ? operations::Collect::trial : operations::Collect::now;
  TRY_ASSIGN(const auto older_than, age_of(options.older_than));
  TRY_ASSIGN(const formats::Json document,
             operations::collect_garbage(host_store(session), how, older_than));
  return session.report({document, k_gc_fields});
}

constexpr Example k_verify_store_examples[] = {
  {N_("Look the whole store through"), "myatlas verify"},
  {N_("In a script: ends with 1 when something is wrong"), "myatlas verify -o json"},
  {N_("Whether last night's backup can be restored"), "myatlas verify --backup nightly.backup"},
};
constexpr Example k_migrate_examples[] = {
  {N_("Update the store to this version"), "myatlas migrate"},
  {N_("From which version to which"), "myatlas migrate -o json"},
};
constexpr Example k_gc_examples[] = {
  {N_("What would be deleted"), "myatlas gc --dry-run"},
  {N_("Delete it"), "myatlas gc"},
  {N_("With what was put aside more than three months ago"), "myatlas gc --older-than 90"},
};

} // namespace

const Command k_verify = {
  .name = "verify",
  .group = Group::upkeep,
  .summary = N_("Check the store for damage"),
  .description = N_(
    "Reads every page of the store and compares it with its checksum, has SQLite check what the "
    "pages make up, follows the chain of the audit and compares every document with its digest. "
    "Says where something is wrong, and ends with 1. The anchor it prints is the end of the audit: "
    "kept elsewhere and given back with --anchor, it shows whether the end was cut off since. With "
    "--backup a backup is looked through in the same way, and nothing is changed or made."),
  .examples = k_verify_store_examples,
  .declare = with_options<bind_verify_store, run_verify_store>,
  .answers = "verification/1",
};

const Command k_migrate = {
  .name = "migrate",
  .group = Group::upkeep,
  .summary = N_("Update the store to this version"),
  .description = N_(
    "Brings a store of an older version up to this program's, as any command that writes does by "
    "itself. The store as it was is kept beside it. A store of a newer version is left alone."),
  .examples = k_migrate_examples,
  .declare = without_options<run_migrate>,
  .answers = "migration/1",
};

const Command k_gc = {
  .name = "gc",
  .group = Group::upkeep,
  .summary = N_("Delete files that are no longer needed"),
  .description =
    N_("Removes documents that no row names, what a killed program left half-written (both at "
       "least an hour old), and sessions, codes and counted attempts that are over; then writes "
       "the store's file anew, without gaps and with a checksum in every page. With --older-than, "
       "the stores that a restore replaced, the copies that a migration made and the mails that "
       "were sent go too, once they are that many days old."),
  .examples = k_gc_examples,
  .declare = with_options<bind_gc, run_gc>,
  .answers = "garbage/1",
};

} // namespace myatlas::cli
