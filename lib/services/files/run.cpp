#include "services/files/run.hpp"

#include "formats/tables/header.hpp"
#include "formats/tables/row_types.hpp"
#include "formats/text/dialect.hpp"
#include "services/files/batch_record.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

using formats::FileKind;

namespace {

constexpr std::size_t k_lines_looked_at = 1000; // of a reject file, to find its batch
constexpr std::size_t k_most_aside = 10'000;    // records that wait for others: memory has a bound

std::string column_name(FileKind kind, std::size_t column)
{
  return column == formats::k_absent ? "" : std::string(formats::columns_of(kind)[column].name);
}

} // namespace

CrossChecks Run::cross_checks() const
{
  const bool trial =
    m_request.dry_run && is_of_account(m_request.kind) && m_context.actor.account() == nullptr;
  return trial ? CrossChecks::none : CrossChecks::store;
}

void Run::begin_report()
{
  const formats::Inspection& inspection = m_reader.inspection();
  m_report.kind = m_request.kind;
  m_report.file = m_request.name;
  m_report.digest = m_digest;
  m_report.dry_run = m_request.dry_run;
  m_report.on_error = m_request.on_error;
  m_report.encoding = m_format.empty() ? formats::to_text(inspection.encoding) : m_format;
  m_report.separator = m_format.empty() ? formats::separator_name(m_separator) : "";
  m_report.dates = m_csv.dates.value_or(formats::DateOrder::dmy);
  m_report.understood = {m_table.sheet, m_header.line,
                         formats::titles_known(m_request.kind, m_header, m_csv.titles)};
  tell_earlier_batches();
}

// The one that goes on, and the one whose refused rows these are.
void Run::tell_earlier_batches()
{
  if (m_resumed) {
    m_report.batch = m_resumed->number;
    m_report.resumed = true;
    m_committed = m_resumed->accepted;
  }
  if (!m_header.reject_cells.empty()) {
    m_report.completes = batch_completed_by(m_context, m_request);
  }
}

RejectStyle Run::reject_style() const
{
  if (m_request.reject_form == RejectForm::excel) {
    return {
      .mark = true, .literal = m_csv.literal, .decimal_commas = true, .decimal = m_csv.decimal};
  }
  const formats::Inspection& inspection = m_reader.inspection();
  return {.separator = m_separator,
          .encoding = inspection.encoding,
          .mark = inspection.has_mark,
          .line_end = m_reader.line_end(),
          .literal = m_csv.literal,
          .announces_separator = m_header.announces_separator};
}

bool Run::writes_rejects() const
{
  return m_request.on_error == OnError::reject && !m_request.dry_run && m_request.reject_file;
}

void Run::begin_rejects()
{
  if (writes_rejects()) {
    m_rejects.emplace(
      RejectPlace{*m_request.reject_file, m_context.store.path(), m_request.kind, m_context.now()},
      m_header, reject_style(), m_request.sentence);
  }
}

void Run::warn_of_columns()
{
  for (const util::Error& unknown : formats::unknown_columns(m_request.kind, m_header)) {
    m_report.warnings.add({0, m_header.line, unknown.where.column, unknown.where.column,
                           util::Error{unknown.code, unknown.args}});
  }
}

// What is told before any row.
void Run::warn_at_first()
{
  for (const util::Error& told : told_of_table(m_table, m_header)) {
    m_report.warnings.add({0, told.where.line, "", "", util::Error{told.code, told.args}});
  }
  if (!m_request.ignore_unknown) {
    warn_of_columns();
  }
  for (const util::Error& warning : m_request.invoice.warnings) {
    m_report.warnings.add({0, 0, warning.where.column, "", warning});
  }
  if (cross_checks() == CrossChecks::none) {
    m_report.warnings.add({0, 0, "", "", {"import.not_against_store", {}}});
  }
}

void Run::add(ProblemLog& to, const formats::CsvRecord& record,
              const std::vector<formats::CellProblem>& from)
{
  for (const formats::CellProblem& problem : from) {
    to.add({record.number, record.line, column_name(m_request.kind, problem.column), problem.value,
            problem.error});
  }
}

