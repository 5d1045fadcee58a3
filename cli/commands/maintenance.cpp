// The store as a whole: looked through, backed up, put back, brought up to date, cleaned.
#include <algorithm>
#include <iterator>

#include "commands/commands.hpp"
#include "messages/errors.hpp"
#include "output/prompt.hpp"
#include "services/upkeep.hpp"
#include "session.hpp"
#include "store/backup.hpp"
#include "store/store_files.hpp"
#include "util/text.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
namespace fs = std::filesystem;

fs::path store_path(const Session& session)
{
  return session.settings().value("store");
}

// In a store that is there: store.missing otherwise, which a command that writes would make.
template <typename Act>
auto in_known_store(Session& session, store::Store::Use use, Act act) -> std::invoke_result_t<Act, services::Context&>
{
  try {
    const util::Result<int> version = store::Store::version_of(store_path(session));
    if (!version) {
      return version.errors();
    }
    return session.in_store(use, Login::host, act);
  } catch (const util::MachineError& error) { // what the caller may say more about
    return error.error();
  }
}

Json head_json(std::int64_t sequence, const std::string& hash)
{
  return {{"sequence", sequence}, {"hash", hash}};
}

// "12:9f3c…", as verify and backup print it.
std::optional<store::AuditHead> anchor_of(const std::string& text)
{
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos || colon == 0 || colon > 18 || !util::is_digits(text.substr(0, colon)) || text.size() != colon + 65) {
    return std::nullopt;
  }
  return store::AuditHead{std::stoll(text.substr(0, colon)), text.substr(colon + 1)};
}

struct VerifyStoreOptions
{
  std::string anchor;
};

Json damage_json(const std::vector<util::Error>& found)
{
  Json problems = Json::array();
  for (const util::Error& error : found) {
    problems.push_back({{"code", error.code}, {"message", english_sentence_of(error)}, {"hint", english_hint_of(error)}});
  }
  return problems;
}

int show_verification(Session& session, const store::Verification& found)
{
  session.show({{{"schema", "myatlas/verification/1"},
                 {"sound", found.found.empty()},
                 {"pages", found.pages},
                 {"pages_without_sum", found.pages_without_sum},
                 {"documents", found.documents},
                 {"audit_head", head_json(found.audit.sequence, found.audit.hash)},
                 {"audit_rows", found.audit.sequence},
                 {"anchor", std::to_string(found.audit.sequence) + ":" + found.audit.hash},
                 {"problems", damage_json(found.found)}},
                {{"sound", N_("Sound")}, {"pages", N_("Pages"), Show::number}, {"documents", N_("Documents"), Show::number},
                 {"audit_rows", N_("Rows of the audit"), Show::number}, {"anchor", N_("Anchor")}}});
  return found.found.empty() ? 0 : session.fail(found.found);
}

// What kept the store from being opened, and the pages that are to blame.
util::Errors with_pages(const Session& session, util::Errors errors)
{
  if (errors.front().code == "store.corrupt") {
    std::ranges::copy(store::Store::damaged_pages(store_path(session)), std::back_inserter(errors));
  }
  return errors;
}

int run_verify_store(Session& session, const VerifyStoreOptions& options)
{
  const std::optional<store::AuditHead> anchor = anchor_of(options.anchor);
  if (!options.anchor.empty() && !anchor) {
    return session.fail({util::Error{"anchor.form", {options.anchor}}.at("--anchor")});
  }
  const auto found = in_known_store(session, store::Store::Use::read, [&](services::Context& context) {
    store::Verification verification = context.store.verify();
    if (anchor && verification.found.empty() && !context.store.audit().has(*anchor)) {
      verification.found.push_back({"audit.anchor", {std::to_string(anchor->sequence)}});
    }
    return util::Result<store::Verification>(std::move(verification));
  });
  return found ? show_verification(session, *found) : session.fail(with_pages(session, found.errors()));
}

Json backup_json(const store::BackupFacts& facts)
{
  return {{"made", util::to_rfc3339(facts.made)}, {"bytes", facts.bytes}, {"documents", facts.documents}, {"store_schema", facts.version},
          {"sha256", facts.sha256}, {"audit_head", head_json(facts.audit_sequence, facts.audit_hash)},
          {"anchor", std::to_string(facts.audit_sequence) + ":" + facts.audit_hash}};
}

