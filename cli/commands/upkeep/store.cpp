// The store as a whole: looked through, brought up to date, cleaned.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iterator>

#include <unistd.h>

#include "commands/files/passing_folder.hpp"
#include "commands/options.hpp"
#include "commands/upkeep/commands.hpp"
#include "commands/upkeep/known_store.hpp"
#include "operations/upkeep/store_documents.hpp"
#include "services/garbage.hpp"
#include "session.hpp"
#include "store/backup.hpp"
#include "store/database.hpp"
#include "store/store_files.hpp"
#include "store_in_use.hpp"
#include "texts/texts.hpp"
#include "util/file.hpp"
#include "util/text.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

namespace fs = std::filesystem;

// "12:9f3c…", as verify and backup print it.
std::optional<store::AuditHead> anchor_of(const std::string& text)
{
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos || colon == 0 || colon > 18 ||
      !util::is_digits(text.substr(0, colon)) || text.size() != colon + 65) {
    return std::nullopt;
  }
  return store::AuditHead{std::stoll(text.substr(0, colon)), text.substr(colon + 1)};
}

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

Result<int> show_verification(Session& session, const store::Verification& found)
{
  session.report({operations::verification_document(found), k_verification_fields});
  return found.found.empty() ? 0 : session.fail(found.found);
}

bool is_damaged_file(const Session& session, const Errors& errors)
{
  return errors.front().code == "store.corrupt" && !session.is_on_server();
}

// What kept the store from being opened, and the pages that are to blame.
Errors with_pages(const Session& session, Errors errors)
{
  if (is_damaged_file(session, errors)) {
    std::ranges::copy(store::Store::damaged_pages(store_path(session)), std::back_inserter(errors));
  }
  return errors;
}

Result<store::BackupFacts> look_through(Session& session, const std::string& file,
                                        const std::string& key_file)
{
  TRY_ASSIGN(const util::Key key, key_of_backup(session, file, key_file));
  return store::check_backup(file, key);
}

// From standard input, as restore takes it.
Result<store::BackupFacts> look_through_stream(Session& session, const std::string& key_file)
{
  const PassingFolder passing;
  const util::FileHandle in(::dup(::fileno(session.env().in)));
  const Outcome taken =
    store::take_in_backup(in, "standard input", std::chrono::minutes(1), passing.file());
  return taken ? look_through(session, passing.file().string(), key_file)
               : Result<store::BackupFacts>(taken.errors());
}

const std::vector<Field> k_verify_backup_fields = {{"file", N_("File")},
                                                   {"made", N_("Backup of")},
                                                   {"bytes", N_("Bytes"), Show::number},
                                                   {"documents", N_("Documents"), Show::number},
                                                   {"sha256", "SHA-256"}};

// A backup is looked through where it lies, without a store being made of it.
Result<int> run_verify_backup(Session& session, const VerifyStoreOptions& options)
{
  TRY_ASSIGN(const store::BackupFacts facts,
             options.backup == "-" ? look_through_stream(session, options.key_file)
                                   : look_through(session, options.backup, options.key_file));
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

// The store's own pages, rows and documents, and that the end of its audit is still in it.
store::Verification verify(services::Context& context,
                           const std::optional<store::AuditHead>& anchor)
{
  store::Verification found = context.store.verify();
  if (anchor && found.found.empty() && !context.store.audit().has(*anchor)) {
    found.found.push_back({"audit.anchor", {std::to_string(anchor->sequence)}});
  }
  return found;
}

Result<int> run_verify_store(Session& session, const VerifyStoreOptions& options)
{
  if (!options.backup.empty() && !options.anchor.empty()) {
    return Error{"usage.both", {"--backup", "--anchor"}};
  }
  if (!options.backup.empty()) {
    return run_verify_backup(session, options);
  }
  const std::optional<store::AuditHead> anchor = anchor_of(options.anchor);
  if (!options.anchor.empty() && !anchor) {
    return Error{"anchor.form", {options.anchor}}.at("--anchor");
  }
  const auto found =
    in_known_store(session, store::Store::Use::as_it_is, [&](services::Context& context) {
      return Result<store::Verification>(verify(context, anchor));
    });
  return found ? show_verification(session, *found) : with_pages(session, found.errors());
}

const std::vector<Field> k_migration_fields = {{"from", N_("From version"), Show::number},
                                               {"to", N_("To version"), Show::number},
                                               {"kept", N_("Kept as")}};

int show_migration(Session& session, const operations::MigrationTold& migration)
{
  return session.report({operations::migration_document(migration), k_migration_fields});
}

// On a server the store is made here and nowhere else, by the owner of its tables.
Result<int> migrate_server(Session& session)
{
  const bool test = session.env().variable("MYATLAS_TEST_CLOCK") == "1";
  TRY_ASSIGN(const auto done,
             store::migrate_database(session.database(), test ? store::Store::Clocks::given
                                                              : store::Store::Clocks::machine));
  if (done.made_key) {
    session.note(session.texts().trf(
      N_("The key of the store is in {0}: every host needs it, and a backup of it is kept apart."),
      key_path(session).string()));
  }
  session.note(
    done.from != done.to
      ? session.texts().trf(N_("The store went from version {0} to {1}."), done.from, done.to)
      : session.texts().trf(N_("The store is of version {0} already: nothing to do."), done.to));
  return show_migration(session, {.from = done.from, .to = done.to});
}

Result<int> run_migrate(Session& session)
{
  if (session.is_on_server()) {
    return migrate_server(session);
  }
  TRY_ASSIGN(const int from, session.store_version());
  TRY_ASSIGN(const auto context,
             session.store_in_use().open_for(operations::Effect::write, operations::Who::office));
  const int to = context->store.version();
  const std::string kept = store_path(session).string() + "-before-v" + std::to_string(to);
  if (from == to) {
    session.note(
      session.texts().trf(N_("The store is of version {0} already: nothing to do."), to));
    return show_migration(session, {.from = from, .to = to});
  }
  session.note(session.texts().trf(
    N_("The store went from version {0} to {1}; as it was, it is in {2}."), from, to, kept));
  return show_migration(session, {.from = from, .to = to, .kept = kept});
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
  const auto how = options.dry_run ? services::Collect::trial : services::Collect::now;
  TRY_ASSIGN(const auto older_than, age_of(options.older_than));
  const auto use =
    options.dry_run ? store::Store::Use::read : store::Store::Use::write; // a trial changes nothing
  TRY_ASSIGN(const auto found, in_known_store(session, use, [&](services::Context& context) {
               return services::collect_garbage(context, how, older_than);
             }));
  return session.report({operations::garbage_document(found, how), k_gc_fields});
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
