#pragma once

#include <string>
#include <vector>

#include "domain/account/account.hpp"
#include "services/companies/access_view.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// The access that accounts gave one another, and addresses they invited to it.
class AccessGrants
{
public:
  explicit AccessGrants(const Context& context)
    : m_context(context), m_accounts(context.store.accounts()),
      m_invitations(context.store.invitations())
  {
  }

  AccessView view_of(const domain::AccessGrant& grant) const;
  AccessView view_of(const store::Invitation& invitation) const;
  bool is_in_time(const domain::AccessGrant& grant) const;

  // Whether an account can be given what `giver` gives of the company: of a training provider only
  // one that says it is of it.
  bool can_take(const domain::Account& account, domain::Siren siren,
                const std::string& giver) const;

  // What one gave, then what one was given.
  std::vector<domain::AccessGrant> around(const std::string& account) const;

  // What changes nothing leaves no trace.
  AccessChange put(const domain::AccessGrant& grant);
  AccessChange put(const store::Invitation& invitation);
  void end(const domain::AccessGrant& grant);

private:
  AccessChange change_to(const domain::AccessGrant& grant) const;
  AccessChange change_to(const store::Invitation& invitation) const;
  std::optional<store::Invitation> known_as(const store::Invitation& invitation) const;
  void record(const store::AuditSubject& subject, const domain::AccessGrant& grant);
  std::optional<domain::Account> giver_of(const domain::AccessGrant& grant) const;

  const Context& m_context;
  store::Accounts m_accounts;
  store::Invitations m_invitations;
};

// A grant as the audit keeps it.
std::string trace_of_grant(const domain::AccessGrant& grant);

} // namespace myatlas::services