int run_backup(Session& session, const std::string& file)
{
  if (file.empty()) {
    return session.fail({util::Error{"usage.missing", {"FILE", "backup"}}});
  }
  std::error_code unknown;
  if (const fs::path folder = fs::path(file).parent_path(); !folder.empty() && !fs::is_directory(folder, unknown)) {
    return session.fail({util::Error{"file.cannot_create", {file}}});
  }
  const auto made = in_known_store(session, store::Store::Use::write, [&](services::Context& context) {
    util::Result<store::BackupFacts> facts = context.store.back_up(file, context.now());
    if (facts) {
      services::record_backup(context, facts->sha256);
    }
    return facts;
  });
  if (!made) {
    return session.fail(made.errors());
  }
  session.note(trf(N_("The key is in {0}: keep it apart from the backup, with as much care."), file + "-key"));
  Json document = {{"schema", "myatlas/backup/1"}, {"file", file}, {"key_file", file + "-key"}};
  document.update(backup_json(*made));
  return session.show({document, {{"file", N_("File")}, {"bytes", N_("Bytes"), Show::number}, {"documents", N_("Documents"), Show::number},
                                  {"sha256", "SHA-256"}}});
}

struct RestoreOptions
{
  std::string file, key_file;
};

// The store that is there stays under another name, so nothing is lost; it is asked all the same.
util::Outcome may_replace(Session& session, const fs::path& store)
{
  if (session.options().yes || !fs::exists(store)) {
    return util::Done{};
  }
  if (!session.interactive()) {
    return util::Error{"usage.confirm", {"restore"}};
  }
  const auto answer = ask(session.env(), trf(N_("{0} is put aside and the backup takes its place. Type yes to go on:"), store.string()));
  const bool agreed = answer && (*answer == "yes" || *answer == tr(N_("yes")));
  return agreed ? util::Outcome(util::Done{}) : util::Outcome(answer ? util::Errors{{"usage.not_confirmed", {tr(N_("yes"))}}} : answer.errors());
}

// The key lies beside the backup unless it is named.
util::Result<util::Key> key_of_backup(const RestoreOptions& options)
{
  if (!fs::exists(options.file)) {
    return util::Error{"file.missing", {options.file}};
  }
  const std::string path = options.key_file.empty() ? options.file + "-key" : options.key_file;
  const util::Result<util::Key> key = store::read_key(path);
  if (!key && key.error().code == "store.key") {
    return util::Error{"backup.key", {path}};
  }
  return key;
}

int run_restore(Session& session, const RestoreOptions& options)
{
  if (options.file.empty()) {
    return session.fail({util::Error{"usage.missing", {"FILE", "restore"}}});
  }
  const util::Result<util::Key> key = key_of_backup(options);
  if (!key) {
    return session.fail(key.errors());
  }
  const fs::path store = store_path(session);
  const util::Outcome agreed = may_replace(session, store);
  if (!agreed) {
    return session.fail(agreed.errors());
  }
  const auto facts = store::restore_backup(options.file, *key, store, session.clock().now());
  if (!facts) {
    return session.fail(facts.errors());
  }
  const auto recorded = session.in_store(store::Store::Use::write, Login::host, [&](services::Context& context) {
    services::record_restore(context, facts->backup.sha256);
    return util::Outcome(util::Done{});
  });
  if (!recorded) {
    return session.fail(recorded.errors());
  }
  Json document = {{"schema", "myatlas/restore/1"}, {"store", store.string()}, {"file", options.file}};
  document["replaced"] = facts->replaced.empty() ? Json(nullptr) : Json(facts->replaced.string());
  document.update(backup_json(facts->backup));
  return session.show({document, {{"store", N_("Store")}, {"made", N_("Backup of")}, {"documents", N_("Documents"), Show::number},
                                  {"replaced", N_("What stood there")}}});
}

int run_migrate(Session& session, const NoOptions&)
{
  const util::Result<int> from = store::Store::version_of(store_path(session));
  if (!from) {
    return session.fail(from.errors());
  }
  const auto to = session.in_store(store::Store::Use::write, Login::host,
                                   [](services::Context& context) { return util::Result<int>(context.store.version()); });
  if (!to) {
    return session.fail(to.errors());
  }
  const bool migrated = *from != *to;
  const std::string kept = store_path(session).string() + "-before-v" + std::to_string(*to);
  Json document = {{"schema", "myatlas/migration/1"}, {"from", *from}, {"to", *to}};
  document["kept"] = migrated ? Json(kept) : Json(nullptr);
  session.note(migrated ? trf(N_("The store went from version {0} to {1}; as it was, it is in {2}."), *from, *to, kept)
                        : trf(N_("The store is of version {0} already: nothing to do."), *to));
  return session.show({document, {{"from", N_("From version"), Show::number}, {"to", N_("To version"), Show::number}, {"kept", N_("Kept as")}}});
}

struct GcOptions
{
  bool dry_run = false;
};

