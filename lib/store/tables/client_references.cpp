#include "store/tables/client_references.hpp"

#include <utility>

#include "store/rows.hpp"

namespace myatlas::store {

namespace {

using domain::Siren;

using Called = std::pair<Siren, std::string>;

Called blank_called()
{
  return {Siren::of_checked(0), ""};
}

constexpr auto k_client_reference =
  table("client_reference", blank_called, Given("account"),
        Column("siren", &Called::first, Part::key), Column("reference", &Called::second));

} // namespace

std::optional<std::string> ClientReferences::find(std::string_view account, Siren company) const
{
  const auto found =
    first_where<k_client_reference>(m_engine, "account = $1 and siren = $2", {account, company});
  return found ? std::optional(found->second) : std::nullopt;
}

std::map<Siren, std::string> ClientReferences::of(std::string_view account) const
{
  const auto found = all_where<k_client_reference>(m_engine, "account = $1", {account});
  return {found.begin(), found.end()};
}

std::vector<Siren> ClientReferences::called(std::string_view account,
                                            std::string_view reference) const
{
  return util::mapped(
    all_where<k_client_reference>(m_engine, "account = $1 and reference = $2 order by siren",
                                  {account, reference}),
    &Called::first);
}

void ClientReferences::put(std::string_view account, Siren company, std::string_view reference)
{
  put_row<k_client_reference>(m_engine, {company, std::string(reference)}, {account});
}

void ClientReferences::remove(std::string_view account, Siren company)
{
  m_engine.execute("delete from client_reference where account = $1 and siren = $2",
                   {account, company});
}

} // namespace myatlas::store