// A sample row of a template, left in it.
bool Run::is_of_template(const formats::CsvRecord& record) const
{
  return m_report.read < formats::k_rows_of_template &&
         formats::is_template_row(m_request.kind, m_header, record.cells);
}

// Records of chunks that are written are checked again, for the rules between records and the
// reject file, and not written.
RowLoader::Pass Run::pass() const
{
  const bool is_written = m_resumed && m_report.read < m_resumed->done;
  return is_written ? RowLoader::Pass::check : RowLoader::Pass::write;
}

void Run::remember_reject_line(const formats::CsvRecord& record)
{
  if (m_header.line_cell < record.cells.size() && m_reject_lines.size() < k_lines_looked_at) {
    m_reject_lines.emplace_back(util::trim(record.cells[m_header.line_cell]));
  }
}

util::Outcome Run::take(RowLoader& loader, const formats::CsvRecord& record)
{
  formats::RowProblems problems;
  if (is_of_template(record)) {
    problems.errors.push_back({formats::k_absent, "", {"row.template", {}}});
  } else {
    loader.load(record, problems, pass());
  }
  ++m_report.read;
  remember_reject_line(record);
  if (!problems.warnings.empty()) {
    add(m_report.warnings, record, problems.warnings);
  }
  return problems.errors.empty() ? util::Outcome(util::Done{}) : refuse(record, problems);
}

util::Outcome Run::refuse(const formats::CsvRecord& record, const formats::RowProblems& problems)
{
  ++m_report.rejected;
  add(m_report.problems, record, problems.errors);
  m_report.stopped_early =
    m_request.max_errors > 0 &&
    m_report.problems.size() >= static_cast<std::uint64_t>(m_request.max_errors);
  if (m_rejects) {
    return m_rejects->add(record, problems);
  }
  return util::Done{};
}

void Run::tell_progress()
{
  constexpr std::int64_t k_every = 20'000;
  if (m_request.progress && m_report.read % k_every == 0) {
    m_request.progress({static_cast<std::uint64_t>(m_report.read), m_reader.consumed(), m_bytes});
  }
}

// What was held as a total was none: another record follows it.
util::Outcome Run::take_held(RowLoader& loader)
{
  const std::unique_ptr<formats::HeldRecord> held = std::move(m_held);
  if (held != nullptr) {
    return take_next(loader, held->record());
  }
  return util::Done{};
}

// A record that may be a total is held until it is known whether it is the last.
util::Outcome Run::take_or_hold(RowLoader& loader, const formats::CsvRecord& record)
{
  TRY(take_held(loader));
  if (m_totals->can_be_one(record)) {
    m_held = std::make_unique<formats::HeldRecord>(record);
    return util::Done{};
  }
  return take_next(loader, record);
}

util::Outcome Run::read_rows(RowLoader& loader)
{
  while (!m_report.stopped_early) {
    TRY_ASSIGN(const formats::CsvRecord* record, m_reader.next());
    if (record == nullptr) {
      break;
    }
    TRY(take_or_hold(loader, *record));
  }
  TRY(take_put_aside(loader));
  if (m_held && !m_report.stopped_early) {
    end_with_total(m_held->record());
  }
  return util::Done{};
}

util::Outcome Run::take_put_aside(RowLoader& loader)
{
  util::Outcome taken = util::Done{};
  for (std::size_t i = 0;
       taken && i < m_aside.size() && !m_report.stopped_early && !m_reader.misjudged(); ++i) {
    taken = take_in_turn(loader, m_aside[i]->record());
  }
  m_aside.clear();
  return taken;
}

bool Run::is_put_aside(RowLoader& loader, const formats::CsvRecord& record) const
{
  return m_aside.size() < k_most_aside && loader.waits(record) &&
         !formats::is_template_row(m_request.kind, m_header, record.cells);
}

util::Outcome Run::take_next(RowLoader& loader, const formats::CsvRecord& record)
{
  m_totals->add(record);
  if (is_put_aside(loader, record)) {
    m_aside.push_back(std::make_unique<formats::HeldRecord>(record));
    return util::Done{};
  }
  return take_in_turn(loader, record);
}

