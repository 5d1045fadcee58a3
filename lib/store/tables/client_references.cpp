#include "store/tables/client_references.hpp"

#include <utility>

#include "store/rows.hpp"

namespace myatlas::store {

using domain::Siren;

std::optional<std::string> ClientReferences::find(std::string_view account, Siren company) const
{
  return first_value<std::string>(
    m_engine, "select reference from client_reference where account = $1 and siren = $2",
    {account, company});
}

std::map<Siren, std::string> ClientReferences::of(std::string_view account) const
{
  const auto found = values<std::pair<Siren, std::string>>(
    m_engine, "select siren, reference from client_reference where account = $1", {account});
  return {found.begin(), found.end()};
}

std::vector<Siren> ClientReferences::called(std::string_view account,
                                            std::string_view reference) const
{
  return values<Siren>(
    m_engine,
    "select siren from client_reference where account = $1 and reference = $2 order by siren",
    {account, reference});
}

void ClientReferences::put(std::string_view account, Siren company, std::string_view reference)
{
  m_engine.execute("insert into client_reference (account, siren, reference) values ($1, $2, $3) "
                   "on conflict (account, siren) do update set reference = excluded.reference",
                   {account, company, reference});
}

void ClientReferences::remove(std::string_view account, Siren company)
{
  m_engine.execute("delete from client_reference where account = $1 and siren = $2",
                   {account, company});
}

} // namespace myatlas::store
