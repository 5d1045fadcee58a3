#include "services/account/activate.hpp"

#include "domain/account/password.hpp"
#include "formats/json/json_records.hpp"
#include "services/attempts.hpp"
#include "services/companies/access.hpp"
#include "services/notices/mails.hpp"
#include "services/one_time_codes.hpp"

namespace myatlas::services {

namespace {

std::optional<domain::Account> pending_account(const Context& context,
                                               const domain::EmailAddress& email)
{
  const auto account = context.store.accounts().find(email);
  return account && account->state == domain::AccountState::pending ? account : std::nullopt;
}

} // namespace

util::Outcome activate(const Context& context, const domain::EmailAddress& email,
                       const util::Secret& code, const util::Secret& password)
{
  util::Errors weak = context.passwords.problems(password.reveal());
  if (!weak.empty()) {
    return weak;
  }
  const std::string hash = util::hash_secret(password);
  const TypedCode typed =
    compare_code(context, pending_account(context, email), domain::CodePurpose::activation, code);
  store::Transaction write(context.store, context.deed());
  const auto account = pending_account(context, email);
  const util::Outcome right = check_code(context, account, domain::CodePurpose::activation, typed);
  if (!right) {
    write.record({store::AuditKind::activation_refused}, std::nullopt, std::nullopt);
    write.commit();
    return right;
  }
  domain::Account active = *account;
  active.state = domain::AccountState::active;
  context.store.accounts().put(active);
  context.store.accounts().set_password(active.id, hash);
  take_up_invitations(context, active);
  write.record({store::AuditKind::account, active.id}, formats::audit_text(*account),
               formats::audit_text(active));
  write.commit();
  return util::Done{};
}

util::Outcome resend_activation(const Context& context, const domain::EmailAddress& email)
{
  const std::string key = domain::email_key(email);
  if (is_locked(context, domain::AttemptKind::activation_mail, key)) {
    return util::Error{"mail.limit", {email.text()}};
  }
  const auto account = pending_account(context, email);
  const NewCode code = make_code();
  store::Transaction write(context.store, context.deed());
  context.store.credentials().record_attempt(domain::AttemptKind::activation_mail, key,
                                             context.machine_now());
  if (account) {
    issue_code(context, account->id, domain::CodePurpose::activation, code);
    queue_mail(context, *account,
               {domain::MailKind::activation,
                account->language,
                {{"first_name", account->first_name.text()},
                 {"last_name", account->last_name.text()},
                 {"code", code.text},
                 {"minutes", "10"}}});
  }
  write.record({store::AuditKind::activation_mail}, std::nullopt, std::nullopt);
  write.commit();
  return util::Done{};
}

} // namespace myatlas::services
