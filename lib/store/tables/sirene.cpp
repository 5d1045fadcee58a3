#include "store/tables/sirene.hpp"

#include "formats/json/sirene_json.hpp"

namespace myatlas::store {

std::optional<SireneRecord> Sirene::find(domain::Siret siret) const
{
  const auto rows = m_engine.query(
    "select outcome, answer, source, asked from sirene where siret = $1", {siret.number()});
  if (rows.empty()) {
    return std::nullopt;
  }
  const auto outcome =
    as_stored(domain::value_of(domain::k_sirene_outcomes, rows[0].text(0), "store.corrupt"));
  SireneRecord record{outcome, std::nullopt, rows[0].text(2), util::Instant{rows[0].integer(3)}};
  if (const std::string answer = rows[0].text(1); !answer.empty()) {
    record.establishment = formats::sirene_from(as_stored(formats::parse_json(answer)));
  }
  return record;
}

void Sirene::put(domain::Siret siret, const SireneRecord& record)
{
  const std::string answer =
    record.establishment ? formats::to_json(*record.establishment).dump() : "";
  m_engine.execute(
    "insert into sirene (siret, source, asked, outcome, answer) values ($1, $2, $3, $4, $5) "
    "on conflict (siret) do update set source = excluded.source, asked = excluded.asked, outcome = "
    "excluded.outcome, "
    "answer = excluded.answer",
    {siret.number(), std::string_view(record.source), record.asked.micros,
     std::string_view(domain::name_of(domain::k_sirene_outcomes, record.outcome)),
     std::string_view(answer)});
}

std::optional<util::Instant> Sirene::rests_until(std::string_view source) const
{
  const auto rows =
    m_engine.query("select rests_until from sirene_service where source = $1", {source});
  return rows.empty() ? std::nullopt : std::optional(util::Instant{rows[0].integer(0)});
}

void Sirene::rest(std::string_view source, util::Instant until)
{
  m_engine.execute("insert into sirene_service (source, rests_until) values ($1, $2) "
                   "on conflict (source) do update set rests_until = excluded.rests_until",
                   {source, until.micros});
}

} // namespace myatlas::store
