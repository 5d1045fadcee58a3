#include "store/tables/answers.hpp"

#include "store/rows.hpp"

namespace myatlas::store {

namespace {

constexpr std::int64_t k_kept_hours = 30 * 24;

constexpr auto k_kept_answer =
  table<KeptAnswer>("kept_answer", Given("actor"), Given("name"),
                    Column("request", &KeptAnswer::request), Column("status", &KeptAnswer::status),
                    Column("answer", &KeptAnswer::answer, Sealed{}), Given("at", Part::changes));

util::Instant oldest_kept(util::Instant now)
{
  return {now.micros - k_kept_hours * util::k_hour};
}

} // namespace

std::optional<KeptAnswer> Answers::find(std::string_view actor, std::string_view name,
                                        util::Instant now) const
{
  return first_where<k_kept_answer>({m_engine, m_key}, "actor = $1 and name = $2 and at > $3",
                                    {actor, name, oldest_kept(now)});
}

void Answers::put(std::string_view actor, std::string_view name, const KeptAnswer& kept,
                  util::Instant now)
{
  m_engine.execute("delete from kept_answer where at <= $1", {oldest_kept(now)});
  put_row<k_kept_answer>({m_engine, m_key}, kept, {actor, name, now});
}

} // namespace myatlas::store
