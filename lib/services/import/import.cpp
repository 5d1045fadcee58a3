#include "services/import/import.hpp"

#include <fmt/format.h>

#include "services/import/loader.hpp"

namespace myatlas::services {

namespace {

using formats::FileKind;

std::unique_ptr<RowLoader> loader_for(FileKind kind, const LoaderSetup& setup)
{
  switch (kind) {
  case FileKind::companies:
    return load_companies(setup);
  case FileKind::establishments:
    return load_establishments(setup);
  case FileKind::invoices:
    return load_invoices(setup);
  }
  return nullptr;
}

// The register is loaded by whoever operates the store; invoices belong to an account.
util::Outcome may_import(const Context& context, const ImportRequest& request)
{
  const bool needs_account = request.attach || (request.kind == FileKind::invoices && !request.dry_run);
  const util::Result<domain::Account> account = acting_account(context);
  return needs_account && !account ? util::Outcome(account.errors()) : util::Outcome(util::Done{});
}

std::string column_name(FileKind kind, std::size_t column)
{
  return column == formats::k_absent ? "" : std::string(formats::columns_of(kind)[column].name);
}

// One run over one file.
class Run
{
public:
  Run(const Context& context, ImportRequest request, formats::CsvReader reader)
    : m_context(context), m_request(std::move(request)), m_reader(std::move(reader))
  {
  }

  util::Result<ImportReport> go();

private:
  void begin_report();
  void warn_about_columns();
  util::Outcome read_rows(RowLoader& loader);
  bool take(RowLoader& loader, const formats::CsvRecord& record);
  void add(std::vector<ImportProblem>& to, const formats::CsvRecord& record, const std::vector<formats::CellProblem>& from);
  void count(RowLoader& loader);
  util::Outcome finish(store::Transaction& write);
  util::Outcome write_rejects();
  store::Batch batch() const;
  CrossChecks cross_checks() const;

