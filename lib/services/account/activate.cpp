#include "services/account/activate.hpp"

#include "services/account/account.hpp"
#include "services/account/sent_codes.hpp"
#include "services/companies/access.hpp"

namespace myatlas::services {

namespace {

using domain::Account;
using domain::EmailAddress;
using util::Secret;

Account put_active(const Context& context, Account account)
{
  account.state = domain::AccountState::active;
  context.store.accounts().put(account);
  return account;
}

void make_active(const Context& context, Transaction& write, const Account& account,
                 const std::string& password_hash)
{
  const Account active = put_active(context, account);
  context.store.accounts().set_password(active.id, password_hash);
  take_up_invitations(context, active);
  record_change(write, account, active);
}

} // namespace

Outcome activate(const Context& context, const EmailAddress& email, const Secret& code,
                 const Secret& password)
{
  return CodeByMail(context, k_activation_code, email).open(code, password, make_active);
}

Outcome resend_activation(const Context& context, const EmailAddress& email)
{
  return CodeByMail(context, k_activation_code, email).send_again();
}

} // namespace myatlas::services
