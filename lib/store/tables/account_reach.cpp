#include "store/tables/accounts.hpp"

#include "store/rows.hpp"
#include "store/state_lists.hpp"

// What an account reaches: companies and establishments, on its own proof or by access that was
// given to it.
namespace myatlas::store {

namespace {

using domain::AccessRole;
using domain::Date;
using domain::Siren;
using domain::Siret;

} // namespace

void Accounts::forget_perimeter(std::string_view id)
{
  m_engine.execute("delete from account_establishment where account = $1", {id});
  m_engine.execute("delete from account_company where account = $1", {id});
}

bool Accounts::attach_company(std::string_view id, Siren siren)
{
  return m_engine.execute(
           "insert into account_company (account, siren) values ($1, $2) on conflict do nothing",
           {id, siren}) == 1;
}

void Accounts::detach_company(std::string_view id, Siren siren)
{
  m_engine.execute("delete from account_company where account = $1 and siren = $2", {id, siren});
}

static void drop_unproved(Engine& engine, std::string_view id, Siret siret)
{
  engine.execute("delete from unproved_establishment where account = $1 and siret = $2",
                 {id, siret});
}

bool Accounts::attach(std::string_view id, Siret siret, const std::optional<std::string>& grantor)
{
  drop_unproved(m_engine, id, siret);
  return m_engine.execute(
           "insert into account_establishment (account, siret, grantor) values ($1, $2, $3) on "
           "conflict (account, siret) do update "
           "set grantor = excluded.grantor where account_establishment.grantor is not null and "
           "account_establishment.grantor is distinct from excluded.grantor",
           {id, siret, grantor}) == 1;
}

bool Accounts::detach(std::string_view id, Siret siret)
{
  return m_engine.execute("delete from account_establishment where account = $1 and siret = $2",
                          {id, siret}) == 1;
}

bool Accounts::attached(std::string_view id, Siret siret) const
{
  return has_row(m_engine,
                 "select 1 from account_establishment where account = $1 and siret = $2 and "
                 "grantor is null",
                 {id, siret});
}

bool Accounts::was_given(std::string_view id, Siren siren) const
{
  return has_row(m_engine, "select 1 from access_grant where account = $1 and siren = $2 limit 1",
                 {id, siren});
}

void Accounts::refuse_provider(std::string_view id, Siren siren)
{
  m_engine.execute(
    "insert into refused_provider (account, siren) values ($1, $2) on conflict do nothing",
    {id, siren});
}

void Accounts::forget_refusal(std::string_view id, Siren siren)
{
  m_engine.execute("delete from refused_provider where account = $1 and siren = $2", {id, siren});
}

bool Accounts::is_refused(std::string_view id, Siren siren) const
{
  return has_row(m_engine, "select 1 from refused_provider where account = $1 and siren = $2",
                 {id, siren});
}

bool Accounts::has_proved(std::string_view id, Siren siren) const
{
  return has_row(m_engine, "select 1 from account_company where account = $1 and siren = $2",
                 {id, siren});
}

std::optional<AccessRole> Accounts::reach(std::string_view id, Siret siret, Date day) const
{
  // "manager" comes before "reader"
  return value<std::optional<AccessRole>>(
    m_engine,
    "select min(role) from account_reach where account = $1 and siret = $2 and until >= $3",
    {id, siret, day});
}

std::optional<AccessRole> Accounts::provider_role(std::string_view id, Date day) const
{
  return value<std::optional<AccessRole>>(
    m_engine, "select min(role) from provider_reach where account = $1 and until >= $2", {id, day});
}

bool Accounts::proved(std::string_view id, Siren siren, Date day) const
{
  return has_row(m_engine,
                 "select 1 from account_company where siren = $2 and (account = $1 or account in "
                 "(select grantor from access_in_force "
                 "where account = $1 and siren = $2 and role = " +
                   quoted(AccessRole::manager) + " and until >= $3))",
                 {id, siren, day});
}

std::vector<Siren> Accounts::companies(std::string_view id, Date day) const
{
  return values<Siren>(
    m_engine,
    "select siren from account_company where account = $1 union "
    "select siret / 100000 from account_reach where account = $1 and until >= $2 order by 1",
    {id, day});
}

bool Accounts::has_company(std::string_view id, Siren siren, Date day) const
{
  const std::int64_t first = siren.number() * 100'000;
  return has_row(m_engine,
                 "select 1 from account_company where account = $1 and siren = $3 union all "
                 "select 1 from account_reach where account = $1 and until >= $2 and siret >= $4 "
                 "and siret < $5 limit 1",
                 {id, day, siren, first, first + 100'000});
}

std::vector<std::pair<std::string, Siret>> Accounts::unproved() const
{
  return values<std::pair<std::string, Siret>>(
    m_engine, "select account, siret from unproved_establishment order by account, siret");
}

} // namespace myatlas::store
