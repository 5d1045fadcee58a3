#include "store/tables/batches.hpp"

#include "formats/tables/column_spec.hpp"
#include "formats/text/dialect.hpp"
#include "store/rows.hpp"
#include "store/tables/counters.hpp"

namespace myatlas::store {

template <>
inline constexpr auto k_reader<formats::FileKind> = formats::parse_file_kind;
template <>
inline constexpr auto k_reader<formats::DecimalMark> = formats::parse_decimal_mark;
template <>
inline constexpr auto k_reader<formats::DateOrder> = formats::parse_date_order;

template <>
struct Codec<BatchState> : NamedCodec<k_batch_states>
{
};

template <>
struct Codec<OnError> : NamedCodec<k_on_errors>
{
};

namespace {

constexpr auto k_batch = table<Batch>(
  "batch", Column("number", &Batch::number, Part::key), Column("kind", &Batch::kind, Part::once),
  Column("file", &Batch::file, Part::once), Column("digest", &Batch::digest, Part::once),
  Column("encoding", &Batch::encoding, Part::once),
  Column("separator", &Batch::separator, Part::once),
  Column("decimal_mark", &Batch::decimal, EmptyIfNone{}),
  Column("dates", &Batch::dates, Part::once), Column("on_error", &Batch::on_error, Part::once),
  Column("read", &Batch::read), Column("accepted", &Batch::accepted),
  Column("unchanged", &Batch::unchanged), Column("rejected", &Batch::rejected),
  Column("created", &Batch::created), Column("updated", &Batch::updated),
  Column("actor", &Batch::actor, Part::once), Column("at", &Batch::at, Part::once),
  Column("state", &Batch::state), Column("path", &Batch::path, Part::once),
  Column("options", &Batch::options, Part::once), Column("bytes", &Batch::bytes, Part::once),
  Column("chunk", &Batch::chunk, Part::once), Column("done", &Batch::done),
  Column("version", &Batch::version), Column("warnings", &Batch::warnings),
  Column("rejects", &Batch::rejects, NullIfEmpty{}), Column("reject_path", &Batch::reject_path),
  Column("completes", &Batch::completes), Column("account", &Batch::account, Part::once));

constexpr std::string_view k_register = "register version";

} // namespace

std::int64_t Batches::next_number()
{
  return next_value(m_engine, "batch");
}

void Batches::put(const Batch& batch)
{
  put_row<k_batch>(m_engine, batch);
}

std::optional<Batch> Batches::find(std::int64_t number) const
{
  return first_where<k_batch>(m_engine, "number = $1", {number});
}

std::vector<Batch> Batches::of_digest(formats::FileKind kind, std::string_view digest) const
{
  return all_where<k_batch>(m_engine, "digest = $1 and kind = $2 order by number desc",
                            {digest, kind});
}

std::vector<Batch> Batches::of_size(formats::FileKind kind, std::int64_t bytes) const
{
  return all_where<k_batch>(m_engine, "kind = $1 and bytes = $2 order by number desc",
                            {kind, bytes});
}

std::vector<Batch> Batches::with_rejects(formats::FileKind kind) const
{
  return all_where<k_batch>(m_engine, "kind = $1 and reject_path <> '' order by number desc",
                            {kind});
}

std::vector<Batch> Batches::list() const
{
  return all_rows<k_batch>(m_engine, select<k_batch>() + "order by number");
}

std::int64_t Batches::corrected(std::int64_t number) const
{
  return value(m_engine,
               "select coalesce(sum(accepted + unchanged), 0) from batch where completes = $1",
               {number});
}

std::int64_t Batches::register_version() const
{
  return last_value(m_engine, k_register);
}

std::int64_t Batches::next_register_version()
{
  return next_value(m_engine, k_register);
}

} // namespace myatlas::store
