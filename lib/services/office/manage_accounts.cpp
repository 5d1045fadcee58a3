#include "services/office/manage_accounts.hpp"

#include <algorithm>

#include "services/account/account.hpp"
#include "services/attempts.hpp"
#include "services/companies/access.hpp"
#include "services/office/pages.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Account;
using domain::AccountState;
using domain::AttemptKind;
using domain::email_key;
using domain::EmailAddress;

// What an account is moved from and to, as the command calls it.
struct Move
{
  AccountState from, to;
  const char* event;
};

constexpr Move k_lock = {AccountState::active, AccountState::locked, "lock"};
constexpr Move k_unlock = {AccountState::locked, AccountState::active, "unlock"};

bool lets_in(const Context& context, const Account& account, const Move& move)
{
  return move.from == AccountState::locked && account.state == move.to &&
         is_locked_by_tries(context, account);
}

// One that is active and that its wrong tries alone keep out is let in.
bool fits(const Context& context, const Account& account, const Move& move)
{
  return account.state == move.from || lets_in(context, account, move);
}

Error no_move(const Account& account, const std::string& address, const Move& move)
{
  return Error{"account.transition", {address, domain::to_text(account.state), move.event}}.at(
    "email");
}

Result<Account> account_to_move(const Context& context, const EmailAddress& email,
                                const std::string& address, const Move& move)
{
  const auto found = context.store.accounts().find(email);
  if (!found) {
    return Error{"account.unknown", {address}}.at("email");
  }
  return fits(context, *found, move) ? Result<Account>(*found) : no_move(*found, address, move);
}

void shut_out(const Context& context, const Account& account)
{
  context.store.credentials().drop_sessions(account.id);
  end_access(context, account.id);
}

void let_in(const Context& context, const Account& account)
{
  context.store.credentials().forget_attempts(AttemptKind::login, email_key(account.email));
  take_up_invitations(context, account);
}

void bring_about(const Context& context, const Account& account)
{
  if (account.state == AccountState::locked) {
    shut_out(context, account);
  } else {
    let_in(context, account);
  }
}

Account move_to(const Context& context, Account account, AccountState to)
{
  account.state = to;
  context.store.accounts().put(account);
  bring_about(context, account);
  return account;
}

Result<Account> moved(const Context& context, const std::string& address, const Move& move)
{
  TRY_ASSIGN(const EmailAddress email, EmailAddress::parse(address).or_at("email"));
  Transaction write = context.begin();
  TRY_ASSIGN(const Account before, account_to_move(context, email, address, move));
  const Account after = move_to(context, before, move.to);
  record_change(write, before, after);
  write.commit();
  return after;
}

} // namespace

AccountPage list_accounts(const Context& context, store::AccountFilter filter)
{
  const auto limit = filter.limit;
  filter.limit = one_more(limit);
  AccountPage page{context.store.accounts().list(filter), false};
  page.more = cut_to(page.accounts, limit);
  return page;
}

bool is_locked_by_tries(const Context& context, const Account& account)
{
  return is_locked(context, AttemptKind::login, email_key(account.email));
}

Result<Account> lock_account(const Context& context, const std::string& email)
{
  return moved(context, email, k_lock);
}

Result<Account> unlock_account(const Context& context, const std::string& email)
{
  return moved(context, email, k_unlock);
}

} // namespace myatlas::services
