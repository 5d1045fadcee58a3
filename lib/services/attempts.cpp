#include "services/attempts.hpp"

#include <algorithm>
#include <utility>

namespace myatlas::services {

namespace {

using domain::AttemptKind;
using domain::AttemptPolicy;
using domain::EmailAddress;
using store::AuditKind;
using util::Instant;

// As many as lock, the latest first.
bool are_quick(const std::vector<Instant>& tries)
{
  const Instant first = tries[AttemptPolicy::k_most_tries - 1];
  return tries.front().micros - first.micros <= AttemptPolicy::k_window;
}

// Whether tries, the latest first, were made so quickly that they lock what was tried.
bool locks(const std::vector<Instant>& tries, Instant now)
{
  return tries.size() >= AttemptPolicy::k_most_tries && are_quick(tries) &&
         now.micros < tries.front().micros + AttemptPolicy::k_window;
}

// The account that was tried; empty: none, since what nobody is called may be a password.
std::string account_tried(const Context& context, std::string_view subject)
{
  const Result<EmailAddress> address = EmailAddress::parse(std::string(subject));
  const auto account = address ? context.store.accounts().find(*address) : std::nullopt;
  return account ? account->id : "";
}

Error login_locked(const EmailAddress& email)
{
  return {"login.locked", {email.text()}};
}

// As what the tries of a kind stand in the audit.
constexpr std::pair<AttemptKind, AuditKind> k_audited[] = {
  {AttemptKind::login, AuditKind::login_attempt},
  {AttemptKind::member_code, AuditKind::member_code_attempt},
  {AttemptKind::activation_mail, AuditKind::activation_mail_attempt},
  {AttemptKind::reset_mail, AuditKind::reset_mail_attempt},
};

AuditKind audited_as(AttemptKind kind)
{
  return std::ranges::find(k_audited, kind, &std::pair<AttemptKind, AuditKind>::first)->second;
}

} // namespace

bool is_locked(const Context& context, AttemptKind kind, std::string_view subject)
{
  const Instant now = context.machine_now(), since = now + -2 * AttemptPolicy::k_window;
  return locks(context.store.credentials().attempts(kind, subject, since), now);
}

namespace {

// Inside the caller's transaction.
void record_try(const Context& context, Transaction& write, AttemptKind kind,
                std::string_view subject)
{
  context.store.credentials().record_attempt(kind, subject, context.machine_now());
  write.record({audited_as(kind), account_tried(context, subject)});
}

} // namespace

bool count_wrong_try(const Context& context, AttemptKind kind, std::string_view subject)
{
  Transaction write = context.begin();
  if (is_locked(context, kind, subject)) {
    return false;
  }
  record_try(context, write, kind, subject);
  write.commit();
  return true;
}

Outcome check_login_tries(const Context& context, const EmailAddress& email)
{
  const bool locked = is_locked(context, AttemptKind::login, domain::email_key(email));
  return locked ? Outcome(login_locked(email)) : Done{};
}

Error count_wrong_login(const Context& context, const EmailAddress& email, Error wrong)
{
  const std::string key = domain::email_key(email);
  return count_wrong_try(context, AttemptKind::login, key) ? wrong : login_locked(email);
}

} // namespace myatlas::services
