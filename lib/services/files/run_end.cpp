// What stays of an import: its batch, and its refused rows.
#include "services/files/run.hpp"

#include <fmt/format.h>

#include "services/files/batch_record.hpp"
#include "services/files/batches.hpp"
#include "util/try.hpp"

namespace myatlas::services {

using formats::FileKind;

namespace {

constexpr const char* k_workbook =
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

store::Batch batch_of(const ImportReport& r)
{
  return {.number = *r.batch,
          .kind = r.kind,
          .file = r.file,
          .digest = r.digest,
          .encoding = r.encoding,
          .separator = r.separator,
          .decimal = r.decimal,
          .dates = r.dates,
          .on_error = r.on_error,
          .read = r.read,
          .accepted = r.accepted,
          .unchanged = r.unchanged,
          .rejected = r.rejected,
          .created = r.created,
          .updated = r.updated,
          .actor = {},
          .at = {}};
}

std::string audited(const ImportReport& r)
{
  return fmt::format(R"({{"kind":"{}","digest":"{}","created":{},"updated":{},"rejected":{}}})",
                     formats::to_text(r.kind), r.digest, r.created, r.updated, r.rejected);
}

} // namespace

// Of a batch that is not complete the refused rows are on their way.
std::string Run::reject_path(store::BatchState state) const
{
  const bool has_rejects =
    state == store::BatchState::running ? m_rejects.has_value() : m_report.reject_file.has_value();
  return has_rejects ? std::filesystem::absolute(m_rejects->path()).lexically_normal().string()
                     : "";
}

// What a batch that goes on is begun with again.
void Run::put_way_to_go_on(store::Batch& batch) const
{
  batch.path = m_request.path.string();
  batch.options = options_text(m_request);
  batch.bytes = static_cast<std::int64_t>(m_bytes);
  batch.chunk = m_request.chunk;
  batch.done = m_report.read;
}

void Run::put_owner(store::Batch& batch) const
{
  batch.actor = m_context.actor.name();
  batch.at = m_context.now();
  batch.account = m_resumed ? m_resumed->account : batch_owner(m_context);
  batch.version =
    is_of_account(m_report.kind) ? 0 : m_context.store.batches().next_register_version();
}

store::Batch Run::batch_in(store::BatchState state) const
{
  store::Batch batch = batch_of(m_report);
  batch.state = state;
  put_way_to_go_on(batch);
  put_owner(batch);
  batch.warnings = static_cast<std::int64_t>(m_report.warnings.size());
  batch.rejects = m_rejects_digest;
  batch.reject_path = reject_path(state);
  batch.completes = m_report.completes;
  return batch;
}

void Run::put_batch(store::BatchState state)
{
  if (!m_report.batch) {
    m_report.batch = m_context.store.batches().next_number();
  }
  m_context.store.batches().put(batch_in(state));
  m_write->record({store::AuditKind::batch, fmt::format("B-{}", *m_report.batch)}, std::nullopt,
                  audited(m_report));
  m_committed = m_report.accepted;
}

// Unless they may hold a NIR, or nothing was written.
bool Run::keeps_copy_of_rejects() const
{
  return m_request.kind != FileKind::employees && m_report.accepted > 0;
}

// The reject file is put in place, and a copy is kept with the documents.
util::Outcome Run::keep_rejects()
{
  if (!m_rejects || m_rejects->empty()) {
    return util::Done{};
  }
  TRY(m_rejects->keep());
  m_report.reject_file = m_rejects->path().string();
  return keeps_copy_of_rejects() ? keep_copy_of_rejects() : util::Outcome(util::Done{});
}

util::Outcome Run::keep_copy_of_rejects()
{
  const char* const type = m_rejects->is_workbook() ? k_workbook : "text/csv";
  TRY_ASSIGN(const store::StoredDocument copy,
             m_context.store.keep_document_file(m_rejects->path(), type));
  m_rejects_digest = copy.digest;
  m_context.store.stored_documents().put(copy, m_context.now());
  return util::Done{};
}

void Run::count_rows(const RowLoader::Counts& counts)
{
  m_report.created = counts.created + (m_resumed ? m_resumed->created : 0);
  m_report.updated = counts.updated + (m_resumed ? m_resumed->updated : 0);
  m_report.accepted = m_report.created + m_report.updated;
  m_report.unchanged = m_report.read - m_report.rejected - m_report.accepted;
  m_report.blank = static_cast<std::int64_t>(m_reader.blank_records());
}

void Run::warn_of_nothing()
{
  if (m_report.read == 0 && !m_report.warnings.by_code().contains("file.no_records")) {
    m_report.warnings.add({0, 0, "", "", {"file.no_records", {}}});
  }
}

void Run::count(RowLoader& loader)
{
  count_rows(loader.counts());
  warn_of_nothing();
  const auto mark = m_csv.decimal ? m_csv.decimal : loader.decimal_seen();
  m_report.decimal = mark ? mark : m_report.decimal;
}

void Run::find_completed()
{
  if (!m_report.completes && !m_reject_lines.empty()) {
    m_report.completes = batch_with_lines(m_context, m_request.kind, m_reject_lines);
  }
}

// Nothing is kept, but that files which follow in a rehearsal see what would be.
void Run::end_unwritten(bool is_refused)
{
  m_report.written = m_committed;
  if (m_request.rehearsal && !is_refused) {
    m_write->commit();
  }
}

// Nothing changed: the batch is the one that had done it.
void Run::end_unchanged()
{
  const auto known = batch_of_file(m_context, m_request.kind, m_report.digest);
  m_report.batch = known ? std::optional(known->number) : std::nullopt;
  m_report.repeated = m_report.rejected == 0 && m_report.read > 0;
}

void Run::end_written()
{
  m_report.written = m_report.accepted;
  put_batch(store::BatchState::complete);
  m_write->commit();
  m_write.reset();
}

// Commits what is to be kept; otherwise the transaction goes and takes all with it.
util::Outcome Run::finish(RowLoader& loader)
{
  count(loader);
  find_completed();
  const bool refused = m_report.stopped_early || is_refused();
  if (m_request.dry_run || refused) {
    end_unwritten(refused);
    return util::Done{};
  }
  TRY(keep_rejects());
  if (m_report.accepted == 0) {
    end_unchanged();
  } else {
    end_written();
  }
  return util::Done{};
}

} // namespace myatlas::services
