#include "services/import/import.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "formats/json_table.hpp"
#include "formats/workbook.hpp"
#include "services/import/batch_record.hpp"
#include "services/import/loader.hpp"

namespace myatlas::services {

namespace {

using formats::FileKind;

// The register is loaded by whoever operates the store; invoices and employees belong to an account's clients.
util::Outcome may_import(const Context& context, const ImportRequest& request)
{
  const bool needs_account = request.attach || (is_of_account(request.kind) && !request.dry_run);
  const util::Result<domain::Account> account = acting_account(context);
  return needs_account && !account ? util::Outcome(account.errors()) : util::Outcome(util::Done{});
}

std::string column_name(FileKind kind, std::size_t column)
{
  return column == formats::k_absent ? "" : std::string(formats::columns_of(kind)[column].name);
}

std::uint64_t size_of(const util::FileHandle& file)
{
  struct stat info = {};
  return ::fstat(file.get(), &info) == 0 && S_ISREG(info.st_mode) ? static_cast<std::uint64_t>(info.st_size) : 0;
}

// One run over one file.
class Run
{
public:
  Run(const Context& context, const ImportRequest& request, formats::CsvReader reader, std::uint64_t bytes)
    : m_context(context), m_request(request), m_reader(std::move(reader)), m_bytes(bytes)
  {
  }

  // The file's digest, when it is known before the file is read.
  void set_digest(std::string digest) { m_digest = std::move(digest); }
  // The rows were taken from another kind of file than text, which messages call so.
  void set_format(const std::string& format, std::uint64_t first_line)
  {
    m_format = format;
    m_reader.count_records(first_line);
  }
  // Goes on with a batch that was interrupted.
  void resume(const store::Batch& batch) { m_resumed = batch; }

  util::Result<ImportReport> go();

private:
  util::Outcome attempt();
  util::Outcome begin_over();
  void begin_report();
  void begin_rejects();
  void warn_about_columns();
  util::Outcome read_rows(RowLoader& loader);
  util::Outcome take(RowLoader& loader, const formats::CsvRecord& record);
  void add(ProblemLog& to, const formats::CsvRecord& record, const std::vector<formats::CellProblem>& from);
  void count(RowLoader& loader);
  bool chunk_is_full() const;
  util::Outcome end_chunk(RowLoader& loader);
  util::Outcome finish(RowLoader& loader);
  util::Outcome keep_rejects();
  void put_batch(bool running);
  void tell_progress();
  CrossChecks cross_checks() const;

