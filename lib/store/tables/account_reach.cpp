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

Siren blank_siren()
{
  return Siren::of_checked(0);
}

// Companies an account proved to be its own.
constexpr auto k_company_of_account =
  table("account_company", blank_siren, Given("account"), Column("siren", Whole{}, Part::key));

// Training providers the OPCO said an account is not of.
constexpr auto k_refused_provider =
  table("refused_provider", blank_siren, Given("account"), Column("siren", Whole{}, Part::key));

struct ReachedEstablishment
{
  Siret siret;
  std::optional<std::string> grantor; // whose access it came of; none: its own proof
};

ReachedEstablishment blank_reached()
{
  return {Siret::of_checked(0), std::nullopt};
}

constexpr auto k_establishment_of_account =
  table("account_establishment", blank_reached, Given("account"),
        Column("siret", &ReachedEstablishment::siret, Part::key),
        Column("grantor", &ReachedEstablishment::grantor));

} // namespace

void Accounts::forget_perimeter(std::string_view id)
{
  m_engine.execute("delete from account_establishment where account = $1", {id});
  m_engine.execute("delete from account_company where account = $1", {id});
}

bool Accounts::attach_company(std::string_view id, Siren siren)
{
  return add_if_new<k_company_of_account>(m_engine, siren, {id});
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
  // Access takes no proof's place.
  static const std::string k_unless_proved =
    put_changed<k_establishment_of_account>() + " and account_establishment.grantor is not null";
  return write_row<k_establishment_of_account>(m_engine, k_unless_proved, {siret, grantor}, {id}) ==
         1;
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
  add_if_new<k_refused_provider>(m_engine, siren, {id});
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
