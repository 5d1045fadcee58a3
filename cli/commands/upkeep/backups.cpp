// Backups: made, streamed, rotated, and put in place of the store.
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <optional>

#include <unistd.h>

#include "commands/files/passing_folder.hpp"
#include "commands/host_store.hpp"
#include "commands/options.hpp"
#include "commands/upkeep/commands.hpp"
#include "operations/upkeep/backups.hpp"
#include "operations/upkeep/store_documents.hpp"
#include "output/prompt.hpp"
#include "session.hpp"
#include "texts/texts.hpp"
#include "util/file.hpp"
#include "util/text.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace fs = std::filesystem;

namespace {

struct BackupOptions
{
  std::string file, key_to, keep;
  bool without_key = false;
};

// Told to who may think otherwise.
void note_audit(Session& session, const operations::AuditTold& told)
{
  if (told.was_only_read) {
    session.note_that(N_("The audit does not tell of this backup: the store was only read."));
  } else if (!told.failure.empty()) {
    session.note_that(
      N_("The audit does not tell of this backup: the store could not be written ({0})."),
      told.failure);
  }
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
    return Error{"usage.missing", {"FILE", "backup"}};
  }
  const operations::HostStore host = host_store(session);
  std::optional<PassingFolder> passing(std::in_place);
  TRY_ASSIGN(const auto made, operations::back_up(host, passing->file(), o.key_to));
  TRY_ASSIGN(const util::FileHandle file, util::open_regular(passing->file()));
  passing.reset();
  TRY(send_through(session.env().out, file));
  note_audit(session, operations::tell_audit(host, made));
  session.note(
    o.key_to.empty()
      ? session.texts().trf(N_("The key is not in it: it is {0}, and a restore needs it."),
                            host.key_file.string())
      : session.texts().trf(
          N_("The key is in {0}: keep it apart from the backup, with as much care."), o.key_to));
  return 0;
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
Result<operations::Rotation> rotation_of(const BackupOptions& o)
{
  if (o.without_key && !o.key_to.empty()) {
    return Error{"usage.both", {"--without-key", "--key-to"}};
  }
  TRY_ASSIGN(const operations::Rotation rotation, operations::rotation_asked(o.keep));
  if (o.file == "-" && !o.keep.empty()) {
    return Error{"usage.both", {"-", "--keep"}};
  }
  return rotation;
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
  TRY_ASSIGN(const operations::Rotation rotation, rotation_of(o));
  if (o.file == "-") {
    return stream_backup(session, o);
  }
  const operations::HostStore host = host_store(session);
  TRY_ASSIGN(const fs::path file, operations::place_of_backup(host, o.file, !o.keep.empty()));
  const std::string key_file = key_file_of_backup(o, file.string());
  TRY_ASSIGN(const auto made, operations::back_up(host, file, key_file));
  note_audit(session, operations::tell_audit(host, made));
  if (!key_file.empty()) {
    session.note(session.texts().trf(
      N_("The key is in {0}: keep it apart from the backup, with as much care."), key_file));
  }
  std::vector<fs::path> removed;
  if (!o.keep.empty()) {
    TRY_ASSIGN(removed, operations::remove_old_backups(host, file, rotation));
  }
  const operations::BackupTold told{
    .file = file.string(), .key_file = key_file, .removed = std::move(removed), .facts = made};
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
  TRY_ASSIGN(
    const std::string answer,
    ask(session.env(),
        session.texts().trf(
          N_("{0} is put aside and the backup takes its place. Type yes to go on:"), store)));
  const std::string yes = session.texts().tr(N_("yes"));
  if (answer != "yes" && answer != yes) {
    return Error{"usage.not_confirmed", {yes}};
  }
  return Done{};
}

const std::vector<Field> k_restored_fields = {{"store", N_("Store")},
                                              {"made", N_("Backup of")},
                                              {"documents", N_("Documents"), Show::number},
                                              {"replaced", N_("What stood there")}};

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
    TRY(operations::take_in_piped(in, patience, file));
  }
  const operations::HostStore host = host_store(session);
  TRY_ASSIGN(const util::Key key, operations::key_of_backup(host, file, options.key_file));
  TRY(session.check_documents());
  if (operations::is_there(host)) {
    TRY(may_replace(session, host.place));
  }
  TRY_ASSIGN(const formats::Json document, operations::restore(host, file, options.file, key));
  return session.report({document, k_restored_fields});
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