int run_gc(Session& session, const GcOptions& options)
{
  const auto how = options.dry_run ? services::Collect::trial : services::Collect::now;
  const auto found = in_known_store(session, store::Store::Use::write, [&](services::Context& context) { return services::collect_garbage(context, how); });
  if (!found) {
    return session.fail(found.errors());
  }
  Json files = Json::array();
  for (const fs::path& file : found->files) {
    files.push_back(file.string());
  }
  return session.show({{{"schema", "myatlas/garbage/1"},
                        {"dry_run", options.dry_run},
                        {"files", files},
                        {"file_count", files.size()},
                        {"file_bytes", found->file_bytes},
                        {"expired_rows", found->expired},
                        {"bytes_before", found->bytes_before},
                        {"bytes_after", found->bytes_after}},
                       {{"file_count", N_("Files"), Show::number}, {"file_bytes", N_("Their bytes"), Show::number},
                        {"expired_rows", N_("Expired rows"), Show::number}, {"bytes_before", N_("Store before"), Show::number},
                        {"bytes_after", N_("Store after"), Show::number}}});
}

constexpr Example k_verify_store_examples[] = {
  {N_("Look the whole store through"), "myatlas verify"},
  {N_("In a script: ends with 1 when something is wrong"), "myatlas verify -o json"},
};
constexpr Example k_backup_examples[] = {
  {N_("A backup of today"), "myatlas backup myatlas-2026-03-02.backup"},
  {N_("With its digest, for a script"), "myatlas backup nightly.backup -o json"},
};
constexpr Example k_restore_examples[] = {
  {N_("Restore the store from a backup"), "myatlas restore myatlas-2026-03-02.backup --yes"},
  {N_("Look at a backup as a store of its own"), "myatlas restore myatlas-2026-03-02.backup --store look.db"},
};
constexpr Example k_migrate_examples[] = {
  {N_("Update the store to this version"), "myatlas migrate"},
  {N_("From which version to which"), "myatlas migrate -o json"},
};
constexpr Example k_gc_examples[] = {
  {N_("What would go"), "myatlas gc --dry-run"},
  {N_("Let it go"), "myatlas gc"},
};

} // namespace

const Command k_verify = {
  "verify", Group::upkeep, N_("Check the store for damage"),
  N_("Reads every page of the store and compares it with its checksum, has SQLite check what the pages make up, follows the chain of the "
     "audit and compares every document with its digest. Says where something is wrong, and ends with 1. The anchor it prints is the end of "
     "the audit: kept elsewhere and given back with --anchor, it shows whether the end was cut off since."),
  k_verify_store_examples, [](CommandLine& line) {
    declare_with<VerifyStoreOptions>(
      line,
      [](CommandLine& l, VerifyStoreOptions& o) { l.option("--anchor", o.anchor, "ANCHOR", N_("The end of the audit, as an earlier verify or backup printed it")); },
      run_verify_store);
  }};

const Command k_backup = {
  "backup", Group::upkeep, N_("Back up the store"),
  N_("Copies the store and its documents into one file while others go on writing. The copy is opened and looked through like \"verify\" does "
     "before it gets its name; a store that is damaged is not backed up, so that a good backup is never followed by a bad one unseen. The key "
     "that opens what is sealed goes to FILE-key: who has both can read everything."),
  k_backup_examples, [](CommandLine& line) {
    declare_with<std::string>(line, [](CommandLine& l, std::string& f) { l.argument("FILE", f, N_("The backup; it may not be there yet")); }, run_backup);
  }};

const Command k_restore = {
  "restore", Group::upkeep, N_("Restore the store from a backup"),
  N_("Looks the backup through and puts it where the store is. What stood there is kept beside it under a name with the date. If it is cut "
     "off half-way the store refuses every command until the restore is run again."),
  k_restore_examples, [](CommandLine& line) {
    declare_with<RestoreOptions>(
      line,
      [](CommandLine& l, RestoreOptions& o) {
        l.argument("FILE", o.file, N_("The backup"));
        l.option("--key-file", o.key_file, "FILE", N_("Its key (default: the file beside it, with -key)"));
      },
      run_restore);
  }};

const Command k_migrate = {
  "migrate", Group::upkeep, N_("Update the store to this version"),
  N_("Brings a store of an older version up to this program's, as any command that writes does by itself. The store as it was is kept "
     "beside it. A store of a newer version is left alone."),
  k_migrate_examples, [](CommandLine& line) { declare_without_options(line, run_migrate); }};

const Command k_gc = {
  "gc", Group::upkeep, N_("Delete files that are no longer needed"),
  N_("Removes documents that no row names, what a killed program left half-written (both at least an hour old), and sessions, codes and "
     "counted attempts that are over; then writes the store's file anew, without gaps and with a checksum in every page."),
  k_gc_examples, [](CommandLine& line) {
    declare_with<GcOptions>(line, [](CommandLine& l, GcOptions& o) { l.flag("-n,--dry-run", o.dry_run, N_("Only show what would go")); }, run_gc);
  }};

} // namespace myatlas::cli
