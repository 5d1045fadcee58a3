#include "services/account/passwords.hpp"

#include "domain/account/password.hpp"
#include "services/attempts.hpp"
#include "services/notices/mails.hpp"
#include "services/one_time_codes.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

void set_password(const Context& context, store::Transaction& write, const domain::Account& account,
                  const std::string& hash)
{
  context.store.accounts().set_password(account.id, hash);
  context.store.credentials().drop_sessions(account.id);
  context.store.credentials().drop_code(account.id, domain::CodePurpose::reset);
  context.store.credentials().forget_attempts(domain::AttemptKind::login,
                                              domain::email_key(account.email));
  queue_mail(
    context, account,
    {domain::MailKind::password_changed,
     account.language,
     {{"first_name", account.first_name.text()}, {"last_name", account.last_name.text()}}});
  write.record({store::AuditKind::password, account.id}, std::nullopt, std::nullopt);
}

std::optional<domain::Account> active_account(const Context& context,
                                              const domain::EmailAddress& email)
{
  const auto account = context.store.accounts().find(email);
  return account && domain::state_facts(account->state).logs_in ? account : std::nullopt;
}

} // namespace

util::Outcome change_password(const Context& context, const util::Secret& current,
                              const util::Secret& fresh)
{
  TRY_ASSIGN(const domain::Account account, acting_account(context));
  util::Errors weak = context.passwords.problems(fresh.reveal());
  if (!weak.empty()) {
    return weak;
  }
  const std::string key = domain::email_key(account.email);
  if (is_locked(context, domain::AttemptKind::login, key)) {
    return util::Error{"login.locked", {account.email.text()}};
  }
  const std::string hash =
    context.store.accounts().password(account.id).value_or(util::decoy_hash());
  if (!util::secret_matches(hash, current)) {
    const bool counted = count_wrong_try(context, domain::AttemptKind::login, key);
    return counted ? util::Error{"password.wrong", {}}
                   : util::Error{"login.locked", {account.email.text()}};
  }
  const std::string fresh_hash = util::hash_secret(fresh);
  store::Transaction write(context.store, context.deed());
  set_password(context, write, account, fresh_hash);
  write.commit();
  return util::Done{};
}

util::Outcome request_password_reset(const Context& context, const domain::EmailAddress& email)
{
  const std::string key = domain::email_key(email);
  if (is_locked(context, domain::AttemptKind::reset_mail, key)) {
    return util::Error{"mail.limit", {email.text()}};
  }
  const auto account = active_account(context, email);
  const NewCode code = make_code();
  store::Transaction write(context.store, context.deed());
  context.store.credentials().record_attempt(domain::AttemptKind::reset_mail, key,
                                             context.machine_now());
  if (account) {
    issue_code(context, account->id, domain::CodePurpose::reset, code);
    queue_mail(context, *account,
               {domain::MailKind::reset,
                account->language,
                {{"first_name", account->first_name.text()},
                 {"last_name", account->last_name.text()},
                 {"code", code.text},
                 {"minutes", "10"}}});
  }
  write.record({store::AuditKind::reset_mail}, std::nullopt, std::nullopt);
  write.commit();
  return util::Done{};
}

util::Outcome reset_password(const Context& context, const domain::EmailAddress& email,
                             const util::Secret& code, const util::Secret& fresh)
{
  util::Errors weak = context.passwords.problems(fresh.reveal());
  if (!weak.empty()) {
    return weak;
  }
  const std::string hash = util::hash_secret(fresh);
  const TypedCode typed =
    compare_code(context, active_account(context, email), domain::CodePurpose::reset, code);
  store::Transaction write(context.store, context.deed());
  const auto account = active_account(context, email);
  const util::Outcome right = check_code(context, account, domain::CodePurpose::reset, typed);
  if (right) {
    set_password(context, write, *account, hash);
  } else {
    write.record({store::AuditKind::reset_refused}, std::nullopt, std::nullopt);
  }
  write.commit();
  return right;
}

} // namespace myatlas::services
