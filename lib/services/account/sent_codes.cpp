#include "services/account/sent_codes.hpp"

#include "services/attempts.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Account;
using domain::EmailAddress;
using store::AuditKind;
using util::Secret;

bool waits_for_activation(const Account& account)
{
  return account.state == domain::AccountState::pending;
}

bool can_log_in(const Account& account)
{
  return domain::state_facts(account.state).logs_in;
}

void record_kind(Transaction& write, AuditKind kind)
{
  write.record({kind});
}

} // namespace

const SentCode k_activation_code = {.purpose = domain::CodePurpose::activation,
                                    .mail = domain::MailKind::activation,
                                    .counted = domain::AttemptKind::activation_mail,
                                    .asked = AuditKind::activation_mail,
                                    .refused = AuditKind::activation_refused,
                                    .is_for = waits_for_activation};

const SentCode k_reset_code = {.purpose = domain::CodePurpose::reset,
                               .mail = domain::MailKind::reset,
                               .counted = domain::AttemptKind::reset_mail,
                               .asked = AuditKind::reset_mail,
                               .refused = AuditKind::reset_refused,
                               .is_for = can_log_in};

Mail CodeByMail::mail_with(const Account& account, const NewCode& code) const
{
  Mail mail = mail_to(account, m_kind.mail);
  mail.fields["code"] = code.text;
  mail.fields["minutes"] = "10";
  return mail;
}

std::optional<Account> CodeByMail::holder() const
{
  const auto account = m_context.store.accounts().find(m_email);
  return account && m_kind.is_for(*account) ? account : std::nullopt;
}

Outcome CodeByMail::check_limit() const
{
  return fail_unless(!is_locked(m_context, m_kind.counted, domain::email_key(m_email)),
                     {"mail.limit", {m_email.text()}});
}

void CodeByMail::count() const
{
  const std::string key = domain::email_key(m_email);
  m_context.store.credentials().record_attempt(m_kind.counted, key, m_context.machine_now());
}

void CodeByMail::send(const Account& account, const NewCode& code) const
{
  issue_code(m_context, account.id, m_kind.purpose, code);
  queue_mail(m_context, account, mail_with(account, code));
}

void CodeByMail::send_to_holder(const std::optional<Account>& holder, const NewCode& code) const
{
  if (holder) {
    send(*holder, code);
  }
}

Outcome CodeByMail::send_again() const
{
  TRY(check_limit());
  const auto account = holder();
  const NewCode code = make_code();
  Transaction write = m_context.begin();
  count();
  send_to_holder(account, code);
  record_kind(write, m_kind.asked);
  write.commit();
  return Done{};
}

TypedCode CodeByMail::compare(const Secret& code) const
{
  return compare_code(m_context, holder(), m_kind.purpose, code);
}

Outcome CodeByMail::open(const Secret& code, const Secret& password, Opening opening) const
{
  TRY(check_new_password(m_context, password));
  const std::string hash = util::hash_secret(password);
  const TypedCode typed = compare(code);
  Transaction write = m_context.begin();
  const Outcome right = open_in(write, typed, hash, opening);
  write.commit();
  return right;
}

Outcome CodeByMail::open_in(Transaction& write, const TypedCode& typed, const std::string& hash,
                            Opening opening) const
{
  const auto account = holder();
  const Outcome right = check_code(m_context, account, m_kind.purpose, typed);
  if (right) {
    opening(m_context, write, *account, hash);
  } else {
    record_kind(write, m_kind.refused);
  }
  return right;
}

Outcome check_new_password(const Context& context, const Secret& password)
{
  return outcome_of(context.passwords.problems(password.reveal()));
}

} // namespace myatlas::services
