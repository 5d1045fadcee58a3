// Backups: made, streamed, rotated, and put in place of the store.
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <optional>

#include <unistd.h>

#include "commands/files/passing_folder.hpp"
#include "commands/options.hpp"
#include "commands/upkeep/backup_rotation.hpp"
#include "commands/upkeep/commands.hpp"
#include "commands/upkeep/known_store.hpp"
#include "operations/upkeep/store_documents.hpp"
#include "output/prompt.hpp"
#include "services/garbage.hpp"
#include "session.hpp"
#include "store/backup.hpp"
#include "store/database_restore.hpp"
#include "store/migrate.hpp"
#include "store/store_files.hpp"
#include "store_in_use.hpp"
#include "texts/texts.hpp"
#include "util/file.hpp"
#include "util/text.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace fs = std::filesystem;

Result<util::Key> key_of_backup(const Session& session, const std::string& file,
                                const std::string& key_file)
{
  if (!fs::exists(file)) {
    return Error{"file.missing", {file}};
  }
  const std::string beside = file + "-key", of_store = key_path(session);
  const bool is_beside = fs::exists(beside) || !fs::exists(of_store);
  const std::string found = is_beside ? beside : of_store;
  const std::string& path = key_file.empty() ? found : key_file;
  const Result<util::Key> key = store::read_key(path);
  return !key && key.error().code == "store.key" ? Result<util::Key>(Error{"backup.key", {path}})
                                                 : key;
}

