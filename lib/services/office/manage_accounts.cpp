#include "services/office/manage_accounts.hpp"

#include <algorithm>

#include "formats/json/json_records.hpp"
#include "services/attempts.hpp"
#include "services/companies/access.hpp"
#include "util/file.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

util::Result<domain::Account> moved(const Context& context, const std::string& address,
                                    domain::AccountState from, domain::AccountState to,
                                    const char* event)
{
  TRY_ASSIGN(const domain::EmailAddress email, domain::EmailAddress::parse(address).or_at("email"));
  store::Transaction write(context.store, context.deed());
  const auto found = context.store.accounts().find(email);
  if (!found) {
    return util::Error{"account.unknown", {address}}.at("email");
  }
  const std::string key = domain::email_key(found->email);
  const bool lets_in =
    from == domain::AccountState::locked && found->state == to &&
    is_locked(context, domain::AttemptKind::login, key); // its wrong tries alone keep it out
  if (found->state != from && !lets_in) {
    return util::Error{"account.transition", {address, domain::to_text(found->state), event}}.at(
      "email");
  }
  domain::Account account = *found;
  account.state = to;
  context.store.accounts().put(account);
  if (to == domain::AccountState::locked) {
    context.store.credentials().drop_sessions(account.id);
    end_access(context, account.id);
  } else {
    context.store.credentials().forget_attempts(domain::AttemptKind::login, key);
    take_up_invitations(context, account);
  }
  write.record({store::AuditKind::account, account.id}, formats::audit_text(*found),
               formats::audit_text(account));
  write.commit();
  return account;
}

} // namespace

AccountPage list_accounts(const Context& context, store::AccountFilter filter)
{
  const auto limit = filter.limit;
  filter.limit =
    limit ? std::optional(*limit + 1) : std::nullopt; // one more tells whether there are others
  AccountPage page{context.store.accounts().list(filter), false};
  if (limit && page.accounts.size() > static_cast<std::size_t>(*limit)) {
    page.accounts.pop_back();
    page.more = true;
  }
  return page;
}

bool is_locked_by_tries(const Context& context, const domain::Account& account)
{
  return is_locked(context, domain::AttemptKind::login, domain::email_key(account.email));
}

util::Result<domain::Account> lock_account(const Context& context, const std::string& email)
{
  return moved(context, email, domain::AccountState::active, domain::AccountState::locked, "lock");
}

util::Result<domain::Account> unlock_account(const Context& context, const std::string& email)
{
  return moved(context, email, domain::AccountState::locked, domain::AccountState::active,
               "unlock");
}

} // namespace myatlas::services
