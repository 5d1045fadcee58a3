#include "store/tables/batches.hpp"

#include "store/tables/counters.hpp"

namespace myatlas::store {

namespace {

const std::string k_select_batch =
  "select number, kind, file, digest, encoding, separator, decimal_mark, dates, on_error, read, "
  "accepted, unchanged, rejected, "
  "created, updated, actor, at, state, path, options, bytes, chunk, done, version, warnings, "
  "rejects, reject_path, completes, account "
  "from batch ";
const std::string k_put_batch =
  "insert into batch (number, kind, file, digest, encoding, separator, decimal_mark, dates, "
  "on_error, read, accepted, unchanged, "
  "rejected, created, updated, actor, at, state, path, options, bytes, chunk, done, version, "
  "warnings, rejects, reject_path, "
  "completes, account) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, "
  "$16, $17, $18, $19, $20, $21, $22, $23, "
  "$24, $25, $26, $27, $28, $29) on conflict (number) do update set decimal_mark = "
  "excluded.decimal_mark, read = excluded.read, "
  "accepted = excluded.accepted, unchanged = excluded.unchanged, rejected = excluded.rejected, "
  "created = excluded.created, "
  "updated = excluded.updated, state = excluded.state, done = excluded.done, version = "
  "excluded.version, "
  "warnings = excluded.warnings, rejects = excluded.rejects, reject_path = excluded.reject_path, "
  "completes = excluded.completes";
constexpr std::string_view k_register = "register version";

Batch batch_of(const Row& row)
{
  Batch batch{row.integer(0),
              row.text(1),
              row.text(2),
              row.text(3),
              row.text(4),
              row.text(5),
              row.text(6),
              row.text(7),
              row.text(8),
              row.integer(9),
              row.integer(10),
              row.integer(11),
              row.integer(12),
              row.integer(13),
              row.integer(14),
              row.text(15),
              util::Instant{row.integer(16)}};
  batch.running = row.text(17) == "running";
  batch.path = row.text(18);
  batch.options = row.text(19);
  batch.bytes = row.integer(20);
  batch.chunk = row.integer(21);
  batch.done = row.integer(22);
  batch.version = row.integer(23);
  batch.warnings = row.integer(24);
  batch.rejects = row.maybe_text(25).value_or("");
  batch.reject_path = row.text(26);
  batch.completes = row.maybe_integer(27);
  batch.account = row.text(28);
  return batch;
}

std::vector<Batch> batches_of(const std::vector<Row>& rows)
{
  std::vector<Batch> found;
  for (const Row& row : rows) {
    found.push_back(batch_of(row));
  }
  return found;
}

std::optional<Batch> first(const std::vector<Row>& rows)
{
  return rows.empty() ? std::nullopt : std::optional(batch_of(rows[0]));
}

} // namespace

std::int64_t Batches::next_number()
{
  return next_value(m_engine, "batch");
}

void Batches::put(const Batch& b)
{
  const auto text = [](const std::string& value) { return Cell(std::string_view(value)); };
  m_engine.execute(k_put_batch, {b.number,
                                 text(b.kind),
                                 text(b.file),
                                 text(b.digest),
                                 text(b.encoding),
                                 text(b.separator),
                                 text(b.decimal),
                                 text(b.dates),
                                 text(b.on_error),
                                 b.read,
                                 b.accepted,
                                 b.unchanged,
                                 b.rejected,
                                 b.created,
                                 b.updated,
                                 text(b.actor),
                                 b.at.micros,
                                 std::string_view(b.running ? "running" : "complete"),
                                 text(b.path),
                                 text(b.options),
                                 b.bytes,
                                 b.chunk,
                                 b.done,
                                 b.version,
                                 b.warnings,
                                 b.rejects.empty() ? Cell() : text(b.rejects),
                                 text(b.reject_path),
                                 cell(b.completes),
                                 text(b.account)});
}

std::optional<Batch> Batches::find(std::int64_t number) const
{
  return first(m_engine.query(k_select_batch + "where number = $1", {number}));
}

std::optional<Batch> Batches::find_digest(std::string_view kind, std::string_view digest) const
{
  return first(
    m_engine.query(k_select_batch + "where digest = $1 and kind = $2 order by number desc limit 1",
                   {digest, kind}));
}

std::vector<Batch> Batches::of_size(std::string_view kind, std::int64_t bytes) const
{
  return batches_of(m_engine.query(
    k_select_batch + "where kind = $1 and bytes = $2 order by number desc", {kind, bytes}));
}

std::vector<Batch> Batches::with_rejects(std::string_view kind) const
{
  return batches_of(m_engine.query(
    k_select_batch + "where kind = $1 and reject_path <> '' order by number desc", {kind}));
}

std::vector<Batch> Batches::list() const
{
  return batches_of(m_engine.query(k_select_batch + "order by number"));
}

std::int64_t Batches::corrected(std::int64_t number) const
{
  const auto rows = m_engine.query(
    "select coalesce(sum(accepted + unchanged), 0) from batch where completes = $1", {number});
  return rows[0].integer(0);
}

std::int64_t Batches::register_version() const
{
  const auto rows = m_engine.query("select value from counter where name = $1", {k_register});
  return rows.empty() ? 0 : rows[0].integer(0);
}

std::int64_t Batches::next_register_version()
{
  return next_value(m_engine, k_register);
}

} // namespace myatlas::store
