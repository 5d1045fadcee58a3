#include "store/tables/opco_links.hpp"

#include "formats/json/json.hpp"

namespace myatlas::store {

namespace {

const std::string k_connection = "select opco, base_url, token_url, scope, client_id, sealed, "
                                 "version from opco_connection where cfa = $1 ";
const std::string k_transmission = "select kind, subject, opco, state, external, internal, deca, "
                                   "remote, begun, answered from transmission where cfa = $1 ";

OpcoConnection connection_of(const Row& row, const util::Key& key)
{
  OpcoConnection connection{
    row.text(0), row.text(1), row.text(2), row.text(3),
    row.text(4), {},          {},          static_cast<int>(row.integer(6))};
  if (const util::Result<std::string> secrets = util::decrypt(key, row.text(5))) {
    const formats::Json both = as_stored(formats::parse_json(*secrets));
    connection.client_secret = util::Secret(both.at(0).get<std::string>());
    connection.cfa_key = util::Secret(both.at(1).get<std::string>());
  }
  return connection;
}

domain::Transmission transmission_of(const Row& row)
{
  return {as_stored(domain::value_of(domain::k_transmission_kinds, row.text(0), "store.corrupt")),
          row.text(1),
          row.text(2),
          as_stored(domain::value_of(domain::k_transmission_states, row.text(3), "store.corrupt")),
          row.text(4),
          row.text(5),
          row.text(6),
          row.text(7),
          util::Instant{row.integer(8)},
          row.is_null(9) ? std::nullopt : std::optional(util::Instant{row.integer(9)})};
}

} // namespace

std::optional<OpcoConnection> OpcoLinks::connection(domain::Siren cfa, std::string_view opco) const
{
  const auto rows = m_engine.query(k_connection + "and opco = $2", {cfa.number(), opco});
  return rows.empty() ? std::nullopt : std::optional(connection_of(rows[0], m_key));
}

std::vector<OpcoConnection> OpcoLinks::connections(domain::Siren cfa) const
{
  std::vector<OpcoConnection> found;
  for (const Row& row : m_engine.query(k_connection + "order by opco", {cfa.number()})) {
    found.push_back(connection_of(row, m_key));
  }
  return found;
}

void OpcoLinks::put(domain::Siren cfa, const OpcoConnection& c, util::Instant now)
{
  const std::string secrets =
    formats::Json{std::string(c.client_secret.reveal()), std::string(c.cfa_key.reveal())}.dump();
  const std::string sealed = util::encrypt(m_key, secrets);
  m_engine.execute("insert into opco_connection (cfa, opco, base_url, token_url, scope, client_id, "
                   "sealed, version, configured) "
                   "values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (cfa, opco) do update "
                   "set base_url = excluded.base_url, "
                   "token_url = excluded.token_url, scope = excluded.scope, client_id = "
                   "excluded.client_id, sealed = excluded.sealed, "
                   "version = excluded.version, configured = excluded.configured",
                   {cfa.number(), std::string_view(c.opco), std::string_view(c.base_url),
                    std::string_view(c.token_url), std::string_view(c.scope),
                    std::string_view(c.client_id), std::string_view(sealed),
                    std::int64_t{c.version}, now.micros});
}

std::optional<domain::Transmission> OpcoLinks::find(domain::Siren cfa,
                                                    domain::TransmissionKind kind,
                                                    std::string_view subject,
                                                    std::string_view opco) const
{
  const auto rows = m_engine.query(
    k_transmission + "and kind = $2 and subject = $3 and opco = $4",
    {cfa.number(), std::string_view(domain::name_of(domain::k_transmission_kinds, kind)), subject,
     opco});
  return rows.empty() ? std::nullopt : std::optional(transmission_of(rows[0]));
}

std::vector<domain::Transmission> OpcoLinks::list(domain::Siren cfa, std::string_view opco) const
{
  std::vector<domain::Transmission> found;
  for (const Row& row : m_engine.query(
         k_transmission + "and opco = $2 order by begun, kind, subject", {cfa.number(), opco})) {
    found.push_back(transmission_of(row));
  }
  return found;
}

std::vector<domain::Transmission> OpcoLinks::of_dossier(domain::Siren cfa,
                                                        std::string_view number) const
{
  const std::string first = std::string(number) + "/",
                    past = std::string(number) + "0"; // '0' comes after '/'
  std::vector<domain::Transmission> found;
  for (const Row& row :
       m_engine.query(k_transmission + "and kind in ('contract', 'convention') and (subject = $2 "
                                       "or (subject > $3 and subject < $4)) "
                                       "order by begun, kind, subject",
                      {cfa.number(), number, std::string_view(first), std::string_view(past)})) {
    found.push_back(transmission_of(row));
  }
  return found;
}

void OpcoLinks::put(domain::Siren cfa, const domain::Transmission& t)
{
  m_engine.execute(
    "insert into transmission (cfa, kind, subject, opco, state, external, internal, deca, remote, "
    "begun, answered) "
    "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (cfa, kind, subject, opco) "
    "do update set "
    "state = excluded.state, external = excluded.external, internal = excluded.internal, deca = "
    "excluded.deca, "
    "remote = excluded.remote, begun = excluded.begun, answered = excluded.answered",
    {cfa.number(), std::string_view(domain::name_of(domain::k_transmission_kinds, t.kind)),
     std::string_view(t.subject), std::string_view(t.opco),
     std::string_view(domain::name_of(domain::k_transmission_states, t.state)),
     std::string_view(t.external), std::string_view(t.internal), std::string_view(t.deca),
     std::string_view(t.remote), t.begun.micros, t.answered ? Cell(t.answered->micros) : Cell()});
}

void OpcoLinks::forget(domain::Siren cfa, const domain::Transmission& t)
{
  m_engine.execute(
    "delete from transmission where cfa = $1 and kind = $2 and subject = $3 and opco = $4",
    {cfa.number(), std::string_view(domain::name_of(domain::k_transmission_kinds, t.kind)),
     std::string_view(t.subject), std::string_view(t.opco)});
}

} // namespace myatlas::store
