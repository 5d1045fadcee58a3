#include "store/tables/invitations.hpp"

#include "domain/account/account.hpp"

namespace myatlas::store {

namespace {

std::vector<Invitation> invitations_of(const std::vector<Row>& rows)
{
  std::vector<Invitation> found;
  for (const Row& row : rows) {
    found.push_back({row.read(1, domain::EmailAddress::parse),
                     {domain::Siren::of_checked(row.integer(0)), "", row.text(2),
                      row.read(3, domain::parse_access_role), row.read(4, domain::Date::read),
                      util::Instant{row.integer(5)}}});
  }
  return found;
}

const std::string k_invitations =
  "select siren, email, grantor, role, until, granted from access_invitation where ";

} // namespace

void Invitations::put(const Invitation& invitation)
{
  const domain::AccessGrant& grant = invitation.grant;
  const std::string key = domain::email_key(invitation.email), until = grant.until.text();
  m_engine.execute("insert into access_invitation (siren, address, email, grantor, role, until, "
                   "granted) values ($1, $2, $3, $4, $5, $6, $7) "
                   "on conflict (siren, address, grantor) do update set email = excluded.email, "
                   "role = excluded.role, until = excluded.until, "
                   "granted = excluded.granted",
                   {grant.siren.number(), std::string_view(key),
                    std::string_view(invitation.email.text()), std::string_view(grant.grantor),
                    std::string_view(domain::to_text(grant.role)), std::string_view(until),
                    grant.granted.micros});
}

bool Invitations::drop(const domain::EmailAddress& email, domain::Siren siren,
                       std::string_view grantor)
{
  const std::string key = domain::email_key(email);
  return m_engine.execute(
           "delete from access_invitation where address = $1 and siren = $2 and grantor = $3",
           {std::string_view(key), siren.number(), grantor}) > 0;
}

void Invitations::drop_by(std::string_view grantor)
{
  m_engine.execute("delete from access_invitation where grantor = $1", {grantor});
}

void Invitations::drop_by(std::string_view grantor, domain::Siren siren)
{
  m_engine.execute("delete from access_invitation where grantor = $1 and siren = $2",
                   {grantor, siren.number()});
}

std::vector<Invitation> Invitations::by(std::string_view grantor) const
{
  return invitations_of(
    m_engine.query(k_invitations + "grantor = $1 order by siren, address", {grantor}));
}

std::optional<Invitation> Invitations::find(const domain::EmailAddress& email, domain::Siren siren,
                                            std::string_view grantor) const
{
  const std::string key = domain::email_key(email);
  std::vector<Invitation> found =
    invitations_of(m_engine.query(k_invitations + "siren = $1 and address = $2 and grantor = $3",
                                  {siren.number(), std::string_view(key), grantor}));
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<Invitation> Invitations::take(const domain::EmailAddress& email)
{
  const std::string key = domain::email_key(email);
  std::vector<Invitation> found = invitations_of(m_engine.query(
    k_invitations + "address = $1 order by siren, grantor", {std::string_view(key)}));
  m_engine.execute("delete from access_invitation where address = $1", {std::string_view(key)});
  return found;
}

} // namespace myatlas::store