util::Outcome Run::take_in_turn(RowLoader& loader, const formats::CsvRecord& record)
{
  TRY(take(loader, record));
  if (chunk_is_full()) {
    TRY(end_chunk(loader));
  }
  tell_progress();
  return util::Done{};
}

// It is no row of the table: what it says is compared with the rows, and told.
void Run::end_with_total(const formats::CsvRecord& total)
{
  const formats::TotalComparison comparison = m_totals->compare(total);
  m_report.warnings.add({0, total.line, "", "", {comparison.told(), {}}});
  for (const formats::TotalDifference& difference : comparison.differences) {
    m_report.warnings.add({0,
                           total.line,
                           column_name(m_request.kind, difference.column),
                           difference.told,
                           {"row.total_differs", {difference.told, difference.sum}}});
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
  if (is_refused()) {
    m_report.stopped_early = true; // the store has changed since the whole file was checked
    return util::Done{};
  }
  if (m_report.accepted > m_committed) {
    put_batch(store::BatchState::running);
    m_write->commit();
    begin_writing();
  }
  return util::Done{};
}

bool Run::is_refused() const
{
  return m_request.on_error == OnError::stop && m_report.rejected > 0;
}

void Run::begin_writing()
{
  m_write.emplace(m_context.store, m_context.deed(), store::Transaction::Size::file);
}

// The header is found, or it may stand on another sheet.
util::Outcome Run::begin_table()
{
  util::Result<formats::Header> header =
    formats::begin_file(m_reader, m_request.kind, m_csv, m_separator);
  if (header) {
    m_header = *std::move(header);
    m_totals.emplace(m_request.kind, m_header, m_csv);
    return util::Done{};
  }
  util::Errors errors = header.errors();
  if (!m_table.others.empty()) {
    errors.push_back(told_of_table(m_table, {}).front());
  }
  return errors;
}

std::unique_ptr<RowLoader> Run::loader()
{
  const store::BulkMode documents =
    m_request.dry_run ? store::BulkMode::trial : store::BulkMode::write;
  return make_loader(m_request.kind,
                     {.context = m_context,
                      .header = m_header,
                      .options = m_csv,
                      .folder = m_request.path.parent_path(),
                      .cross_checks = cross_checks(),
                      .attach = m_request.attach,
                      .chunked = m_request.chunk > 0,
                      .mode = m_request.rehearsal ? store::BulkMode::write : documents,
                      .documents = documents,
                      .sirets = m_request.sirets,
                      .file_seen = m_request.file_seen,
                      .invoice = m_request.invoice,
                      .rates = m_request.rates,
                      .declare_as = m_request.declare_as});
}

util::Outcome Run::attempt()
{
  TRY(begin_table());
  begin_report();
  warn_at_first();
  begin_rejects();
  begin_writing();
  return load_all(*loader());
}

util::Outcome Run::load_all(RowLoader& loader)
{
  TRY(read_rows(loader));
  if (m_reader.misjudged()) {
    return util::Done{};
  }
  m_report.digest = m_digest.empty() ? m_reader.inspection().digest : m_digest;
  const util::Outcome done = finish(loader);
  m_write.reset();
  loader.closed();
  return done;
}

// The text was not what it was taken for: from the start again.
util::Outcome Run::begin_over()
{
  m_write.reset();
  m_rejects.reset();
  m_report = {};
  m_held.reset();
  m_aside.clear();
  m_reject_lines.clear();
  TRY_ASSIGN(formats::TextSource source, m_reader.reopened());
  m_reader = formats::CsvReader(std::move(source));
  return util::Done{};
}

util::Result<ImportReport> Run::go()
{
  while (true) {
    const util::Outcome done = attempt();
    if (!m_reader.misjudged()) {
      return done ? util::Result<ImportReport>(std::move(m_report))
                  : util::Result<ImportReport>(done.errors());
    }
    TRY(begin_over());
  }
}

} // namespace myatlas::services
