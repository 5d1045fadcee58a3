#include "store/tables/accounts.hpp"

#include "store/rows.hpp"
#include "store/state_lists.hpp"

// Access that an account gives another.
namespace myatlas::store {

namespace {

using domain::AccessGrant;
using domain::AccessRole;
using domain::Date;
using domain::Siren;
using util::Instant;

// What is given again is in force again.
std::optional<Instant> not_revoked(const AccessGrant&)
{
  return std::nullopt;
}

constexpr auto k_grant =
  table<AccessGrant>("access_grant", Column("siren", &AccessGrant::siren, Part::key),
                     Column("account", &AccessGrant::account, Part::key),
                     Column("grantor", &AccessGrant::grantor, Part::key),
                     Column("role", &AccessGrant::role), Column("until", &AccessGrant::until),
                     Column("granted", &AccessGrant::granted), Column("revoked", not_revoked));

} // namespace

void Accounts::put_grant(const AccessGrant& grant, Date day)
{
  // What came of access that was over, or is less now, does not come back with it.
  m_engine.execute("delete from account_establishment where account = $1 and grantor = $2 and "
                   "siret / 100000 = $3 and ($4 <> " +
                     quoted(AccessRole::manager) +
                     " or not exists "
                     "(select 1 from access_in_force g where g.account = $1 and g.grantor = $2 and "
                     "g.siren = $3 and g.role = " +
                     quoted(AccessRole::manager) + " and g.until >= $5))",
                   {grant.account, grant.grantor, grant.siren, grant.role, day});
  put_row<k_grant>(m_engine, grant);
}

// The establishments one account had of another.
static void take_back(Engine& engine, std::string_view account, Siren siren,
                      std::string_view grantor)
{
  engine.execute(
    "delete from account_establishment where account = $1 and grantor = $2 and siret / 100000 = $3",
    {account, grantor, siren});
}

bool Accounts::revoke(std::string_view account, Siren siren, std::string_view grantor, Instant at)
{
  take_back(m_engine, account, siren, grantor);
  return m_engine.execute("update access_grant set revoked = $4 where account = $1 and siren = $2 "
                          "and grantor = $3 and revoked is null",
                          {account, siren, grantor, at}) > 0;
}

std::optional<std::string> Accounts::manages_by(std::string_view id, Siren siren, Date day) const
{
  return first_value<std::string>(
    m_engine,
    "select g.grantor from access_in_force g where g.account = $1 and g.siren = $2 and g.role = " +
      quoted(AccessRole::manager) +
      " and "
      "g.until >= $3 and exists (select 1 from account_establishment e where e.account = g.grantor "
      "and "
      "e.grantor is null and e.siret / 100000 = g.siren) order by g.until desc, g.grantor limit 1",
    {id, siren, day});
}

std::vector<AccessGrant> Accounts::grants_by(std::string_view grantor) const
{
  return all_where<k_grant>(m_engine, "revoked is null and grantor = $1 order by siren, account",
                            {grantor});
}

std::optional<AccessGrant> Accounts::grant_of(Siren siren, std::string_view account,
                                              std::string_view grantor) const
{
  return first_where<k_grant>(m_engine,
                              "revoked is null and siren = $1 and account = $2 and grantor = $3",
                              {siren, account, grantor});
}

std::vector<AccessGrant> Accounts::grants() const
{
  return all_where<k_grant>(m_engine,
                            "revoked is null and siren > 0 order by siren, account, grantor");
}

std::vector<AccessGrant> Accounts::grants_to(std::string_view account) const
{
  return all_where<k_grant>(m_engine, "revoked is null and account = $1 order by siren, grantor",
                            {account});
}

} // namespace myatlas::store
