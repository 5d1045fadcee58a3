#include "store/batches.hpp"

#include "store/counters.hpp"

namespace myatlas::store {

namespace {

const std::string k_columns = "number, kind, file, digest, encoding, separator, decimal_mark, dates, on_error, read, "
                              "accepted, unchanged, rejected, created, updated, actor, at";
const std::string k_select = "select " + k_columns + " from batch ";
const std::string k_insert = "insert into batch (" + k_columns + ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, "
                             "$12, $13, $14, $15, $16, $17)";

Batch batch_of(const Row& row)
{
  return {row.integer(0),  row.text(1),     row.text(2),     row.text(3),     row.text(4),     row.text(5),
          row.text(6),     row.text(7),     row.text(8),     row.integer(9),  row.integer(10), row.integer(11),
          row.integer(12), row.integer(13), row.integer(14), row.text(15),    util::Instant{row.integer(16)}};
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
  m_engine.execute(k_insert, {b.number, text(b.kind), text(b.file), text(b.digest), text(b.encoding), text(b.separator),
                              text(b.decimal), text(b.dates), text(b.on_error), b.read, b.accepted, b.unchanged,
                              b.rejected, b.created, b.updated, text(b.actor), b.at.micros});
}

std::optional<Batch> Batches::find(std::int64_t number) const
{
  return first(m_engine.query(k_select + "where number = $1", {number}));
}

std::optional<Batch> Batches::find_digest(std::string_view kind, std::string_view digest) const
{
  return first(m_engine.query(k_select + "where digest = $1 and kind = $2 order by number desc limit 1", {digest, kind}));
}

std::vector<Batch> Batches::list() const
{
  std::vector<Batch> found;
  for (const Row& row : m_engine.query(k_select + "order by number")) {
    found.push_back(batch_of(row));
  }
  return found;
}

} // namespace myatlas::store
