#include "services/files/import.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <map>
#include <utility>

#include <fmt/format.h>

#include "services/files/attachments.hpp"
#include "services/files/batch_record.hpp"
#include "services/files/batches.hpp"
#include "services/files/loader.hpp"
#include "services/files/rejects.hpp"
#include "services/files/run.hpp"
#include "services/opened_table.hpp"
#include "util/piped.hpp"
#include "util/ranges.hpp"
#include "util/try.hpp"

namespace myatlas::services {

using util::FileHandle;

namespace {

using domain::Siret;
using store::Batch;

Result<domain::Account> account_for(const Context& context, formats::FileKind kind)
{
  return kind == formats::FileKind::clients ? acting_as(context, domain::Profile::member)
                                            : acting_account(context);
}

// The register is loaded by whoever operates the store; invoices and employees belong to an
// account's clients.
Outcome may_import(const Context& context, const ImportRequest& request)
{
  if (request.attach || (is_of_account(request.kind) && !request.dry_run)) {
    TRY(account_for(context, request.kind));
  }
  return Done{};
}

FileHandle again(const FileHandle& file)
{
  return FileHandle(::fcntl(file.get(), F_DUPFD_CLOEXEC, 0));
}

bool is_piped(const FileHandle& file)
{
  struct stat facts = {};
  return ::fstat(file.get(), &facts) != 0 || !S_ISREG(facts.st_mode);
}

// A pipe is read to its end before the store is locked: nobody waits for who writes to it.
Outcome take_in(ImportRequest& request)
{
  request.piped = is_piped(request.file);
  TRY_ASSIGN(request.file,
             util::put_aside(std::move(request.file), request.name, request.patience));
  return Done{};
}

// What is known of a file before a run reads it.
struct Told
{
  std::optional<formats::Encoding> encoding;
  std::string digest = {};
  std::optional<Batch> resumed = {}; // goes on with it
};

// Of a table that was taken from another kind of file: the digest is that of the file, the text is
// our own.
void tell_of_original(const FileHandle& original, const std::string& name, Told& told)
{
  const Result<std::string> own = formats::digest_of(original, name);
  told.digest = own ? *own : "";
  told.encoding = formats::Encoding::utf_8;
}

// What messages call what the rows were taken from, where that is no text.
void set_format(Run& run, OpenedTable table, const InvoiceFacts& invoice)
{
  if (!table.format.empty()) {
    run.set_format(std::move(table));
  } else if (!invoice.format.empty()) {
    run.set_format({{}, invoice.format, 1, {}, {}});
  }
}

Result<ImportReport> go(Run& run, OpenedTable table, const ImportRequest& request, const Told& told)
{
  run.set_digest(told.digest);
  set_format(run, std::move(table), request.invoice);
  if (told.resumed) {
    run.resume(*told.resumed);
  }
  return run.go();
}

Result<ImportReport> run_over(const Context& context, const ImportRequest& request, Told told)
{
  const std::uint64_t bytes = util::size_of(request.file);
  TRY_ASSIGN(OpenedTable table,
             open_table(again(request.file), request.name, request.kind, request.csv));
  if (!table.format.empty()) {
    tell_of_original(request.file, request.name, told);
  }
  TRY_ASSIGN(formats::TextSource source,
             formats::TextSource::open(std::move(table.file), request.name, told.encoding));
  Run run(context, request, formats::CsvReader(std::move(source)), bytes);
  return go(run, std::move(table), request, told);
}

// A run that writes nothing, whatever the request is for.
Result<ImportReport> trial_of(const Context& context, ImportRequest& request)
{
  const bool dry_run = std::exchange(request.dry_run, true);
  Result<ImportReport> trial = run_over(context, request, {request.csv.encoding});
  request.dry_run = dry_run;
  return trial;
}

// Whether a trial says that nothing is to be written.
bool ends_with_trial(const ImportReport& trial, OnError on_error)
{
  return trial.stopped_early || (on_error == OnError::stop && trial.rejected > 0);
}

// What a trial told of the file.
Told told_by(const Context& context, const ImportRequest& request, const ImportReport& trial)
{
  return {formats::parse_encoding(trial.encoding).as_optional(), trial.digest,
          interrupted(context, request, trial.digest)};
}

// Chunks are written only after the whole file was checked: a trial first, which also tells the
// digest and the encoding.
Result<ImportReport> import_in_chunks(const Context& context, ImportRequest request)
{
  TRY_ASSIGN(ImportReport trial, trial_of(context, request));
  if (ends_with_trial(trial, request.on_error)) {
    trial.dry_run = false;
    return trial;
  }
  return run_over(context, request, told_by(context, request, trial));
}

// Those a file names, by a trial.
Result<std::vector<Siret>> sirets_in(const Context& context, ImportRequest& request)
{
  std::vector<Siret> sirets;
  request.sirets.seen = [&](Siret siret) { sirets.push_back(siret); };
  const auto reject_file = std::exchange(request.reject_file, std::nullopt);
  Result<ImportReport> trial = trial_of(context, request);
  request.sirets.seen = {};
  request.reject_file = reject_file;
  TRY(std::move(trial));
  return sirets;
}

using Objections = std::map<std::int64_t, Error>; // by the number of the SIRET

// What the public register says against them; fails where it cannot be asked.
Result<Objections> objections_to(const std::vector<Siret>& sirets, SireneLookup& lookup)
{
  Objections objections;
  for (const Siret siret : sirets) {
    const SireneAnswer answer = lookup.ask(siret);
    const auto objection = objection_to(siret, answer);
    if (answer.outcome == domain::SireneOutcome::unavailable) {
      return *objection;
    }
    if (objection) {
      objections.emplace(siret.number(), *objection);
    }
  }
  return objections;
}

// The public register is asked for all of a file's establishments before any of it is written:
// nobody waits for a network with the store in hand. When it cannot be asked nothing is imported.
Outcome ask_register(const Context& context, ImportRequest& request)
{
  TRY_ASSIGN(const auto sirets, sirets_in(context, request));
  TRY_ASSIGN(auto found, objections_to(sirets, *request.look_up));
  request.sirets.objection = [objections = std::make_shared<const Objections>(std::move(found))](
                               Siret siret) { return util::value_at(*objections, siret.number()); };
  return Done{};
}

// The files that rows name, by a trial.
Result<std::vector<std::string>> files_named_in(const Context& context, ImportRequest& request)
{
  std::vector<std::string> names;
  request.file_seen = [&](const std::string& name) { names.push_back(name); };
  const auto reject_file = std::exchange(request.reject_file, std::nullopt);
  Result<ImportReport> trial = trial_of(context, request);
  request.file_seen = {};
  request.reject_file = reject_file;
  TRY(std::move(trial));
  return names;
}

bool names_files(formats::FileKind kind)
{
  return kind == formats::FileKind::requests || kind == formats::FileKind::invoices;
}

// Where documents are apart, those that rows name are put there before any row is written.
Outcome put_files_ahead(const Context& context, ImportRequest& request)
{
  if (!context.store.documents().is_apart() || request.dry_run || !names_files(request.kind)) {
    return Done{};
  }
  TRY_ASSIGN(const auto names, files_named_in(context, request));
  const Attachments files(context, request.path.parent_path(), store::BulkMode::write,
                          store::BulkMode::write);
  for (const std::string& name : names) {
    TRY(files.put_ahead(name));
  }
  return Done{};
}

// A file that was imported before is known again; a pipe is read.
std::optional<ImportReport> known_before(const Context& context, const ImportRequest& request)
{
  const bool is_read = request.look_up != nullptr || request.piped;
  return is_read ? std::nullopt : recognised(context, request);
}

// Of one that is not known.
Result<ImportReport> read_and_write(const Context& context, ImportRequest request)
{
  TRY(put_files_ahead(context, request));
  if (request.chunk > 0 && !request.dry_run) {
    return import_in_chunks(context, std::move(request));
  }
  return run_over(context, request, {request.csv.encoding});
}

} // namespace

Result<ImportReport> import_file(const Context& context, ImportRequest request)
{
  TRY(may_import(context, request));
  TRY(take_in(request));
  if (request.look_up != nullptr) {
    TRY(ask_register(context, request));
  }
  if (auto known = known_before(context, request)) {
    return *std::move(known);
  }
  return read_and_write(context, std::move(request));
}

namespace {

using RejectFilePath = std::optional<std::filesystem::path>;

// Whether the store says another place than beside the file.
bool is_elsewhere(const Batch& batch)
{
  return !batch.reject_path.empty() && batch.reject_path != rejects_beside(batch.path);
}

// Where the rows refused go of a batch that goes on: where who resumes it says, or beside its file.
// What the store says is not written to: whoever handed it over would choose a file.
Result<RejectFilePath> resumed_rejects(const Batch& batch, const std::string& name,
                                       const RejectFilePath& told)
{
  if (batch.on_error != OnError::reject) {
    return RejectFilePath();
  }
  if (!told && is_elsewhere(batch)) {
    return Error{"batch.rejects_elsewhere", {name, batch.reject_path}}.at("rejects");
  }
  return told ? told : RejectFilePath(rejects_beside(batch.path));
}

// Whether the file is still the one that the batch began with.
Outcome check_unchanged(const Batch& batch, const std::string& name, const FileHandle& file)
{
  TRY_ASSIGN(const std::string digest, formats::digest_of(file, batch.path));
  return fail_unless(digest == batch.digest,
                     Error{"batch.changed", {batch.path, name}}.at("batch"));
}

void take_from(const Batch& batch, ImportRequest& request)
{
  request.kind = batch.kind;
  request.name = batch.file;
  request.path = batch.path;
  request.on_error = batch.on_error;
  request.chunk = batch.chunk;
}

// What the batch keeps of how it was begun, and the rest of `request`.
Outcome take_up(const Batch& batch, const std::string& name, ImportRequest& request)
{
  TRY_ASSIGN(request.file, util::open_regular(batch.path));
  TRY(check_unchanged(batch, name, request.file));
  TRY_ASSIGN(request.reject_file, resumed_rejects(batch, name, request.reject_file));
  take_from(batch, request);
  return take_options(batch.options, request);
}

} // namespace

Result<ImportReport> resume_batch(const Context& context, const std::string& named,
                                  ImportRequest request)
{
  TRY_ASSIGN(const Batch batch, find_batch(context, named));
  const std::string name = fmt::format("B-{}", batch.number);
  if (batch.state != store::BatchState::running) {
    return Error{"batch.complete", {name}}.at("batch");
  }
  TRY(take_up(batch, name, request));
  return import_file(context, std::move(request));
}

} // namespace myatlas::services