namespace {

struct BackupOptions
{
  std::string file, key_to, keep;
  bool without_key = false;
};

bool may_tell_audit(const Session& session, const store::BackupFacts& facts)
{
  const bool may_write = session.is_on_server() || store::is_own(store_path(session));
  return may_write && facts.version == store::newest_version();
}

Outcome tell_audit(Session& session, const std::string& sha256)
{
  return in_known_store(session, store::Store::Use::write, [&](services::Context& context) {
    services::record_backup(context, sha256);
    return Outcome(Done{});
  });
}

// The audit is told where this user may write it: whoever may only read a store can back it up all
// the same.
void record(Session& session, const store::BackupFacts& facts)
{
  if (!may_tell_audit(session, facts)) {
    session.note_that(N_("The audit does not tell of this backup: the store was only read."));
    return;
  }
  const Outcome recorded = tell_audit(session, facts.sha256);
  if (!recorded) { // a full disk, one that is read-only or has no locks: when a backup is needed
                   // most
    session.note_that(
      N_("The audit does not tell of this backup: the store could not be written ({0})."),
      recorded.error().code);
  }
}

// In the store in use, though it be of another version than the program's.
template <typename Act>
auto in_store_as_it_is(Session& session, Act act)
{
  return in_known_store(session, store::Store::Use::as_it_is, act);
}

Result<store::BackupFacts> back_up(Session& session, const fs::path& file, const fs::path& key_file)
{
  return in_store_as_it_is(session, [&](services::Context& context) {
    return context.store.back_up(file, context.now(), key_file);
  });
}

// All of it is out, or the errors say why not: of half a backup nobody has read enough.
Outcome send_through(std::FILE* out, const util::FileHandle& file)
{
  std::string block(256U * 1024, '\0');
  for (;;) {
    TRY_ASSIGN(const std::size_t size,
               util::read_some(file, util::k_unnamed_folder, block.data(), block.size()));
    if (std::fwrite(block.data(), 1, size, out) != size || (size == 0 && std::fflush(out) != 0)) {
      return Error{"output.write", {::strerrordesc_np(errno)}};
    }
    if (size == 0) {
      return Done{};
    }
  }
}

// To standard output: whole before the first byte is sent. While it is sent it has no name, and
// goes with the program. It counts as a backup, for doctor too, once its last byte is out.
Result<int> stream_backup(Session& session, const BackupOptions& o)
{
  if (session.env().out_is_terminal) {
    return session.fail({Error{"usage.missing", {"FILE", "backup"}}});
  }
  std::optional<PassingFolder> passing(std::in_place);
  TRY_ASSIGN(const auto made, back_up(session, passing->file(), o.key_to));
  const Result<util::FileHandle> file = util::open_regular(passing->file());
  passing.reset();
  TRY(file ? send_through(session.env().out, *file) : Outcome(file.errors()));
  record(session, made);
  session.note(
    o.key_to.empty()
      ? session.texts().trf(N_("The key is not in it: it is {0}, and a restore needs it."),
                            key_path(session).string())
      : session.texts().trf(
          N_("The key is in {0}: keep it apart from the backup, with as much care."), o.key_to));
  return 0;
}

// Of the older backups in the folder of the one just made, those that are not to be kept.
Result<std::vector<fs::path>> remove_old(Session& session, const fs::path& made,
                                         const Rotation& rotation)
{
  return in_known_store(session, store::Store::Use::as_it_is, [&](services::Context& context) {
    return rotate(made, session.clock().now(), rotation,
                  [&](const fs::path& path) { return context.store.has_backup(path); });
  });
}

constexpr FormOption<BackupOptions> k_backup_options[] = {
  {"--key-to", &BackupOptions::key_to, "FILE",
   N_("Where the key goes (default: FILE-key); one that is there already has to be "
      "the same")},
  {"--without-key", &BackupOptions::without_key, N_("Write no key: it is the store's own")},
  {"--keep", &BackupOptions::keep, "daily=N,weekly=N,monthly=N",
   N_("FILE is a folder; of this store's older backups in it only these stay")},
};

void bind_backup(CommandLine& line, BackupOptions& o)
{
  line.argument(Kind::file, o.file,
                N_("The backup; it may not be there yet; - is standard output"));
  add_options(line, o, k_backup_options);
}

const std::vector<Field> k_backup_fields = {{"file", N_("File")},
                                            {"bytes", N_("Bytes"), Show::number},
                                            {"documents", N_("Documents"), Show::number},
                                            {"sha256", "SHA-256"}};

// What makes no sense together; how older backups are kept.
Result<Rotation> rotation_of(const BackupOptions& o)
{
  if (o.without_key && !o.key_to.empty()) {
    return Error{"usage.both", {"--without-key", "--key-to"}};
  }
  TRY_ASSIGN(const Rotation rotation, parse_rotation(o.keep));
  if (o.file == "-" && !o.keep.empty()) {
    return Error{"usage.both", {"-", "--keep"}};
  }
  return rotation;
}

// The file asked for, or with --keep one of its own name in that folder.
Result<std::string> file_of_backup(const Session& session, const BackupOptions& o)
{
  std::error_code unknown;
  const fs::path folder = o.keep.empty() ? fs::path(o.file).parent_path() : fs::path(o.file);
  if (!folder.empty() && !fs::is_directory(folder, unknown)) {
    return Error{"file.cannot_create", {o.file}};
  }
  return o.keep.empty() ? o.file : (folder / dated_name(session.clock().now())).string();
}

// Where its key goes; empty: none is written.
std::string key_file_of_backup(const BackupOptions& o, const std::string& file)
{
  if (o.without_key) {
    return "";
  }
  return o.key_to.empty() ? file + "-key" : o.key_to;
}

Result<int> run_backup(Session& session, const BackupOptions& o)
{
  TRY_ASSIGN(const Rotation rotation, rotation_of(o));
  if (o.file == "-") {
    return stream_backup(session, o);
  }
  TRY_ASSIGN(const std::string file, file_of_backup(session, o));
  const std::string key_file = key_file_of_backup(o, file);
  TRY_ASSIGN(const auto made, back_up(session, file, key_file));
  record(session, made);
  if (!key_file.empty()) {
    session.note(session.texts().trf(
      N_("The key is in {0}: keep it apart from the backup, with as much care."), key_file));
  }
  std::vector<fs::path> removed;
  if (!o.keep.empty()) {
    TRY_ASSIGN(removed, remove_old(session, file, rotation));
  }
  const operations::BackupTold told{
    .file = file, .key_file = key_file, .removed = std::move(removed), .facts = made};
  return session.report({operations::backup_document(told), k_backup_fields});
}

struct RestoreOptions
{
  std::string file, key_file, patience = "60";
};

Error no_patience(const std::string& text)
{
  return Error{"usage.number", {text, "--patience"}}.at("--patience");
}

Result<std::chrono::seconds> parse_patience(const std::string& text)
{
  if (!util::is_digits(text) || text.size() > 9) {
    return no_patience(text);
  }
  return std::chrono::seconds(std::stol(text));
}

// The store that is there stays under another name, so nothing is lost; it is asked all the same.
Outcome may_replace(Session& session, const std::string& store)
{
  if (session.options().yes) {
    return Done{};
  }
  if (!session.interactive()) {
    return Error{"usage.confirm", {"restore"}};
  }
  const auto answer =
    ask(session.env(),
        session.texts().trf(
          N_("{0} is put aside and the backup takes its place. Type yes to go on:"), store));
  const bool agreed = answer && (*answer == "yes" || *answer == session.texts().tr(N_("yes")));
  return agreed ? Outcome(Done{})
                : Outcome(answer ? Errors{{"usage.not_confirmed", {session.texts().tr(N_("yes"))}}}
                                 : answer.errors());
}

const std::vector<Field> k_restored_fields = {{"store", N_("Store")},
                                              {"made", N_("Backup of")},
                                              {"documents", N_("Documents"), Show::number},
                                              {"replaced", N_("What stood there")}};

// The audit of the restored store is told, and the user.
Result<int> show_restored(Session& session, const std::string& store, const std::string& file,
                          const std::string& replaced, const store::BackupFacts& facts)
{
  TRY_ASSIGN(const auto context,
             session.store_in_use().open_for(operations::Effect::write, operations::Who::office));
  services::record_restore(*context, facts.sha256);
  return session.report({operations::restore_document(
                           {.store = store, .file = file, .replaced = replaced, .facts = facts}),
                         k_restored_fields});
}

// What stood there stays as a schema of another name, so that nothing is lost; a store that is
// there is asked about all the same.
Result<int> restore_on_server(Session& session, const RestoreOptions& options,
                              const std::string& file, const util::Key& key)
{
  const std::string store = session.settings().value("store");
  const bool is_there = session.store_version().operator bool();
  if (const Outcome agreed = is_there ? may_replace(session, store) : Outcome(Done{}); !agreed) {
    return session.fail(agreed.errors());
  }
  const auto facts =
    store::restore_to_database(file, key, session.database(), session.clock().now());
  return facts ? show_restored(session, store, options.file, facts->replaced, facts->backup)
               : session.fail(facts.errors());
}

constexpr FormOption<RestoreOptions> k_restore_options[] = {
  {"--key-file", &RestoreOptions::key_file, "FILE",
   N_("Its key (default: the file beside it, with -key; else the store's)")},
  {"--patience", &RestoreOptions::patience, "SECONDS",
   N_("Give up standard input that is silent for so long, or slow (60; 0: never)")},
};

void bind_restore(CommandLine& line, RestoreOptions& o)
{
  line.argument(Kind::file, o.file, N_("The backup; - is standard input"));
  add_options(line, o, k_restore_options);
}

Result<int> run_restore(Session& session, const RestoreOptions& options)
{
  TRY_ASSIGN(const auto patience, parse_patience(options.patience));
  std::optional<PassingFolder> passing;
  std::string file = options.file;
  if (file == "-") {
    passing.emplace();
    file = passing->file().string();
    const util::FileHandle in(::dup(::fileno(session.env().in)));
    if (const Outcome taken = store::take_in_backup(in, "standard input", patience, file); !taken) {
      return session.fail(taken.errors());
    }
  }
  TRY_ASSIGN(const util::Key key, key_of_backup(session, file, options.key_file));
  if (session.is_on_server()) {
    return restore_on_server(session, options, file, key);
  }
  TRY(session.check_documents());
  const fs::path store = store_path(session);
  TRY(fs::exists(store) ? may_replace(session, store) : Outcome(Done{}));
  TRY_ASSIGN(const auto facts, store::restore_backup(file, key, store, session.clock().now(),
                                                     sharing_asked(session.env())));
  return show_restored(session, store.string(), options.file, facts.replaced.string(),
                       facts.backup);
}

constexpr Example k_backup_examples[] = {
  {N_("A backup of today"), "myatlas backup myatlas-2026-03-02.backup"},
  {N_("With its digest, for a script"), "myatlas backup nightly.backup -o json"},
  {N_("Every night, with the last seven days, four weeks and twelve months kept"),
   "myatlas backup /var/backups/myatlas --keep daily=7,weekly=4,monthly=12 --without-key"},
  {N_("Encrypted on its way to another machine"),
   "myatlas backup - | age -r age1… | ssh backup@vault 'cat > myatlas.age'"},
};
constexpr Example k_restore_examples[] = {
  {N_("Restore the store from a backup"), "myatlas restore myatlas-2026-03-02.backup --yes"},
  {N_("From a stream, with the key that was kept apart"),
   "age -d -i key.txt myatlas.age | myatlas restore - --key-file backup-key --yes"},
  {N_("Look at a backup as a store of its own"),
   "myatlas restore myatlas-2026-03-02.backup --store look.db"},
};
} // namespace

