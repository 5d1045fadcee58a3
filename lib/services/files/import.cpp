#include "services/files/import.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <map>
#include <utility>

#include <fmt/format.h>

#include "services/files/batch_record.hpp"
#include "services/files/batches.hpp"
#include "services/files/loader.hpp"
#include "services/files/rejects.hpp"
#include "services/files/run.hpp"
#include "services/opened_table.hpp"
#include "util/piped.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

// The register is loaded by whoever operates the store; invoices and employees belong to an
// account's clients.
util::Outcome may_import(const Context& context, const ImportRequest& request)
{
  const bool needs_account = request.attach || (is_of_account(request.kind) && !request.dry_run);
  const util::Result<domain::Account> account = request.kind == formats::FileKind::clients
                                                  ? acting_as(context, domain::Profile::member)
                                                  : acting_account(context);
  return needs_account && !account ? util::Outcome(account.errors()) : util::Outcome(util::Done{});
}

util::FileHandle again(const util::FileHandle& file)
{
  return util::FileHandle(::fcntl(file.get(), F_DUPFD_CLOEXEC, 0));
}

// A pipe is read to its end before the store is locked: nobody waits for who writes to it.
util::Outcome take_in(ImportRequest& request)
{
  struct stat facts = {};
  request.piped = ::fstat(request.file.get(), &facts) != 0 || !S_ISREG(facts.st_mode);
  TRY_ASSIGN(util::FileHandle whole,
             util::put_aside(std::move(request.file), request.name, request.patience));
  request.file = std::move(whole);
  return util::Done{};
}

util::Result<ImportReport> run_over(const Context& context, const ImportRequest& request,
                                    util::FileHandle file,
                                    std::optional<formats::Encoding> encoding,
                                    std::string digest = {},
                                    const std::optional<store::Batch>& resumed = {})
{
  const std::uint64_t bytes = util::size_of(file);
  const util::FileHandle original = again(file);
  TRY_ASSIGN(OpenedTable table,
             request.piped ? open_piped_table(std::move(file), request.name)
                           : open_table(std::move(file), request.name, request.kind, request.csv));
  if (!table.format.empty()) {
    const util::Result<std::string> own = formats::digest_of(original, request.name);
    digest = own ? *own : "";
    encoding = formats::Encoding::utf_8;
  }
  TRY_ASSIGN(formats::TextSource source,
             formats::TextSource::open(std::move(table.file), request.name, encoding));
  Run run(context, request, formats::CsvReader(std::move(source)), bytes);
  run.set_digest(digest);
  if (!table.format.empty()) {
    run.set_format(std::move(table));
  } else if (!request.invoice.format.empty()) {
    run.set_format({{}, request.invoice.format, 1, {}, {}});
  }
  if (resumed) {
    run.resume(*resumed);
  }
  return run.go();
}

// Chunks are written only after the whole file was checked: a trial first, which also tells the
// digest and the encoding.
util::Result<ImportReport> import_in_chunks(const Context& context, ImportRequest request)
{
  request.dry_run = true;
  util::Result<ImportReport> trial =
    run_over(context, request, again(request.file), request.csv.encoding);
  request.dry_run = false;
  if (!trial) {
    return trial;
  }
  if (trial->stopped_early || (request.on_error == OnError::stop && trial->rejected > 0)) {
    trial->dry_run = false;
    return trial;
  }
  const auto begun = interrupted(context, request, trial->digest);
  const util::Result<formats::Encoding> encoding = formats::parse_encoding(trial->encoding);
  return run_over(context, request, again(request.file),
                  encoding ? std::optional(*encoding) : std::nullopt, trial->digest, begun);
}

// The public register is asked for all of a file's establishments before any of it is written:
// nobody waits for a network with the store in hand. When it cannot be asked nothing is imported.
util::Outcome ask_register(const Context& context, ImportRequest& request)
{
  std::vector<domain::Siret> sirets;
  request.sirets.seen = [&](domain::Siret siret) { sirets.push_back(siret); };
  const bool dry_run = std::exchange(request.dry_run, true);
  const auto reject_file = std::exchange(request.reject_file, std::nullopt);
  const util::Result<ImportReport> trial =
    run_over(context, request, again(request.file), request.csv.encoding);
  request.sirets.seen = {};
  request.dry_run = dry_run;
  request.reject_file = reject_file;
  if (!trial) {
    return trial.errors();
  }
  auto objections = std::make_shared<std::map<std::int64_t, util::Error>>();
  for (const domain::Siret siret : sirets) {
    const SireneAnswer answer = request.look_up->ask(siret);
    const auto objection = objection_to(siret, answer);
    if (answer.outcome == domain::SireneOutcome::unavailable) {
      return *objection;
    }
    if (objection) {
      objections->emplace(siret.number(), *objection);
    }
  }
  request.sirets.objection = [objections](domain::Siret siret) {
    const auto found = objections->find(siret.number());
    return found == objections->end() ? std::nullopt : std::optional(found->second);
  };
  return util::Done{};
}

} // namespace

util::Result<ImportReport> import_file(const Context& context, ImportRequest request)
{
  TRY(may_import(context, request));
  if (const util::Outcome whole = take_in(request); !whole) {
    return whole.errors();
  }
  if (request.look_up != nullptr) {
    TRY(ask_register(context, request));
  } else if (auto known = request.piped ? std::nullopt : recognised(context, request)) {
    return *std::move(known);
  }
  if (request.chunk > 0 && !request.dry_run) {
    return import_in_chunks(context, std::move(request));
  }
  return run_over(context, request, again(request.file), request.csv.encoding);
}

namespace {

// Where the rows refused go of a batch that goes on: where who resumes it says, or beside its file.
// What the store says is not written to: whoever handed it over would choose a file.
util::Result<std::optional<std::filesystem::path>>
resumed_rejects(const store::Batch& batch, const std::string& name,
                const std::optional<std::filesystem::path>& told)
{
  using Place = std::optional<std::filesystem::path>;
  const std::filesystem::path beside = rejects_beside(batch.path);
  if (batch.on_error != OnError::reject) {
    return Place();
  }
  if (!told && !batch.reject_path.empty() && batch.reject_path != beside) {
    return util::Error{"batch.rejects_elsewhere", {name, batch.reject_path}}.at("--rejects");
  }
  return told ? told : Place(beside);
}

} // namespace

util::Result<ImportReport> resume_batch(const Context& context, const std::string& named,
                                        ImportRequest request)
{
  TRY_ASSIGN(const store::Batch batch, find_batch(context, named));
  const std::string name = fmt::format("B-{}", batch.number);
  if (batch.state != store::BatchState::running) {
    return util::Error{"batch.complete", {name}}.at("batch");
  }
  TRY_ASSIGN(util::FileHandle file, util::open_regular(batch.path));
  const util::Result<std::string> digest = formats::digest_of(file, batch.path);
  if (!digest || *digest != batch.digest) {
    return digest ? util::Error{"batch.changed", {batch.path, name}}.at("batch") : digest.error();
  }
  request.kind = batch.kind;
  request.file = std::move(file);
  request.name = batch.file;
  request.path = batch.path;
  request.on_error = batch.on_error;
  TRY_ASSIGN(const auto rejects, resumed_rejects(batch, name, request.reject_file));
  request.reject_file = rejects;
  request.chunk = batch.chunk;
  const util::Outcome options = take_options(batch.options, request);
  return options ? import_file(context, std::move(request))
                 : util::Result<ImportReport>(options.errors());
}

} // namespace myatlas::services
