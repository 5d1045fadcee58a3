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

// The password of an account, which changes it itself.
class OwnPassword
{
public:
  OwnPassword(const Context& context, const Account& account)
    : m_context(context), m_account(account)
  {
  }

  // password.wrong, which counts as a login's does; login.locked.
  Outcome check(const Secret& password) const
  {
    TRY(check_login_tries(m_context, m_account.email));
    return is_it(password) ? Outcome(Done{}) : count_wrong();
  }

  void set(const Secret& password) const
  {
    const std::string hash = util::hash_secret(password);
    Transaction write = m_context.begin();
    set_password(m_context, write, m_account, hash);
    write.commit();
  }

private:
  bool is_it(const Secret& password) const
  {
    const auto hash = m_context.store.accounts().password(m_account.id);
    return util::secret_matches(hash.value_or(util::decoy_hash()), password);
  }

  Error count_wrong() const
  {
    return count_wrong_login(m_context, m_account.email, {"password.wrong", {}});
  }

  const Context& m_context;
  const Account& m_account;
};

} // namespace

Outcome change_password(const Context& context, const Secret& current, const Secret& fresh)
{
  TRY_ASSIGN(const Account account, acting_account(context));
  TRY(check_new_password(context, fresh));
  const OwnPassword password(context, account);
  TRY(password.check(current));
  password.set(fresh);
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