const Command k_backup = {
  .name = "backup",
  .group = Group::upkeep,
  .summary = N_("Back up the store"),
  .description = N_(
    "Copies the store and its documents into one file while others go on writing. The copy is "
    "opened and looked through like \"verify\" does before it gets its name; a store that is "
    "damaged is not backed up, so that a good backup is never followed by a bad one unseen. The "
    "key that opens what is sealed goes to FILE-key, or where --key-to says: who has both can read "
    "everything. Whoever may read the store can back it up, and an older one is not brought up to "
    "date by it. FILE - is standard output: a reader that ends before the last byte makes it fail "
    "(74), and no backup counts as made. With --keep FILE is a folder: the backup is named by its "
    "instant, and of older ones there the last of each of so many days, weeks and months stays."),
  .examples = k_backup_examples,
  .declare = with_options<bind_backup, run_backup>,
  .answers = "backup/1",
};

const Command k_restore = {
  .name = "restore",
  .group = Group::upkeep,
  .summary = N_("Restore the store from a backup"),
  .description = N_("Looks the backup through and puts it where the store is. What stood there is "
                    "kept beside it under a name with the date. If it is cut off half-way the "
                    "store refuses every command until the restore is run again."),
  .examples = k_restore_examples,
  .declare = with_options<bind_restore, run_restore>,
  .answers = "restore/1",
};

} // namespace myatlas::cli
