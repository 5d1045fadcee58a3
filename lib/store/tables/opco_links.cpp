#include "store/tables/opco_links.hpp"

#include "formats/json/json.hpp"
#include "store/rows.hpp"
#include "store/state_lists.hpp"

namespace myatlas::store {

namespace {

using domain::Transmission;
using domain::TransmissionKind;

std::string revealed(const util::Secret& secret)
{
  return std::string(secret.reveal());
}

struct SealedSecrets // both in one text; those of another key are empty
{
  static Bind bind(const OpcoConnection& connection, const util::Key* key)
  {
    const formats::Json both{revealed(connection.client_secret), revealed(connection.cfa_key)};
    return {util::encrypt(*key, both.dump())};
  }
  static void read_into(OpcoConnection& connection, const Row& row, std::size_t column,
                        const util::Key* key)
  {
    if (const util::Result<std::string> secrets = util::decrypt(*key, row.text(column))) {
      const formats::Json both = as_stored(formats::parse_json(*secrets));
      connection.client_secret = util::Secret(both.at(0).get<std::string>());
      connection.cfa_key = util::Secret(both.at(1).get<std::string>());
    }
  }
};

constexpr auto k_connection = table<OpcoConnection>(
  "opco_connection", Given("cfa"), Column("opco", &OpcoConnection::opco, Part::key),
  Column("base_url", &OpcoConnection::base_url), Column("token_url", &OpcoConnection::token_url),
  Column("scope", &OpcoConnection::scope), Column("client_id", &OpcoConnection::client_id),
  Column("sealed", Whole{}, SealedSecrets{}), Column("version", &OpcoConnection::version),
  Given("configured", Part::changes));

constexpr auto k_transmission = table<Transmission>(
  "transmission", Given("cfa"), Column("kind", &Transmission::kind, Part::key),
  Column("subject", &Transmission::subject, Part::key),
  Column("opco", &Transmission::opco, Part::key), Column("state", &Transmission::state),
  Column("external", &Transmission::external), Column("internal", &Transmission::internal),
  Column("deca", &Transmission::deca), Column("remote", &Transmission::remote),
  Column("begun", &Transmission::begun), Column("answered", &Transmission::answered));

} // namespace

std::optional<OpcoConnection> OpcoLinks::connection(domain::Siren cfa, std::string_view opco) const
{
  return first_where<k_connection>({m_engine, m_key}, "cfa = $1 and opco = $2", {cfa, opco});
}

std::vector<OpcoConnection> OpcoLinks::connections(domain::Siren cfa) const
{
  return all_where<k_connection>({m_engine, m_key}, "cfa = $1 order by opco", {cfa});
}

void OpcoLinks::put(domain::Siren cfa, const OpcoConnection& connection, util::Instant now)
{
  put_row<k_connection>({m_engine, m_key}, connection, {cfa, now});
}

std::optional<Transmission> OpcoLinks::find(domain::Siren cfa, domain::TransmissionKind kind,
                                            std::string_view subject, std::string_view opco) const
{
  return first_where<k_transmission>(
    m_engine, "cfa = $1 and kind = $2 and subject = $3 and opco = $4", {cfa, kind, subject, opco});
}

std::vector<Transmission> OpcoLinks::list(domain::Siren cfa, std::string_view opco) const
{
  return all_where<k_transmission>(m_engine, "cfa = $1 and opco = $2 order by begun, kind, subject",
                                   {cfa, opco});
}

std::vector<Transmission> OpcoLinks::of_dossier(domain::Siren cfa, std::string_view number) const
{
  const std::string first = std::string(number) + "/",
                    past = std::string(number) + "0"; // '0' comes after '/'
  constexpr TransmissionKind k_about_dossiers[] = {TransmissionKind::contract,
                                                   TransmissionKind::convention};
  return all_where<k_transmission>(m_engine,
                                   "cfa = $1 and kind in (" + words_of(k_about_dossiers) +
                                     ") and (subject = $2 or (subject > $3 and "
                                     "subject < $4)) order by begun, kind, subject",
                                   {cfa, number, first, past});
}

void OpcoLinks::put(domain::Siren cfa, const Transmission& transmission)
{
  put_row<k_transmission>(m_engine, transmission, {cfa});
}

void OpcoLinks::forget(domain::Siren cfa, const Transmission& transmission)
{
  m_engine.execute(
    "delete from transmission where cfa = $1 and kind = $2 and subject = $3 and opco = $4",
    {cfa, transmission.kind, transmission.subject, transmission.opco});
}

} // namespace myatlas::store