  const Context& m_context;
  const ImportRequest& m_request;
  formats::CsvReader m_reader;
  std::uint64_t m_bytes; // of the file, 0: not known
  formats::Header m_header;
  char m_separator = ';';
  ImportReport m_report;
  std::optional<RejectFile> m_rejects;
  std::string m_digest, m_format, m_rejects_digest;
  std::optional<store::Transaction> m_write;
  std::optional<store::Batch> m_resumed;
  std::int64_t m_committed = 0; // rows accepted that earlier chunks hold
};

CrossChecks Run::cross_checks() const
{
  const bool trial = m_request.dry_run && is_of_account(m_request.kind) && !m_context.actor.account;
  return trial ? CrossChecks::none : CrossChecks::store;
}

void Run::begin_report()
{
  const formats::Inspection& inspection = m_reader.inspection();
  m_report.kind = m_request.kind;
  m_report.file = m_request.name;
  m_report.digest = m_digest;
  m_report.dry_run = m_request.dry_run;
  m_report.on_error_reject = m_request.on_error == OnError::reject;
  m_report.encoding = m_format.empty() ? formats::to_text(inspection.encoding) : m_format;
  m_report.separator = formats::separator_name(m_separator);
  m_report.dates = formats::to_text(m_request.csv.dates.value_or(formats::DateOrder::dmy));
  if (m_resumed) {
    m_report.batch = m_resumed->number;
    m_report.resumed = true;
    m_committed = m_resumed->accepted;
  }
  if (!m_header.reject_cells.empty()) {
    m_report.completes = batch_completed_by(m_context, m_request);
  }
}

void Run::begin_rejects()
{
  if (m_request.on_error == OnError::reject && !m_request.dry_run && m_request.reject_file) {
    const formats::Inspection& inspection = m_reader.inspection();
    m_rejects.emplace(*m_request.reject_file, m_header,
                      RejectStyle{m_separator, inspection.encoding, inspection.has_mark, m_reader.line_end()}, m_request.sentence);
  }
}

void Run::warn_about_columns()
{
  if (!m_request.ignore_unknown) {
    for (const std::string& title : m_header.unknown) {
      const std::string near = formats::nearest_column(m_request.kind, title);
      m_report.warnings.add({0, 1, title, title, near.empty() ? util::Error{"column.unknown", {title}}
                                                              : util::Error{"column.misspelt", {title, near}}});
    }
  }
  if (cross_checks() == CrossChecks::none) {
    m_report.warnings.add({0, 0, "", "", {"import.not_against_store", {}}});
  }
}

void Run::add(ProblemLog& to, const formats::CsvRecord& record, const std::vector<formats::CellProblem>& from)
{
  for (const formats::CellProblem& problem : from) {
    to.add({record.number, record.line, column_name(m_request.kind, problem.column), problem.value, problem.error});
  }
}

// Records of chunks that are written are checked again, for the rules between records and the reject file, and not written.
util::Outcome Run::take(RowLoader& loader, const formats::CsvRecord& record)
{
  formats::RowProblems problems;
  const bool written = m_resumed && m_report.read < m_resumed->done;
  loader.load(record, problems, written ? RowLoader::Pass::check : RowLoader::Pass::write);
  ++m_report.read;
  if (!problems.warnings.empty()) {
    add(m_report.warnings, record, problems.warnings);
  }
  if (problems.errors.empty()) {
    return util::Done{};
  }
  ++m_report.rejected;
  add(m_report.problems, record, problems.errors);
  m_report.stopped_early =
    m_request.max_errors > 0 && m_report.problems.size() >= static_cast<std::uint64_t>(m_request.max_errors);
  return m_rejects ? m_rejects->add(record, problems) : util::Outcome(util::Done{});
}

void Run::tell_progress()
{
  constexpr std::int64_t k_every = 20'000;
  if (m_request.progress && m_report.read % k_every == 0) {
    m_request.progress({static_cast<std::uint64_t>(m_report.read), m_reader.consumed(), m_bytes});
  }
}

util::Outcome Run::read_rows(RowLoader& loader)
{
  while (!m_report.stopped_early) {
    const util::Result<const formats::CsvRecord*> record = m_reader.next();
    if (!record) {
      return record.errors();
    }
    if (*record == nullptr) {
      break;
    }
    util::Outcome taken = take(loader, **record);
    if (taken && chunk_is_full()) {
      taken = end_chunk(loader);
    }
    if (!taken) {
      return taken;
    }
    tell_progress();
  }
  return util::Done{};
}

void Run::count(RowLoader& loader)
{
  const RowLoader::Counts counts = loader.counts();
  m_report.created = counts.created + (m_resumed ? m_resumed->created : 0);
  m_report.updated = counts.updated + (m_resumed ? m_resumed->updated : 0);
  m_report.accepted = m_report.created + m_report.updated;
  m_report.unchanged = m_report.read - m_report.rejected - m_report.accepted;
  m_report.blank = static_cast<std::int64_t>(m_reader.blank_records());
  const auto mark = m_request.csv.decimal ? m_request.csv.decimal : loader.decimal_seen();
  if (mark) {
    m_report.decimal = formats::to_text(*mark);
  }
}

bool Run::chunk_is_full() const
{
  return m_request.chunk > 0 && !m_request.dry_run && m_report.read % m_request.chunk == 0 &&
         (!m_resumed || m_report.read > m_resumed->done);
}

// A chunk that changed nothing need not be written.
util::Outcome Run::end_chunk(RowLoader& loader)
{
  count(loader);
  if (m_request.on_error == OnError::stop && m_report.rejected > 0) {
    m_report.stopped_early = true; // the store has changed since the whole file was checked
    return util::Done{};
  }
  if (m_report.accepted > m_committed) {
    put_batch(true);
    m_write->commit();
    m_write.emplace(m_context.store, m_context.deed(), store::Transaction::Size::file);
  }
  return util::Done{};
}

void Run::put_batch(bool running)
{
  if (!m_report.batch) {
    m_report.batch = m_context.store.batches().next_number();
  }
  const ImportReport& r = m_report;
  store::Batch batch{*r.batch, formats::to_text(r.kind), r.file, r.digest, r.encoding, r.separator, r.decimal.value_or(""), r.dates,
                     m_request.on_error == OnError::stop ? "stop" : "reject", r.read, r.accepted, r.unchanged, r.rejected,
                     r.created, r.updated, m_context.actor.name, m_context.now()};
  batch.running = running;
  batch.path = m_request.path.string();
  batch.options = options_text(m_request);
  batch.bytes = static_cast<std::int64_t>(m_bytes);
  batch.chunk = m_request.chunk;
  batch.done = r.read;
  batch.version = fills_register(r.kind) ? m_context.store.batches().next_register_version() : 0;
  batch.warnings = static_cast<std::int64_t>(r.warnings.size());
  batch.rejects = m_rejects_digest;
  const bool rejects = running ? m_rejects.has_value() : r.reject_file.has_value();
  batch.reject_path = rejects ? std::filesystem::absolute(m_rejects->path()).lexically_normal().string() : "";
  batch.completes = r.completes;
  m_context.store.batches().put(batch);
  m_write->record(fmt::format("batch B-{}", *r.batch), std::nullopt,
                  fmt::format(R"({{"kind":"{}","digest":"{}","created":{},"updated":{},"rejected":{}}})", batch.kind, r.digest,
                              r.created, r.updated, r.rejected));
  m_committed = r.accepted;
}

// The reject file is put in place, and a copy is kept with the documents unless it may hold a NIR.
util::Outcome Run::keep_rejects()
{
  if (!m_rejects || m_rejects->empty()) {
    return util::Done{};
  }
  const util::Outcome kept = m_rejects->keep();
  if (!kept) {
    return kept;
  }
  m_report.reject_file = m_rejects->path().string();
  if (m_request.kind == FileKind::employees || m_report.accepted == 0) {
    return util::Done{};
  }
  const util::Result<store::StoredDocument> copy = m_context.store.keep_document_file(m_rejects->path(), "text/csv");
  if (!copy) {
    return copy.errors();
  }
  m_rejects_digest = copy->digest;
  m_context.store.invoices().put_document(*copy, m_context.now());
  return util::Done{};
}

// Commits what is to be kept; otherwise the transaction goes and takes all with it.
util::Outcome Run::finish(RowLoader& loader)
{
  count(loader);
  const bool refused = m_report.stopped_early || (m_request.on_error == OnError::stop && m_report.rejected > 0);
  if (m_request.dry_run || refused) {
    m_report.written = m_committed;
    return util::Done{};
  }
  const util::Outcome rejected = keep_rejects();
  if (!rejected) {
    return rejected;
  }
  if (m_report.accepted == 0) {
    const auto known = m_context.store.batches().find_digest(formats::to_text(m_request.kind), m_report.digest);
    m_report.batch = known ? std::optional(known->number) : std::nullopt;
    m_report.repeated = m_report.rejected == 0 && m_report.read > 0;
    return util::Done{};
  }
  m_report.written = m_report.accepted;
  put_batch(false);
  m_write->commit();
  m_write.reset();
  return util::Done{};
}

util::Outcome Run::attempt()
{
  util::Result<formats::Header> header = formats::begin_file(m_reader, m_request.kind, m_request.csv, m_separator);
  if (!header) {
    return header.errors();
  }
  m_header = *std::move(header);
  begin_report();
  warn_about_columns();
  begin_rejects();
  m_write.emplace(m_context.store, m_context.deed(), store::Transaction::Size::file);
  const auto loader = make_loader(m_request.kind, {m_context, m_header, m_request.csv, m_request.path.parent_path(), cross_checks(),
                                                   m_request.attach, m_request.chunk > 0, m_request.dry_run ? store::BulkMode::trial : store::BulkMode::write});
  const util::Outcome read = read_rows(*loader);
  if (!read || m_reader.misjudged()) {
    return read;
  }
  m_report.digest = m_digest.empty() ? m_reader.inspection().digest : m_digest;
  return finish(*loader);
}

// The text was not what it was taken for: from the start again.
util::Outcome Run::begin_over()
{
  m_write.reset();
  m_rejects.reset();
  m_report = {};
  util::Result<formats::TextSource> source = m_reader.reopened();
  if (!source) {
    return source.errors();
  }
  m_reader = formats::CsvReader(*std::move(source));
  return util::Done{};
}

util::Result<ImportReport> Run::go()
{
  while (true) {
    const util::Outcome done = attempt();
    if (!m_reader.misjudged()) {
      return done ? util::Result<ImportReport>(std::move(m_report)) : util::Result<ImportReport>(done.errors());
    }
    const util::Outcome begun = begin_over();
    if (!begun) {
      return begun.errors();
    }
  }
}

util::FileHandle again(const util::FileHandle& file)
{
  return util::FileHandle(::fcntl(file.get(), F_DUPFD_CLOEXEC, 0));
}

// A workbook or JSON lines, as CSV.
struct Table
{
  util::FileHandle file;
  std::string format; // empty: it is text already
  std::uint64_t first_line = 1;
};

util::Result<Table> as_table(util::FileHandle file, const ImportRequest& request)
{
  Table table;
  if (formats::is_workbook(file)) {
    util::Result<util::FileHandle> csv = formats::workbook_as_csv(file, request.name, request.kind);
    return csv ? util::Result<Table>({*std::move(csv), "xlsx", 1}) : util::Result<Table>(csv.errors());
  }
  if (formats::is_json_lines(file)) {
    util::Result<util::FileHandle> csv = formats::json_lines_as_csv(file, request.name);
    return csv ? util::Result<Table>({*std::move(csv), "jsonl", 0}) : util::Result<Table>(csv.errors());
  }
  table.file = std::move(file);
  return table;
}

util::Result<ImportReport> run_over(const Context& context, const ImportRequest& request, util::FileHandle file,
                                    std::optional<formats::Encoding> encoding, std::string digest = {},
                                    const std::optional<store::Batch>& resumed = {})
{
  const std::uint64_t bytes = size_of(file);
  const util::FileHandle original = again(file);
  util::Result<Table> table = as_table(std::move(file), request);
  if (!table) {
    return table.errors();
  }
  if (!table->format.empty()) {
    const util::Result<std::string> own = formats::digest_of(original, request.name);
    digest = own ? *own : "";
    encoding = formats::Encoding::utf_8;
  }
  util::Result<formats::TextSource> source =
    formats::TextSource::open(std::move(table->file), request.name, encoding, request.patience);
  if (!source) {
    return source.errors();
  }
  Run run(context, request, formats::CsvReader(*std::move(source)), bytes);
  run.set_digest(digest);
  if (!table->format.empty()) {
    run.set_format(table->format, table->first_line);
  }
  if (resumed) {
    run.resume(*resumed);
  }
  return run.go();
}

// Chunks are written only after the whole file was checked: a trial first, which also tells the digest and the encoding.
util::Result<ImportReport> import_in_chunks(const Context& context, ImportRequest request)
{
  request.dry_run = true;
  util::Result<ImportReport> trial = run_over(context, request, again(request.file), request.csv.encoding);
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
  return run_over(context, request, again(request.file), encoding ? std::optional(*encoding) : std::nullopt, trial->digest,
                  begun);
}

} // namespace

util::Result<ImportReport> import_file(const Context& context, ImportRequest request)
{
  const util::Outcome allowed = may_import(context, request);
  if (!allowed) {
    return allowed.errors();
  }
  if (auto known = recognised(context, request)) {
    return *std::move(known);
  }
  if (request.chunk > 0 && !request.dry_run) {
    return import_in_chunks(context, std::move(request));
  }
  return run_over(context, request, again(request.file), request.csv.encoding);
}

util::Result<ImportReport> resume_batch(const Context& context, std::int64_t number, ImportRequest request)
{
  const std::string name = fmt::format("B-{}", number);
  const auto batch = context.store.batches().find(number);
  if (!batch) {
    return util::Error{"batch.unknown", {name}}.at("BATCH");
  }
  if (!batch->running) {
    return util::Error{"batch.complete", {name}}.at("BATCH");
  }
  util::Result<util::FileHandle> file = util::open_regular(batch->path);
  if (!file) {
    return file.errors();
  }
  const util::Result<std::string> digest = formats::digest_of(*file, batch->path);
  if (!digest || *digest != batch->digest) {
    return digest ? util::Error{"batch.changed", {batch->path, name}}.at("BATCH") : digest.error();
  }
  request.kind = *formats::parse_file_kind(batch->kind);
  request.file = *std::move(file);
  request.name = batch->file;
  request.path = batch->path;
  request.on_error = batch->on_error == "reject" ? OnError::reject : OnError::stop;
  request.reject_file = batch->reject_path.empty() ? std::nullopt : std::optional<std::filesystem::path>(batch->reject_path);
  request.chunk = batch->chunk;
  const util::Outcome options = take_options(batch->options, request);
  return options ? import_file(context, std::move(request)) : util::Result<ImportReport>(options.errors());
}

} // namespace myatlas::services
