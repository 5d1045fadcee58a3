#include "store/tables/answers.hpp"

namespace myatlas::store {

namespace {

constexpr std::int64_t k_kept_hours = 30 * 24;

} // namespace

std::optional<KeptAnswer> Answers::find(std::string_view actor, std::string_view name,
                                        util::Instant now) const
{
  const auto rows = m_engine.query(
    "select request, status, answer from kept_answer where actor = $1 and name = $2 and at > $3",
    {actor, name, now.micros - k_kept_hours * util::k_hour});
  return rows.empty() ? std::nullopt
                      : std::optional(KeptAnswer{rows[0].text(0), rows[0].integer(1),
                                                 as_stored(util::decrypt(m_key, rows[0].text(2)))});
}

void Answers::put(std::string_view actor, std::string_view name, const KeptAnswer& kept,
                  util::Instant now)
{
  const std::string sealed = util::encrypt(m_key, kept.answer);
  m_engine.execute("delete from kept_answer where at <= $1",
                   {now.micros - k_kept_hours * util::k_hour});
  m_engine.execute("insert into kept_answer (actor, name, request, status, answer, at) values ($1, "
                   "$2, $3, $4, $5, $6) "
                   "on conflict (actor, name) do update set request = excluded.request, status = "
                   "excluded.status, answer = excluded.answer, at = excluded.at",
                   {actor, name, std::string_view(kept.request), kept.status,
                    std::string_view(sealed), now.micros});
}

} // namespace myatlas::store
