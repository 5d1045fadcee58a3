#include "services/account/passwords.hpp"

#include "services/account/sent_codes.hpp"
#include "services/attempts.hpp"
#include "services/notices/mails.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Account;
using domain::AttemptKind;
using domain::EmailAddress;
using util::Secret;

void end_sessions_and_codes(const Context& context, const Account& account)
{
  store::Credentials credentials = context.store.credentials();
  credentials.drop_sessions(account.id);
  credentials.drop_code(account.id, domain::CodePurpose::reset);
  credentials.forget_attempts(AttemptKind::login, domain::email_key(account.email));
}

void set_password(const Context& context, Transaction& write, const Account& account,
                  const std::string& hash)
{
  context.store.accounts().set_password(account.id, hash);
  end_sessions_and_codes(context, account);
  queue_mail(context, account, mail_to(account, domain::MailKind::password_changed));
  write.record({store::AuditKind::password, account.id});
}

bool is_password_of(const Context& context, const Account& account, const Secret& password)
{
  const auto hash = context.store.accounts().password(account.id);
  return util::secret_matches(hash.value_or(util::decoy_hash()), password);
}

// password.wrong, counted like a login; login.locked.
Outcome check_current(const Context& context, const Account& account, const Secret& password)
{
  TRY(check_login_tries(context, account.email));
  if (is_password_of(context, account, password)) {
    return Done{};
  }
  return count_wrong_login(context, account.email, {"password.wrong", {}});
}

void set_at_once(const Context& context, const Account& account, const Secret& password)
{
  const std::string hash = util::hash_secret(password);
  Transaction write = context.begin();
  set_password(context, write, account, hash);
  write.commit();
}

} // namespace

Outcome change_password(const Context& context, const Secret& current, const Secret& fresh)
{
  TRY_ASSIGN(const Account account, acting_account(context));
  TRY(check_new_password(context, fresh));
  TRY(check_current(context, account, current));
  set_at_once(context, account, fresh);
  return Done{};
}

Outcome request_password_reset(const Context& context, const EmailAddress& email)
{
  return CodeByMail(context, k_reset_code, email).send_again();
}

Outcome reset_password(const Context& context, const EmailAddress& email, const Secret& code,
                       const Secret& fresh)
{
  return CodeByMail(context, k_reset_code, email).open(code, fresh, set_password);
}

} // namespace myatlas::services
