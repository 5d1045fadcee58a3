#include "store/tables/invitations.hpp"

#include "domain/account/account.hpp"
#include "store/rows.hpp"

namespace myatlas::store {

namespace {

using domain::AccessGrant;
using domain::EmailAddress;
using domain::Siren;

std::string address_key(const Invitation& invitation)
{
  return domain::email_key(invitation.email);
}

Invitation blank_invitation()
{
  static const EmailAddress k_any = as_stored(EmailAddress::parse("a@b.fr"));
  return {.email = k_any, .grant = {}};
}

constexpr auto k_invited = table<AccessGrant>(
  "access_invitation", Column("siren", &AccessGrant::siren, Part::key),
  Column("grantor", &AccessGrant::grantor, Part::key), Column("role", &AccessGrant::role),
  Column("until", &AccessGrant::until), Column("granted", &AccessGrant::granted));

constexpr auto k_invitation =
  table("access_invitation", blank_invitation, Column("address", address_key, Part::key),
        Column("email", &Invitation::email), Within(&Invitation::grant, k_invited));

} // namespace

void Invitations::put(const Invitation& invitation)
{
  put_row<k_invitation>(m_engine, invitation);
}

bool Invitations::drop(const EmailAddress& email, Siren siren, std::string_view grantor)
{
  return m_engine.execute(
           "delete from access_invitation where address = $1 and siren = $2 and grantor = $3",
           {domain::email_key(email), siren, grantor}) > 0;
}

void Invitations::drop_by(std::string_view grantor)
{
  m_engine.execute("delete from access_invitation where grantor = $1", {grantor});
}

void Invitations::drop_by(std::string_view grantor, Siren siren)
{
  m_engine.execute("delete from access_invitation where grantor = $1 and siren = $2",
                   {grantor, siren});
}

std::vector<Invitation> Invitations::by(std::string_view grantor) const
{
  return all_where<k_invitation>(m_engine, "grantor = $1 order by siren, address", {grantor});
}

std::optional<Invitation> Invitations::find(const EmailAddress& email, Siren siren,
                                            std::string_view grantor) const
{
  return first_where<k_invitation>(m_engine, "siren = $1 and address = $2 and grantor = $3",
                                   {siren, domain::email_key(email), grantor});
}

std::vector<Invitation> Invitations::take(const EmailAddress& email)
{
  const std::string key = domain::email_key(email);
  std::vector<Invitation> found =
    all_where<k_invitation>(m_engine, "address = $1 order by siren, grantor", {key});
  m_engine.execute("delete from access_invitation where address = $1", {key});
  return found;
}

} // namespace myatlas::store
