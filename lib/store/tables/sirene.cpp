#include "store/tables/sirene.hpp"

#include "formats/json/sirene_json.hpp"

#include "store/rows.hpp"

namespace myatlas::store {

namespace {

struct EstablishmentAsJson // empty: none
{
  using Held = std::optional<domain::SireneEstablishment>;
  static Bind bind(const Held& establishment, const util::Key*)
  {
    return {establishment ? formats::to_json(*establishment).dump() : std::string()};
  }
  template <typename>
  static Held read(const Row& row, std::size_t column, const util::Key*)
  {
    const std::string& text = row.text(column);
    return text.empty() ? Held() : held_in(text);
  }

private:
  static Held held_in(const std::string& text)
  {
    return formats::sirene_from(as_stored(formats::parse_json(text)));
  }
};

constexpr auto k_sirene = table<SireneRecord>(
  "sirene", Given("siret"), Column("outcome", &SireneRecord::outcome),
  Column("answer", &SireneRecord::establishment, EstablishmentAsJson{}),
  Column("source", &SireneRecord::source), Column("asked", &SireneRecord::asked));

// Until when a source that refused is not asked again.
constexpr auto k_sirene_service =
  table<util::Instant>("sirene_service", Given("source"), Column("rests_until", Whole{}));

} // namespace

std::optional<SireneRecord> Sirene::find(domain::Siret siret) const
{
  return first_where<k_sirene>(m_engine, "siret = $1", {siret});
}

void Sirene::put(domain::Siret siret, const SireneRecord& record)
{
  put_row<k_sirene>(m_engine, record, {siret});
}

std::optional<util::Instant> Sirene::rests_until(std::string_view source) const
{
  return first_where<k_sirene_service>(m_engine, "source = $1", {source});
}

void Sirene::rest(std::string_view source, util::Instant until)
{
  put_row<k_sirene_service>(m_engine, until, {source});
}

} // namespace myatlas::store