  const Context& m_context;
  ImportRequest m_request;
  formats::CsvReader m_reader;
  formats::Header m_header;
  char m_separator = ';';
  ImportReport m_report;
  std::optional<RejectFile> m_rejects;
};

CrossChecks Run::cross_checks() const
{
  const bool trial = m_request.dry_run && m_request.kind == FileKind::invoices && !m_context.actor.account;
  return trial ? CrossChecks::none : CrossChecks::store;
}

void Run::begin_report()
{
  const formats::Inspection& inspection = m_reader.inspection();
  m_report.kind = m_request.kind;
  m_report.file = m_request.name;
  m_report.digest = inspection.digest;
  m_report.dry_run = m_request.dry_run;
  m_report.on_error_reject = m_request.on_error == OnError::reject;
  m_report.encoding = formats::to_text(inspection.encoding);
  m_report.separator = formats::separator_name(m_separator);
  m_report.dates = formats::to_text(m_request.csv.dates.value_or(formats::DateOrder::dmy));
}

void Run::warn_about_columns()
{
  if (!m_request.ignore_unknown) {
    for (const std::string& title : m_header.unknown) {
      const std::string near = formats::nearest_column(m_request.kind, title);
      m_report.warnings.push_back({0, 1, title, title, near.empty() ? util::Error{"column.unknown", {title}}
                                                                    : util::Error{"column.misspelt", {title, near}}});
    }
  }
  if (cross_checks() == CrossChecks::none) {
    m_report.warnings.push_back({0, 0, "", "", {"import.not_against_store", {}}});
  }
}

void Run::add(std::vector<ImportProblem>& to, const formats::CsvRecord& record, const std::vector<formats::CellProblem>& from)
{
  for (const formats::CellProblem& problem : from) {
    to.push_back({record.number, record.line, column_name(m_request.kind, problem.column), problem.value, problem.error});
  }
}

// False when enough errors were seen.
bool Run::take(RowLoader& loader, const formats::CsvRecord& record)
{
  formats::RowProblems problems;
  loader.load(record, problems);
  ++m_report.read;
  if (!problems.warnings.empty()) {
    add(m_report.warnings, record, problems.warnings);
  }
  if (problems.errors.empty()) {
    return true;
  }
  ++m_report.rejected;
  add(m_report.problems, record, problems.errors);
  if (m_rejects) {
    m_rejects->add(record, problems);
  }
  return m_request.max_errors == 0 || static_cast<std::int64_t>(m_report.problems.size()) < m_request.max_errors;
}

util::Outcome Run::read_rows(RowLoader& loader)
{
  while (true) {
    const util::Result<const formats::CsvRecord*> record = m_reader.next();
    if (!record) {
      return record.errors();
    }
    if (*record == nullptr) {
      return util::Done{};
    }
    if (!take(loader, **record)) {
      m_report.stopped_early = true;
      return util::Done{};
    }
  }
}

void Run::count(RowLoader& loader)
{
  const RowLoader::Counts counts = loader.counts();
  m_report.created = counts.created;
  m_report.updated = counts.updated;
  m_report.unchanged = counts.unchanged;
  m_report.accepted = counts.created + counts.updated;
  m_report.blank = static_cast<std::int64_t>(m_reader.blank_records());
  const auto mark = m_request.csv.decimal ? m_request.csv.decimal : loader.decimal_seen();
  if (mark) {
    m_report.decimal = formats::to_text(*mark);
  }
}

store::Batch Run::batch() const
{
  const ImportReport& r = m_report;
  return {*r.batch, formats::to_text(r.kind), r.file, r.digest, r.encoding, r.separator, r.decimal.value_or(""), r.dates,
          m_request.on_error == OnError::stop ? "stop" : "reject", r.read, r.accepted, r.unchanged, r.rejected, r.created,
          r.updated, m_context.actor.name, m_context.now()};
}

util::Outcome Run::write_rejects()
{
  if (!m_rejects || m_report.rejected == 0 || !m_request.reject_file) {
    return util::Done{};
  }
  const util::Outcome written = util::replace_file(*m_request.reject_file, m_rejects->content());
  if (!written) {
    const bool nowhere = written.error().code == "file.missing" || written.error().code == "file.denied";
    return nowhere ? util::Error{"file.cannot_create", {m_request.reject_file->string()}} : written.error();
  }
  m_report.reject_file = m_request.reject_file->string();
  return util::Done{};
}

// Commits what is to be kept; otherwise the transaction goes and takes all with it.
util::Outcome Run::finish(store::Transaction& write)
{
  const bool refused = m_report.stopped_early || (m_request.on_error == OnError::stop && m_report.rejected > 0);
  if (m_request.dry_run || refused) {
    return util::Done{};
  }
  const util::Outcome rejected = write_rejects();
  if (!rejected) {
    return rejected;
  }
  if (m_report.accepted == 0) {
    const auto known = m_context.store.batches().find_digest(formats::to_text(m_request.kind), m_report.digest);
    m_report.batch = known ? std::optional(known->number) : std::nullopt;
    m_report.repeated = m_report.rejected == 0 && m_report.read > 0;
    return util::Done{};
  }
  m_report.batch = m_context.store.batches().next_number();
  m_report.written = m_report.accepted;
  m_context.store.batches().put(batch());
  write.record(fmt::format("batch B-{}", *m_report.batch), std::nullopt,
               fmt::format(R"({{"kind":"{}","digest":"{}","created":{},"updated":{},"rejected":{}}})",
                           formats::to_text(m_request.kind), m_report.digest, m_report.created, m_report.updated,
                           m_report.rejected));
  write.commit();
  return util::Done{};
}

util::Result<ImportReport> Run::go()
{
  util::Result<formats::Header> header = formats::begin_file(m_reader, m_request.kind, m_request.csv, m_separator);
  if (!header) {
    return header.errors();
  }
  m_header = *std::move(header);
  begin_report();
  warn_about_columns();
  if (m_request.on_error == OnError::reject && !m_request.dry_run) {
    const formats::Inspection& inspection = m_reader.inspection();
    m_rejects.emplace(m_header, m_separator, inspection.encoding, inspection.has_mark, m_request.sentence);
  }
  store::Transaction write(m_context.store, m_context.deed(), store::Transaction::Size::file);
  const auto loader =
    loader_for(m_request.kind, {m_context, m_header, m_request.csv, cross_checks(), m_request.attach,
                                   m_request.dry_run ? store::BulkMode::trial : store::BulkMode::write});
  const util::Outcome read = read_rows(*loader);
  if (!read) {
    return read.errors();
  }
  count(*loader);
  const util::Outcome finished = finish(write);
  return finished ? util::Result<ImportReport>(std::move(m_report)) : util::Result<ImportReport>(finished.errors());
}

} // namespace

util::Result<ImportReport> import_file(const Context& context, ImportRequest request)
{
  const util::Outcome allowed = may_import(context, request);
  if (!allowed) {
    return allowed.errors();
  }
  util::Result<formats::TextSource> source =
    formats::TextSource::open(std::move(request.file), request.name, request.csv.encoding);
  if (!source) {
    return source.errors();
  }
  return Run(context, std::move(request), formats::CsvReader(*std::move(source))).go();
}

} // namespace myatlas::services
