#include "services/companies/access_grants.hpp"

#include <fmt/format.h>

#include "domain/account/account.hpp"
#include "services/companies/access_parties.hpp"
#include "store/tables/audit_subject.hpp"

namespace myatlas::services {

namespace {

using domain::AccessGrant;
using domain::Account;
using domain::Siren;
using store::AuditKind;
using store::Invitation;
using Grants = std::vector<AccessGrant>;
using Holder = std::optional<Account>; // of an id or an address

bool is_active(const Holder& account)
{
  return account && domain::state_facts(account->state).logs_in;
}

std::string address_of(const Holder& account)
{
  return account ? account->email.text() : "";
}

std::string address_key(const Holder& account)
{
  return account ? domain::email_key(account->email) : "";
}

void append(Grants& grants, const Grants& others)
{
  grants.insert(grants.end(), others.begin(), others.end());
}

AccessChange change_between(const AccessGrant& before, const AccessGrant& after)
{
  return before.role == after.role && before.until == after.until ? AccessChange::none
                                                                  : AccessChange::renewed;
}

} // namespace

std::string trace_of_grant(const AccessGrant& grant)
{
  return fmt::format(R"({{"company":"{}","account":"{}","role":"{}","until":"{}"}})",
                     grant.siren.digits(), grant.account, domain::to_text(grant.role),
                     grant.until.text());
}

bool AccessGrants::is_in_time(const AccessGrant& grant) const
{
  return grant.until >= m_context.latest_day();
}

std::optional<Account> AccessGrants::giver_of(const AccessGrant& grant) const
{
  return m_accounts.find_id(grant.grantor);
}

AccessView AccessGrants::view_of(const AccessGrant& grant) const
{
  const Holder account = m_accounts.find_id(grant.account), giver = giver_of(grant);
  const bool in_force = is_active(account) && is_active(giver) && is_in_time(grant);
  return {grant, address_key(account), address_of(giver), in_force};
}

AccessView AccessGrants::view_of(const Invitation& invitation) const
{
  const AccessGrant& grant = invitation.grant;
  return {grant, domain::email_key(invitation.email), address_of(giver_of(grant)),
          is_in_time(grant)};
}

bool AccessGrants::can_take(const Account& account, Siren siren, const std::string& giver) const
{
  return m_accounts.proved(giver, siren, m_context.latest_day()) || names_provider(account, siren);
}

Grants AccessGrants::around(const std::string& account) const
{
  Grants grants = m_accounts.grants_by(account);
  append(grants, m_accounts.grants_to(account));
  return grants;
}

AccessChange AccessGrants::change_to(const AccessGrant& grant) const
{
  const auto before = m_accounts.grant_of(grant.siren, grant.account, grant.grantor);
  return before ? change_between(*before, grant) : AccessChange::given;
}

std::optional<Invitation> AccessGrants::known_as(const Invitation& invitation) const
{
  return m_invitations.find(invitation.email, invitation.grant.siren, invitation.grant.grantor);
}

AccessChange AccessGrants::change_to(const Invitation& invitation) const
{
  const auto before = known_as(invitation);
  return before ? change_between(before->grant, invitation.grant) : AccessChange::given;
}

AccessChange AccessGrants::put(const AccessGrant& grant)
{
  const AccessChange change = change_to(grant);
  if (change != AccessChange::none) {
    m_accounts.put_grant(grant, m_context.day_of(grant.granted));
    record({AuditKind::account, grant.account}, grant);
  }
  return change;
}

AccessChange AccessGrants::put(const Invitation& invitation)
{
  const AccessChange change = change_to(invitation);
  if (change != AccessChange::none) {
    m_invitations.put(invitation);
    record({AuditKind::invitation}, invitation.grant);
  }
  return change;
}

void AccessGrants::record(const store::AuditSubject& subject, const AccessGrant& grant)
{
  m_context.record(subject, std::nullopt, trace_of_grant(grant));
}

void AccessGrants::end(const AccessGrant& grant)
{
  m_accounts.revoke(grant.account, grant.siren, grant.grantor, m_context.now());
  m_context.record({AuditKind::account, grant.account}, trace_of_grant(grant), std::nullopt);
}

} // namespace myatlas::services
